// The query behind the choice of ways to be reminded.
import { useQuery } from '@tanstack/react-query';
import { useApi } from '#platform/ui/api/api-context.ts';
import { readPreferences } from '../../contract.ts';

export const preferencesKey = (personId: string) => ['message-preferences', personId] as const;

export function usePreferences(personId: string) {
  const api = useApi();
  return useQuery({
    queryKey: preferencesKey(personId),
    queryFn: ({ signal }) => api.call(readPreferences, { params: { personId }, signal }),
  });
}
