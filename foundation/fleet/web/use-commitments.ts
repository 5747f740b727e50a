// What vehicles have to do in a month: visits, maintenance, stand-by.
import { useQuery } from '@tanstack/react-query';
import type { Day } from '#platform/contract.ts';
import { useApi } from '#platform/ui/api/api-context.ts';
import { fleetRoutes } from '../contract.ts';
import { readinessRoutes } from '../readiness-contract.ts';
import { fleetKey } from './use-fleet.ts';

export interface MonthSpan {
  month: string;
  from: Day;
  to: Day;
  days: Day[];
}

export function spanOf(month: string): MonthSpan {
  const [year = 2000, number = 1] = month.split('-').map(Number);
  const count = new Date(Date.UTC(year, number, 0)).getUTCDate();
  const days = Array.from({ length: count }, (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`);
  return { month, from: days[0]!, to: days.at(-1)!, days };
}
export const monthAfter = (month: string, months: number): string => {
  const [year = 2000, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
};

export function useCommitments({ from, to }: MonthSpan, vehicle?: string) {
  const api = useApi();
  return useQuery({
    queryKey: [...fleetKey, 'commitments', from, vehicle],
    queryFn: ({ signal }) =>
      api.call(fleetRoutes.commitments, {
        query: { from: `${from}T00:00:00+08:00`, to: `${to}T23:59:59+08:00`, ...(vehicle && { vehicle }) },
        signal,
      }),
  });
}

export function useMaintenanceCalendar({ from, to }: MonthSpan) {
  const api = useApi();
  return useQuery({
    queryKey: [...fleetKey, 'maintenance', from],
    queryFn: ({ signal }) => api.call(readinessRoutes.calendar, { query: { from, to }, signal }),
  });
}
