// The list of registered apps, page by page, and the addresses that their vendors need.
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { connectAddresses, listApps } from '#platform/apps-contract.ts';
import { useApi } from '#platform/ui/api/api-context.ts';

export interface AppConditions {
  text?: string;
  state?: 'active' | 'disabled';
}
export const appsKey = ['apps'] as const;

export function useApps(conditions: AppConditions) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: [...appsKey, conditions],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.call(listApps, { query: { ...conditions, count: 50, ...(pageParam && { cursor: pageParam }) }, signal }),
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
  });
}

export function useAddresses() {
  const api = useApi();
  return useQuery({
    queryKey: ['connect-addresses'],
    queryFn: ({ signal }) => api.call(connectAddresses, { signal }),
    staleTime: 10 * 60_000,
  });
}
