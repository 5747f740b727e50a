// Today's activity of a county: asked again when the live topic speaks, at most once a second, and each minute anyway.
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useContext, useEffect } from 'react';
import { useApi } from '#platform/ui/api/api-context.ts';
import { LiveContext } from '#platform/ui/live/use-live.ts';
import { activityTopic, geoRoutes, type CountyActivity } from '../../contract.ts';

const pauseMilliseconds = 1000;
/** Also without news: the hour to compare with moves on, and midnight begins a new day. */
const everyMilliseconds = 60_000;

export function useActivity(county: string | undefined, enabled: boolean): UseQueryResult<CountyActivity> {
  const api = useApi();
  const live = useContext(LiveContext);
  const queries = useQueryClient();
  useEffect(() => {
    let pause: ReturnType<typeof setTimeout> | undefined;
    let again = false;
    const refresh = () => {
      void queries.invalidateQueries({ queryKey: ['activity'] });
      again = false;
      pause = setTimeout(() => {
        pause = undefined;
        if (again) refresh();
      }, pauseMilliseconds);
    };
    // A busy county speaks many times a second; the first word and the last are heard.
    const leave = live?.follow([activityTopic], () => {
      if (pause) again = true;
      else refresh();
    });
    return () => {
      clearTimeout(pause);
      leave?.();
    };
  }, [live, queries]);
  return useQuery({
    queryKey: ['activity', county],
    enabled,
    queryFn: ({ signal }) => api.call(geoRoutes.activity, { query: { ...(county && { county }) }, signal }),
    refetchInterval: everyMilliseconds,
  });
}
