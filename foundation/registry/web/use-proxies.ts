// The proxies of a person, and what has to be asked again when they change.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '#platform/ui/api/api-context.ts';
import { registryRoutes } from '../contract.ts';

const proxiesKey = (personId: string) => ['proxies', personId] as const;

export function useProxies(personId: string) {
  const api = useApi();
  return useQuery({
    queryKey: proxiesKey(personId),
    queryFn: ({ signal }) => api.call(registryRoutes.listProxies, { params: { personId }, signal }),
  });
}

export function useProxiesChanged(personId: string): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: proxiesKey(personId) });
}
