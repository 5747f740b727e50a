// Roads and reach: what an institution reaches in so many minutes, the road network behind it, and the places that it misses.
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { useApi } from '#platform/ui/api/api-context.ts';
import { ChoiceField } from '#platform/ui/form/fields.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useLiveRefresh } from '#platform/ui/live/use-live.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Skeleton } from '#platform/ui/states/states.tsx';
import { geoRoutes, roadsTopic } from '../../contract.ts';
import { Connectivity } from './connectivity.tsx';
import { NetworkCard } from './network-card.tsx';
import { Reach } from './reach.tsx';
import { roadLinesKey } from './use-road-lines.ts';
import { useCountyMap } from './use-county-map.ts';
import styles from './roads.module.css';

const roadsKey = ['roads'];

export function RoadsPage() {
  const { t } = useWords();
  const api = useApi();
  const [search, setSearch] = useSearchParams();
  const { units, county, map } = useCountyMap(search.get('county'));
  const roads = useQuery({
    queryKey: roadsKey,
    queryFn: ({ signal }) => api.call(geoRoutes.roads, { signal }),
    refetchInterval: ({ state }) => (state.data?.networks.some((one) => one.state === 'waiting') ? 1500 : false),
  });
  useLiveRefresh(roadsTopic, roadsKey, roadLinesKey, ['connectivity'], ['reach']);
  const network = roads.data?.networks.find(({ version }) => version === roads.data.current);
  const change = (name: string, value: string) =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        after.set(name, value);
        return after;
      },
      { replace: true },
    );
  return (
    <>
      <PageHead title={t('geo.roads.title')} badges={network?.synthetic && <SimulatedBadge />}>
        {units.length > 1 && (
          <ChoiceField
            name="county"
            label={t('geo.county.which')}
            value={county}
            onChange={(unitId) => change('county', unitId)}
            choices={units.map((unit) => ({ value: unit.unitId, label: unit.name }))}
          />
        )}
      </PageHead>
      <QueryView query={map} skeleton={<Skeleton height={480} />}>
        {(data) => (
          <Reach
            key={county ?? ''}
            data={data}
            loaded={network !== undefined}
            from={search.get('from') ?? undefined}
            onFrom={(unitId) => change('from', unitId)}
          />
        )}
      </QueryView>
      <div className={styles['below']}>
        <QueryView query={roads}>{(reply) => <NetworkCard reply={reply} network={network} />}</QueryView>
        <Connectivity county={county} version={network?.version} />
      </div>
    </>
  );
}
