// The day on the map: the way of each vehicle with its stops in order, and the list that says the same.
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { geoRoutes } from '#foundation/geo/contract.ts';
import { dayOf } from '#platform/contract.ts';
import { useApi } from '#platform/ui/api/api-context.ts';
import { SelectField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { CountyMap } from '#platform/ui/map/county-map.tsx';
import type { ShownRoute } from '#platform/ui/map/map-data.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Skeleton } from '#platform/ui/states/states.tsx';
import { chartSeries } from '#platform/ui/theme/tokens.ts';
import { rovingRoutes, type MonthBasis, type PlanDetail } from '../../contract.ts';
import { clockText } from '../../rules/clock-text.ts';
import { shownDay } from './day-lanes.tsx';
import { rovingKey, useAddress } from './use-roving.ts';
import styles from './roving.module.css';

export function RouteMap({ detail, basis }: { detail: PlanDetail; basis: MonthBasis }) {
  const { t, day } = useWords();
  const api = useApi();
  const { search, change } = useAddress();
  const [today] = useState(() => dayOf(new Date()));
  const on = shownDay(basis, search.get('on'), today);
  const vehicleId = search.get('vehicle') ?? undefined;
  const map = useQuery({
    queryKey: ['map', basis.countyId],
    staleTime: 10 * 60_000,
    queryFn: ({ signal }) => api.call(geoRoutes.map, { query: { county: basis.countyId }, signal }),
  });
  const lines = useQuery({
    queryKey: [...rovingKey, 'lines', detail.planId, detail.version, on, vehicleId],
    queryFn: ({ signal }) =>
      api.call(rovingRoutes.routeLines, {
        params: { planId: detail.planId },
        query: { on, ...(vehicleId && { vehicleId }) },
        signal,
      }),
  });
  const routes = useMemo(
    () => routesOf(detail, basis, on, lines.data?.lines ?? []),
    [detail, basis, on, lines.data?.lines],
  );
  const overlays = useMemo(() => ({ routes }), [routes]);
  return (
    <>
      <div className={styles['choice']}>
        <SelectField
          name="on"
          label={t('roving.day')}
          value={on}
          onChange={(next) => change({ on: next })}
          choices={basis.workingDays.map((one) => ({ value: one, label: day(one) }))}
        />
      </div>
      <QueryView query={map} skeleton={<Skeleton height={480} />}>
        {(data) => (
          <div className={styles['map']}>
            <CountyMap
              data={data}
              chosen={search.get('place') ?? undefined}
              onChoose={(unitId) => change({ place: unitId })}
              overlays={overlays}
              beside={
                <ul className={styles['routes']} aria-label={t('roving.routes')}>
                  {routes.map((route) => (
                    <li key={route.routeId}>
                      <span className={styles['swatch']} style={{ background: route.colour }} aria-hidden="true" />
                      <strong>{route.name}</strong>{' '}
                      {route.stops.map((stop, index) => `${index + 1} ${stop.name}`).join(' → ')}
                    </li>
                  ))}
                </ul>
              }
            />
          </div>
        )}
      </QueryView>
    </>
  );
}

function routesOf(
  detail: PlanDetail,
  basis: MonthBasis,
  on: string,
  lines: readonly { vehicleId: string; line: [number, number][] }[],
): ShownRoute[] {
  const stopOf = new Map(basis.stops.map((stop) => [stop.villageId, stop]));
  return lines.map(({ vehicleId, line }, index) => ({
    routeId: vehicleId,
    name: basis.vehicles.find((one) => one.vehicleId === vehicleId)?.name ?? '',
    line,
    colour: chartSeries[index % chartSeries.length]!,
    stops: detail.visits
      .filter((visit) => visit.on === on && visit.vehicleId === vehicleId)
      .toSorted((a, b) => a.sequence - b.sequence)
      .flatMap((visit) => {
        const stop = stopOf.get(visit.villageId);
        if (!stop?.at) return [];
        const [lon, lat] = stop.at;
        return [{ id: visit.villageId, name: `${stop.villageName} ${clockText(visit.startMinute)}`, lon, lat }];
      }),
  }));
}
