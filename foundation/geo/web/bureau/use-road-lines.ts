// The road lines for a map; the browser keeps them until the network changes (ETag).
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useApi } from '#platform/ui/api/api-context.ts';
import type { MapOverlays } from '#platform/ui/map/map-overlays.ts';
import { geoRoutes } from '../../contract.ts';

export const roadLinesKey = ['road-lines'];

export function useRoadLines(reach?: MapOverlays['reach'], start?: MapOverlays['start']): MapOverlays {
  const api = useApi();
  const { data } = useQuery({
    queryKey: roadLinesKey,
    queryFn: ({ signal }) => api.call(geoRoutes.roadLines, { signal }),
    staleTime: 10 * 60_000,
  });
  return useMemo(() => ({ roads: data, reach, start }), [data, reach, start]);
}
