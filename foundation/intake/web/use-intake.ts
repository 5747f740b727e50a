// Queries of the device pages, and saving with what went wrong kept for the screen.
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useSearchParams } from 'react-router';

export const intakeKey = ['intake'] as const;

/** Runs a change, reads the lists anew, and keeps its failure. */
export function useChange() {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const run = useCallback(
    async <Reply>(change: () => Promise<Reply>): Promise<Reply | undefined> => {
      setBusy(true);
      setFailure(undefined);
      try {
        const reply = await change();
        await client.invalidateQueries({ queryKey: intakeKey });
        return reply;
      } catch (error) {
        setFailure(error);
        return undefined;
      } finally {
        setBusy(false);
      }
    },
    [client],
  );
  return { run, busy, failure };
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
  return { get: (name: string) => search.get(name) ?? '', set };
}
