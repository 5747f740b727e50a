// 医生来村: when the doctor comes to the own village next, where, who, and what to bring. One visit, one card.
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { usePersonInView } from '#foundation/registry/web/resident/person-in-view.tsx';
import { buttonClass } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { Card } from '#platform/ui/elder/tile.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useLiveRefresh } from '#platform/ui/live/use-live.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Skeleton } from '#platform/ui/states/states.tsx';
import { rosterTopic, rovingRoutes, type VillageVisit } from '../../contract.ts';
import { clockText } from '../../rules/clock-text.ts';
import styles from './my-visits.module.css';

/** So many at once; the rest after a press. */
const near = 4;

export function useMyVisits() {
  const api = useApi();
  const { person } = usePersonInView();
  const { personId } = person.person;
  useLiveRefresh(rosterTopic, ['my-visits']);
  // Whoever scanned the sign of a point sees the visits there.
  const [search] = useSearchParams();
  const servicePointId = search.get('point');
  return useQuery({
    queryKey: ['my-visits', personId, servicePointId],
    queryFn: ({ signal }) =>
      servicePointId
        ? api.call(rovingRoutes.pointVisits, { params: { servicePointId }, signal })
        : api.call(rovingRoutes.myVisits, { query: { ...(person.as === 'proxy' && { personId }) }, signal }),
  });
}

export function MyVisits() {
  const { t } = useWords();
  const query = useMyVisits();
  return (
    <>
      <title>{t('roving.myVisits')}</title>
      <h1>{t('roving.myVisits')}</h1>
      <QueryView query={query} skeleton={<Skeleton lines={8} />}>
        {({ visits, villageId, villageName, simulated }) => (
          <>
            <p className="quiet">
              {t('roving.myVillage', { village: villageName })} {simulated && <SimulatedBadge />}
            </p>
            {visits.length === 0 && (
              <Empty title={t('roving.noVisits')} icon="visit">
                {t('roving.noVisitsText')}
              </Empty>
            )}
            {visits.slice(0, near).map((visit, index) => (
              <VisitCard key={visit.visitId} visit={visit} first={index === 0} />
            ))}
            {visits.length > near && (
              <details className={styles['more']}>
                <summary>{t('roving.laterVisits', { count: visits.length - near })}</summary>
                <ul>
                  {visits.slice(near).map((visit) => (
                    <VisitLine key={visit.visitId} visit={visit} />
                  ))}
                </ul>
              </details>
            )}
            <Card title={t('roving.bringTitle')}>
              <ul className={styles['bring']}>
                {(['card', 'medicines', 'readings'] as const).map((one) => (
                  <li key={one}>{t(`roving.bring.${one}`)}</li>
                ))}
              </ul>
            </Card>
            {visits.length > 0 && (
              <a className={buttonClass('plain', true)} href={`/api/roving/villages/${villageId}/calendar.ics`}>
                {t('roving.toCalendar')}
              </a>
            )}
          </>
        )}
      </QueryView>
    </>
  );
}

function VisitCard({ visit, first }: { visit: VillageVisit; first: boolean }) {
  const { t, day } = useWords();
  return (
    <Card {...(first && { tone: 'brand' as const })} title={day(visit.on)}>
      <p className={styles['time']}>
        {clockText(visit.startMinute)}–{clockText(visit.leaveMinute)}
      </p>
      <p>
        <strong>{t(`roving.visitOf.${visit.service}`)}</strong>
      </p>
      <p>{t('roving.at', { point: visit.pointName })}</p>
      {visit.doctorName && <p>{t('roving.comes', { doctor: visit.doctorName })}</p>}
      {visit.standsInForName && <p>{t('roving.insteadOf', { doctor: visit.standsInForName })}</p>}
      {visit.movedFrom && (
        <p className={styles['moved']}>
          <span aria-hidden="true">◆ </span>
          {t('roving.movedFrom', { day: day(visit.movedFrom.on), time: clockText(visit.movedFrom.startMinute) })}
        </p>
      )}
    </Card>
  );
}

function VisitLine({ visit }: { visit: VillageVisit }) {
  const { t, day } = useWords();
  return (
    <li>
      <strong>{day(visit.on)}</strong> {clockText(visit.startMinute)} {t(`roving.visitOf.${visit.service}`)}
    </li>
  );
}
