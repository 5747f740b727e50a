// The visits to the own village, or to that of the person in view.
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { usePersonInView } from '#foundation/registry/web/resident/person-in-view.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { useLiveRefresh } from '#platform/ui/live/use-live.ts';
import { rosterTopic, rovingRoutes } from '../../contract.ts';

export function useMyVisits() {
  const api = useApi();
  const { person } = usePersonInView();
  const { personId } = person.person;
  useLiveRefresh(rosterTopic, ['my-visits']);
  // Whoever scanned the sign of a point sees the visits there.
  const [search] = useSearchParams();
  const servicePointId = search.get('point');
  return useQuery({
    queryKey: ['my-visits', personId, servicePointId],
    queryFn: ({ signal }) =>
      servicePointId
        ? api.call(rovingRoutes.pointVisits, { params: { servicePointId }, signal })
        : api.call(rovingRoutes.myVisits, { query: { ...(person.as === 'proxy' && { personId }) }, signal }),
    // A vehicle is on its way or has come: told within the minute.
    refetchInterval: 60_000,
  });
}
