// Queries of the family-doctor pages, filters in the address, and saving with what went wrong kept for the screen.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useSearchParams } from 'react-router';
import { dayOf } from '#platform/contract.ts';
import { useApi } from '#platform/ui/api/api-context.ts';
import { contractRoutes } from '../contract.ts';
import { workbenchRoutes } from '../workbench-contract.ts';

export const familyKey = ['family-doctor'] as const;
export const clockText = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Filters of a list live in the address, so that going back finds them again. */
export function useFilters() {
  const [search, setSearch] = useSearchParams();
  const set = useCallback(
    (name: string, value: string) =>
      setSearch(
        (before) => {
          const after = new URLSearchParams(before);
          if (name !== 'page') after.delete('page');
          if (value === '') after.delete(name);
          else after.set(name, value);
          return after;
        },
        { replace: true },
      ),
    [setSearch],
  );
  return { search, set, get: (name: string) => search.get(name) ?? '', today: dayOf(new Date()) };
}

export function useMember(personId: string) {
  const api = useApi();
  return useQuery({
    queryKey: [...familyKey, 'member', personId],
    queryFn: ({ signal }) => api.call(contractRoutes.member, { params: { personId }, signal }),
  });
}

export function useThread(personId: string) {
  const api = useApi();
  return useQuery({
    queryKey: [...familyKey, 'thread', personId],
    queryFn: ({ signal }) => api.call(workbenchRoutes.thread, { params: { personId }, signal }),
    refetchInterval: 15_000,
  });
}

export function useContract(personId: string, contractId: string | undefined) {
  const api = useApi();
  return useQuery({
    queryKey: [...familyKey, 'contract', personId, contractId],
    enabled: contractId !== undefined,
    queryFn: ({ signal }) =>
      api.call(contractRoutes.contract, { params: { personId, contractId: contractId! }, signal }),
  });
}

/** Runs a change, refreshes everything afterwards, whether it went well or not. */
export function useChange() {
  const queries = useQueryClient();
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const run = async (change: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true);
    setFailure(undefined);
    try {
      await change();
      return true;
    } catch (error) {
      setFailure(error);
      return false;
    } finally {
      await queries.invalidateQueries({ queryKey: familyKey });
      setBusy(false);
    }
  };
  return { run, busy, failure };
}
