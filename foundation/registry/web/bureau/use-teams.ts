// The service teams with the coverage check, as one answer that several panels read.
import { useQuery } from '@tanstack/react-query';
import { useApi } from '#platform/ui/api/api-context.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { registryRoutes } from '../../contract.ts';

export const teamsKey = ['teams'] as const;

export function useTeams() {
  const api = useApi();
  // A bureau or township looks at its own teams; another county's are not its business.
  const below = useMe().roles[0]?.orgUnitId;
  return useQuery({
    queryKey: [...teamsKey, below],
    queryFn: ({ signal }) => api.call(registryRoutes.teams, { query: { ...(below && { below }) }, signal }),
  });
}
