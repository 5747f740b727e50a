// Queries of the CT screening, the year in the address, and saving with what went wrong kept for the screen.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useSearchParams } from 'react-router';
import { dayOf } from '#platform/contract.ts';
import { useApi } from '#platform/ui/api/api-context.ts';
import { ctRoutes } from '../../ct-screening-contract.ts';

export const ctKey = ['ct-screening'] as const;

/** Filters of a list live in the address, so that going back finds them again. */
export function useFilters() {
  const [search, setSearch] = useSearchParams();
  const today = dayOf(new Date());
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
  return { search, set, year: search.get('year') ?? today.slice(0, 4), today };
}

export function useStops(year: string) {
  const api = useApi();
  return useQuery({
    queryKey: [...ctKey, 'stops', year],
    queryFn: ({ signal }) => api.call(ctRoutes.stops, { query: { year }, signal }),
    // While the rule runs over a village its progress is followed.
    refetchInterval: ({ state }) => (state.data?.stops.some(({ run }) => run && !run.finishedAt) ? 1000 : 30_000),
  });
}

export function usePerson(personId: string) {
  const api = useApi();
  return useQuery({
    queryKey: [...ctKey, 'person', personId],
    queryFn: ({ signal }) => api.call(ctRoutes.person, { params: { personId }, signal }),
  });
}

/** Runs a change, refreshes all of the screening afterwards, whether it went well or not. */
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
      await queries.invalidateQueries({ queryKey: ctKey });
      setBusy(false);
    }
  };
  return { run, busy, failure };
}
