// The day of the vehicles as it is now: read once, then kept by what the server tells; and its tracks for the replay.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { fleetRoutes, positionsTopic, type LatestPosition, type PositionsMessage } from '#foundation/fleet/contract.ts';
import { expandTrack } from '#foundation/fleet/rules/compact-track.ts';
import { useApi } from '#platform/ui/api/api-context.ts';
import { useLive, useLiveRefresh } from '#platform/ui/live/use-live.ts';
import { checkInRoutes, checkInTopic } from '../../../check-in-contract.ts';
import { rovingKey } from '../use-roving.ts';
import type { TrackFixAt } from './replay.ts';

export const dayKey = [...rovingKey, 'day'] as const;

export function useLiveDay(on: string | undefined) {
  const api = useApi();
  useLiveRefresh(checkInTopic, [...dayKey], [...rovingKey, 'check-ins']);
  const query = useQuery({
    queryKey: [...dayKey, on],
    queryFn: ({ signal }) => api.call(checkInRoutes.day, { query: { ...(on && { on }) }, signal }),
    // Phases change with the clock too.
    refetchInterval: 30_000,
  });
  const [moved, setMoved] = useState<ReadonlyMap<string, LatestPosition>>(new Map());
  useLive(positionsTopic, ({ data }) => {
    const { positions } = data as Partial<PositionsMessage>;
    if (!positions) return;
    setMoved((before) => {
      const after = new Map(before);
      for (const one of positions) after.set(one.vehicleId, one);
      return after;
    });
  });
  return { query, moved };
}

/** Tracks by vehicle; asked for again each minute while the day runs. */
export function useTracks(on: string | undefined) {
  const api = useApi();
  const query = useQuery({
    queryKey: [...dayKey, 'tracks', on],
    enabled: on !== undefined,
    queryFn: ({ signal }) => api.call(fleetRoutes.dayTracks, { query: { on: on! }, signal }),
    refetchInterval: 60_000,
  });
  return useMemo(
    () =>
      new Map((query.data?.tracks ?? []).map((track): [string, TrackFixAt[]] => [track.vehicleId, expandTrack(track)])),
    [query.data],
  );
}

/** The server's clock, which may run on its own; steps each second. */
export function useServerNow(now: string | undefined, readAt: number): number {
  const [tick, setTick] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setTick(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now === undefined ? tick : Date.parse(now) + Math.max(0, tick - readAt);
}
