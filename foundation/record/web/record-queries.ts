// The queries behind record screens: timeline page by page, latest measurements, one series over time.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useApi } from '#platform/ui/api/api-context.ts';
import { measurementsRoute, timelineRoute, type TimelineKind } from '../contract.ts';
import type { LifeSource } from '../rules/life-source.ts';

export const recordKey = (personId: string) => ['record', personId] as const;

export function useTimeline(personId: string, kinds: readonly TimelineKind[], from?: LifeSource) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: [...recordKey(personId), 'timeline', kinds, from],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.call(timelineRoute, {
        params: { personId },
        query: {
          limit: 60,
          ...(kinds.length > 0 && { kind: kinds.join(',') }),
          ...(from && { from }),
          ...(pageParam && { before: pageParam }),
        },
        signal,
      }),
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
  });
}

/** The newest value of everything that was ever measured. */
export function useLatest(personId: string) {
  const api = useApi();
  return useQuery({
    queryKey: [...recordKey(personId), 'latest'],
    queryFn: ({ signal }) => api.call(measurementsRoute, { params: { personId }, query: { limit: 1 }, signal }),
  });
}

export function useSeries(personId: string, code: string | undefined) {
  const api = useApi();
  return useQuery({
    queryKey: [...recordKey(personId), 'series', code],
    enabled: code !== undefined,
    queryFn: ({ signal }) => api.call(measurementsRoute, { params: { personId }, query: { code, limit: 200 }, signal }),
  });
}
