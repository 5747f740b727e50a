// The service teams with the coverage check, as one answer that several panels read.
import { useQuery } from '@tanstack/react-query';
import { useApi } from '#platform/ui/api/api-context.ts';
import { registryRoutes } from '../../contract.ts';

export const teamsKey = ['teams'] as const;

export function useTeams() {
  const api = useApi();
  return useQuery({
    queryKey: teamsKey,
    queryFn: ({ signal }) => api.call(registryRoutes.teams, { query: {}, signal }),
  });
}
