// The queries behind the screens of index and portrait.
import { useQuery } from '@tanstack/react-query';
import { useApi } from '#platform/ui/api/api-context.ts';
import { portraitRoutes } from '../contract.ts';

export const indexKey = (personId: string) => ['portrait', 'index', personId] as const;
export const portraitKey = (personId: string) => ['portrait', 'person', personId] as const;

export function useIndex(personId: string) {
  const api = useApi();
  return useQuery({
    queryKey: indexKey(personId),
    queryFn: ({ signal }) => api.call(portraitRoutes.index, { params: { personId }, signal }),
  });
}

export function usePortrait(personId: string) {
  const api = useApi();
  return useQuery({
    queryKey: portraitKey(personId),
    queryFn: ({ signal }) => api.call(portraitRoutes.portrait, { params: { personId }, signal }),
  });
}

/** One digit after the point, as it is published. */
export const scoreText = (score: number): string => (Math.round(score * 10) / 10).toFixed(1);
