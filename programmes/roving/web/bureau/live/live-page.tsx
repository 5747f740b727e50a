// The roving clinics as they drive: all vehicles on the map, their stops and tracks, what is late, and the day again at any speed.
import { useMemo, useState } from 'react';
import { useCountyMap } from '#foundation/geo/web/bureau/use-county-map.ts';
import { useRoadLines } from '#foundation/geo/web/bureau/use-road-lines.ts';
import { dayOf } from '#platform/contract.ts';
import { TextField } from '#platform/ui/form/fields.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { CountyMap } from '#platform/ui/map/county-map.tsx';
import type { MapData } from '#platform/ui/map/map-data.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Skeleton } from '#platform/ui/states/states.tsx';
import type { RovingDay, VisitCheckIn } from '../../../check-in-contract.ts';
import { RovingTabs } from '../roving-tabs.tsx';
import { useAddress } from '../use-roving.ts';
import { AlarmStrip } from './alarm-strip.tsx';
import { DayFigures } from './day-figures.tsx';
import { PlannedActual } from './planned-actual.tsx';
import { stateAt } from './replay.ts';
import { ReplayBar } from './replay-bar.tsx';
import { useLiveDay, useServerNow, useTracks } from './use-live-day.ts';
import { VehicleList } from './vehicle-list.tsx';
import { lookColour, lookShape, vehicleLooks } from './vehicle-look.ts';
import { VehiclePanel } from './vehicle-panel.tsx';
import { shownOverlays } from './shown-overlays.ts';
import styles from './live.module.css';

export function LivePage() {
  const { t, day } = useWords();
  const { search, change } = useAddress();
  const on = /^\d{4}-\d{2}-\d{2}$/.test(search.get('on') ?? '') ? search.get('on')! : undefined;
  const { query, moved } = useLiveDay(on);
  const { map } = useCountyMap(null);
  return (
    <>
      <PageHead title={t('roving.live.title')} badges={query.data?.simulated && <SimulatedBadge />}>
        <div className={styles['day']}>
          <TextField
            name="on"
            type="date"
            label={t('roving.day')}
            value={on ?? query.data?.on ?? ''}
            onChange={(next) => change({ on: next, vehicle: undefined, stop: undefined })}
          />
        </div>
      </PageHead>
      <RovingTabs />
      <QueryView query={query} skeleton={<Skeleton height={560} />}>
        {(data) => (
          <>
            <p className={styles['line']}>
              <strong>{day(data.on)}</strong>
              <DayFigures figures={data.figures} />
            </p>
            <QueryView query={map} skeleton={<Skeleton height={480} />}>
              {(places) => (
                <LiveDay key={data.on} data={data} places={places} moved={moved} readAt={query.dataUpdatedAt} />
              )}
            </QueryView>
            <PlannedActual on={data.on} />
          </>
        )}
      </QueryView>
    </>
  );
}

function LiveDay({
  data,
  places,
  moved,
  readAt,
}: {
  data: RovingDay;
  places: MapData;
  moved: ReturnType<typeof useLiveDay>['moved'];
  readAt: number;
}) {
  const { t } = useWords();
  const { search, change } = useAddress();
  const { roads } = useRoadLines();
  const tracks = useTracks(data.on);
  const now = useServerNow(data.now, readAt);
  const [at, setAt] = useState<number>();
  const isToday = dayOf(new Date(now)) === data.on;
  const chosen = search.get('vehicle') ?? undefined;
  const stop = search.get('stop') ?? undefined;
  const vehicle = data.vehicles.find((one) => one.vehicleId === chosen);
  const vehicles = useMemo(
    () =>
      data.vehicles.map((one) => {
        const latest = moved.get(one.vehicleId);
        return latest && dayOf(latest.deviceAt) === data.on && latest.deviceAt > (one.latest?.deviceAt ?? '')
          ? { ...one, latest }
          : one;
      }),
    [data, moved],
  );
  // The slider spans the day's drives: from the first planned or told instant to now, or to the evening.
  const [from, to] = useMemo(() => spanOf(data, tracks), [data, tracks]);
  const end = isToday ? Math.max(from, Math.min(now, to)) : to;
  const overlays = useMemo(
    () => ({ roads, ...shownOverlays({ vehicles, tracks, policy: data.policy, at, chosen, stop }) }),
    [roads, vehicles, tracks, data.policy, at, chosen, stop],
  );
  const choose = (id: string | undefined) => {
    const owner = data.vehicles.find((one) => one.stops.some((visit) => visit.visitId === id));
    if (owner) change({ vehicle: owner.vehicleId, stop: id });
    else if (data.vehicles.some((one) => one.vehicleId === id)) change({ vehicle: id, stop: undefined });
    else change({ place: id });
  };
  const stateOf = (visit: VisitCheckIn) => (at === undefined ? visit.state : stateAt(visit, data.policy, at));
  return (
    <>
      <AlarmStrip vehicles={data.vehicles} isToday={isToday} onChoose={choose} />
      <div className={styles['map']}>
        <CountyMap
          data={places}
          chosen={search.get('place') ?? undefined}
          onChoose={choose}
          overlays={overlays}
          signs={vehicleLooks.map((look) => (
            <li key={look}>
              <span aria-hidden="true" style={{ color: lookColour[look] }}>
                {lookShape[look]}
              </span>{' '}
              {t(`roving.live.look.${look}`)}
            </li>
          ))}
          beside={
            vehicle ? (
              <VehiclePanel
                vehicle={vehicles.find((one) => one.vehicleId === chosen) ?? vehicle}
                stop={stop}
                stateOf={stateOf}
                onStop={(visitId) => change({ stop: visitId })}
                onBack={() => change({ vehicle: undefined, stop: undefined })}
              />
            ) : (
              <VehicleList vehicles={vehicles} onChoose={choose} />
            )
          }
        />
      </div>
      <ReplayBar from={from} to={end} at={at} isToday={isToday} onChange={setAt} />
    </>
  );
}

const hour = 3_600_000;

function spanOf(data: RovingDay, tracks: ReturnType<typeof useTracks>): [from: number, to: number] {
  const planned = data.vehicles.flatMap((one) => one.stops.map((visit) => Date.parse(visit.plannedArriveAt)));
  const left = data.vehicles.flatMap((one) => one.stops.map((visit) => Date.parse(visit.plannedLeaveAt)));
  const fixes = [...tracks.values()].flatMap((track) => (track.length > 0 ? [track[0]!.at, track.at(-1)!.at] : []));
  const morning = Date.parse(`${data.on}T07:00:00+08:00`);
  const evening = Date.parse(`${data.on}T17:30:00+08:00`);
  return [
    Math.min(morning, ...planned.map((one) => one - hour), ...fixes),
    Math.max(evening, ...left.map((one) => one + hour), ...fixes),
  ];
}
