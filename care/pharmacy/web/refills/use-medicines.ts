// The query behind the pages of one person's medicines.
import { useQuery } from '@tanstack/react-query';
import { useApi } from '#platform/ui/api/api-context.ts';
import { pharmacyRoutes } from '../../contract.ts';

export const medicinesKey = (personId: string) => ['medicines', personId] as const;

export function useMedicines(personId: string) {
  const api = useApi();
  return useQuery({
    queryKey: medicinesKey(personId),
    queryFn: ({ signal }) => api.call(pharmacyRoutes.medicines, { params: { personId }, signal }),
  });
}
