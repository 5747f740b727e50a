// What the fleet's screens ask for and how they change things; everything is asked for again when a vehicle's readiness changes.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useApi } from '#platform/ui/api/api-context.ts';
import { useLiveRefresh } from '#platform/ui/live/use-live.ts';
import { readinessRoutes, readinessTopic } from '../readiness-contract.ts';

export const fleetKey = ['fleet'] as const;

export function useReadiness() {
  const api = useApi();
  useLiveRefresh(readinessTopic, [...fleetKey]);
  return useQuery({
    queryKey: [...fleetKey, 'readiness'],
    queryFn: ({ signal }) => api.call(readinessRoutes.readiness, { signal }),
    // The day turns without a message.
    refetchInterval: 60_000,
  });
}

export function useUpkeep(vehicleId: string) {
  const api = useApi();
  return useQuery({
    queryKey: [...fleetKey, 'upkeep', vehicleId],
    queryFn: ({ signal }) => api.call(readinessRoutes.upkeep, { params: { vehicle: vehicleId }, signal }),
  });
}

/** Runs a change, keeps its failure for the screen, and asks for everything again; true where it was done. */
export function useChange() {
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const run = useCallback(
    async (work: () => Promise<unknown>): Promise<boolean> => {
      setBusy(true);
      setFailure(undefined);
      try {
        await work();
        return true;
      } catch (error) {
        setFailure(error);
        return false;
      } finally {
        setBusy(false);
        await queries.invalidateQueries({ queryKey: [...fleetKey] });
      }
    },
    [queries],
  );
  return { run, busy, failure };
}
