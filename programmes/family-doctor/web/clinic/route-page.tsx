// The home visits of a day in the order of the shortest way, on the map and as a list that says the same.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { geoRoutes } from '#foundation/geo/contract.ts';
import { buttonClass } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { TextField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { CountyMap } from '#platform/ui/map/county-map.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Skeleton } from '#platform/ui/states/states.tsx';
import { chartSeries } from '#platform/ui/theme/tokens.ts';
import { workbenchRoutes, type VisitsReply } from '../../workbench-contract.ts';
import { familyKey, useFilters } from '../use-family.ts';
import { FamilyHead, TeamOnly, useTeam } from './family-tabs.tsx';
import styles from '../family.module.css';

const minutesOf = (seconds: number): number => Math.round(seconds / 60);

export function RoutePage() {
  return (
    <TeamOnly>
      <Route />
    </TeamOnly>
  );
}

function Route() {
  const { t } = useWords();
  const api = useApi();
  const { team } = useTeam();
  const { get, set, today } = useFilters();
  const on = get('on') || today;
  const visits = useQuery({
    queryKey: [...familyKey, 'visits', on, team],
    queryFn: ({ signal }) => api.call(workbenchRoutes.visits, { query: { on, ...(team && { team }) }, signal }),
  });
  return (
    <div className={styles['stack']}>
      <FamilyHead />
      <div className={styles['filters']}>
        <TextField
          name="on"
          label={t('family-doctor.visitOn')}
          type="date"
          value={on}
          onChange={(next) => set('on', next)}
        />
      </div>
      <QueryView query={visits} skeleton={<Skeleton lines={8} />}>
        {(data) =>
          data.stops.length === 0 ? (
            <Empty title={t('family-doctor.noVisits')} icon="map">
              {t('family-doctor.noVisitsText')}
            </Empty>
          ) : (
            <DayRoute data={data} />
          )
        }
      </QueryView>
    </div>
  );
}

function DayRoute({ data }: { data: VisitsReply }) {
  const { t, distance } = useWords();
  const api = useApi();
  const map = useQuery({
    queryKey: ['map'],
    staleTime: 600_000,
    queryFn: ({ signal }) => api.call(geoRoutes.map, { signal }),
  });
  const overlays = useMemo(() => {
    const placed = data.stops.filter(({ at }) => at);
    if (!data.start || placed.length === 0) return {};
    return {
      start: data.start.at,
      fit: [data.start.at, ...placed.map(({ at }) => at!)],
      routes: [
        {
          routeId: 'day',
          name: data.on,
          colour: chartSeries[0]!,
          line: [data.start.at, ...placed.map(({ at }) => at!), data.start.at],
          stops: placed.map(({ villageId, villageName, at }) => ({
            id: villageId,
            name: villageName,
            lon: at![0],
            lat: at![1],
          })),
        },
      ],
    };
  }, [data]);
  const list = (
    <ol className={styles['list']} aria-label={t('family-doctor.room.route')}>
      {data.stops.map((stop, index) => (
        <li key={stop.villageId} className={styles['item']}>
          <span className={styles['who']}>
            <strong>
              {index + 1} {stop.villageName}
            </strong>
            {stop.metres !== undefined && (
              <span className="quiet">
                {t('family-doctor.leg', { distance: distance(stop.metres), minutes: minutesOf(stop.seconds ?? 0) })}
              </span>
            )}
            {stop.visits.map((visit) => (
              <span key={visit.bookingId} className={styles['row']}>
                <Link to={`/family/people/${visit.personId}`}>{visit.name}</Link>
                <span>{visit.reason}</span>
                <span className="quiet">{visit.address}</span>
                {visit.phone && (
                  <a className={buttonClass()} href={`tel:${visit.phone}`}>
                    {t('family-doctor.call')}
                  </a>
                )}
              </span>
            ))}
          </span>
        </li>
      ))}
    </ol>
  );
  return (
    <>
      <p>
        {t('family-doctor.wholeWay', { distance: distance(data.metres), minutes: minutesOf(data.seconds) })}{' '}
        <span className="quiet">{t(`family-doctor.basis.${data.basis}`)}</span>
      </p>
      <QueryView query={map} skeleton={<Skeleton height={420} />}>
        {(county) => (
          <CountyMap data={county} chosen={undefined} onChoose={() => undefined} overlays={overlays} beside={list} />
        )}
      </QueryView>
    </>
  );
}
