// Loads the list of accounts page by page, in the order and with the conditions of the address.
import { useInfiniteQuery } from '@tanstack/react-query';
import { listAccounts } from '#platform/access-contract.ts';
import { useApi } from '#platform/ui/api/api-context.ts';

export interface AccountConditions {
  text?: string;
  role?: string;
  state?: 'active' | 'disabled' | 'locked';
  sort?: 'account' | 'displayName' | 'lastSignInAt';
  descending?: 'true' | 'false';
}
export const accountsKey = ['accounts'] as const;

export function useAccounts(conditions: AccountConditions) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: [...accountsKey, conditions],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.call(listAccounts, { query: { ...conditions, count: 50, ...(pageParam && { cursor: pageParam }) }, signal }),
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
  });
}
