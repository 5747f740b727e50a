// Queries of the pages of chronic care, and saving with what went wrong kept for the screen.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useApi } from '#platform/ui/api/api-context.ts';
import { useLiveRefresh } from '#platform/ui/live/use-live.ts';
import { chronicRoutes, personTopic } from '../contract.ts';

export const chronicKey = ['chronic-care'] as const;

/** Follows the person: another colour is on the screen without a reload. */
export function useRegisters(personId: string) {
  const api = useApi();
  useLiveRefresh(`${personTopic}/${personId}`, [...chronicKey, 'person', personId], ['banner', personId]);
  return useQuery({
    queryKey: [...chronicKey, 'person', personId],
    queryFn: ({ signal }) => api.call(chronicRoutes.person, { params: { personId }, signal }),
    // Nobody heard what changed while another page was open.
    staleTime: 0,
  });
}

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
  return { set, get: (name: string) => search.get(name) ?? '', text: search.toString() };
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
      await queries.invalidateQueries({ queryKey: chronicKey });
      await queries.invalidateQueries({ queryKey: ['banner'] });
      setBusy(false);
    }
  };
  return { run, busy, failure };
}
