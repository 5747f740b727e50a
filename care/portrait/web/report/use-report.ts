// Calls of the screens of annual reports.
import { useQuery } from '@tanstack/react-query';
import { dayOf } from '#platform/contract.ts';
import { useApi } from '#platform/ui/api/api-context.ts';
import { reportRoutes } from '../../report-contract.ts';

export const reportKey = (personId: string, year: number) => ['annual-report', personId, year] as const;
export const thisYear = (): number => Number(dayOf(new Date()).slice(0, 4));
export const paramsOf = (personId: string, year: number) => ({ personId, year: String(year) });

export function usePersonReport(personId: string, year: number) {
  const api = useApi();
  return useQuery({
    queryKey: reportKey(personId, year),
    queryFn: ({ signal }) => api.call(reportRoutes.person, { params: paramsOf(personId, year), signal }),
  });
}
