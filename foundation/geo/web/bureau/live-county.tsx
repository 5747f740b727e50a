// The county at work: map and list of townships, villages and institutions, in the light or the dark board theme.
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { BigNumber } from '#platform/ui/figures/big-number.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { CountyMap } from '#platform/ui/map/county-map.tsx';
import { useLiveState } from '#platform/ui/live/use-live.ts';
import { LiveBadge, SimulatedBadge, StaleBadge } from '#platform/ui/states/badges.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Skeleton } from '#platform/ui/states/states.tsx';
import { ChoiceField } from '#platform/ui/form/fields.tsx';
import { type CountyActivity, type CountyMap as CountyMapData } from '../../contract.ts';
import { DayFigures } from './day-figures.tsx';
import { useRoadLines } from './use-road-lines.ts';
import { useCountyMap } from './use-county-map.ts';
import styles from './live-county.module.css';
import { useActivity } from './use-activity.ts';

/** The figures are asked for each minute; two that did not come make them stale. */
const missedSeconds = 150;

export function LiveCounty() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const { units, county, settled, map } = useCountyMap(search.get('county'));
  const live = useLiveState();
  const activity = useActivity(county, settled);
  const theme = search.get('theme') === 'board' ? 'board' : 'light';
  const change = (name: string, value: string | undefined) =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        if (value) after.set(name, value);
        else after.delete(name);
        return after;
      },
      { replace: true },
    );
  return (
    <div className={`${styles['page']} ${theme === 'board' ? styles['whole'] : ''}`} data-theme={theme}>
      <PageHead
        title={t('geo.county.title')}
        badges={
          <>
            <LiveBadge state={live} />
            {activity.dataUpdatedAt > 0 && (
              <StaleBadge
                key={activity.dataUpdatedAt}
                at={activity.dataUpdatedAt}
                staleAfterSeconds={live === 'open' ? missedSeconds : 0}
              />
            )}
            {activity.data?.simulated && <SimulatedBadge />}
          </>
        }
      >
        {units.length > 1 && (
          <ChoiceField
            name="county"
            label={t('geo.county.which')}
            value={county}
            onChange={(unitId) => change('county', unitId)}
            choices={units.map((unit) => ({ value: unit.unitId, label: unit.name }))}
          />
        )}
        <ChoiceField
          name="theme"
          label={t('geo.county.theme')}
          value={theme}
          onChange={(value) => change('theme', value === 'board' ? 'board' : undefined)}
          choices={[
            { value: 'light', label: t('geo.county.light') },
            { value: 'board', label: t('geo.county.board') },
          ]}
        />
      </PageHead>
      <QueryView query={map} skeleton={<Skeleton height={480} />}>
        {(data) => (
          <County
            // Another county starts with figures of its own: nothing lights up.
            key={county ?? ''}
            data={data}
            activity={activity.data}
            theme={theme}
            chosen={search.get('place') ?? undefined}
            onChoose={(unitId) => change('place', unitId)}
          />
        )}
      </QueryView>
    </div>
  );
}

function County({
  data,
  activity,
  theme,
  chosen,
  onChoose,
}: {
  data: CountyMapData;
  activity: CountyActivity | undefined;
  theme: 'light' | 'board';
  chosen: string | undefined;
  onChoose: (unitId: string | undefined) => void;
}) {
  const { t } = useWords();
  const overlays = useRoadLines();
  const residents = useMemo(() => data.villages.reduce((sum, village) => sum + village.population, 0), [data.villages]);
  const figures = useMemo(() => {
    const units = activity ? [...activity.townships, ...activity.villages] : [];
    return {
      title: t('geo.county.today'),
      of: Object.fromEntries(units.map((unit) => [unit.unitId, unit.visits + unit.measurements])),
    };
  }, [activity, t]);
  if (data.townships.length === 0)
    return (
      <Empty title={t('geo.county.none')} icon="map">
        {t('geo.county.noneText')}
      </Empty>
    );
  return (
    <>
      <div className={styles['figures']}>
        <DayFigures activity={activity} />
        <BigNumber label={t('geo.county.residents')} value={residents} unit={t('geo.county.people')} />
        <BigNumber label={t('geo.county.townships')} value={data.townships.length} unit={t('geo.county.places')} />
        <BigNumber label={t('geo.county.villages')} value={data.villages.length} unit={t('geo.county.places')} />
        <BigNumber
          label={t('geo.county.organisations')}
          value={data.organisations.length}
          unit={t('geo.county.houses')}
        />
      </div>
      <div className={styles['map']}>
        <CountyMap
          data={data}
          theme={theme}
          chosen={chosen}
          onChoose={onChoose}
          overlays={overlays}
          {...(activity && { figures })}
        />
      </div>
    </>
  );
}
