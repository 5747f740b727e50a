// The county that a page of the bureau shows, its own unless the address names another, with its map.
import { useQuery } from '@tanstack/react-query';
import { registryRoutes } from '#foundation/registry/contract.ts';
import { useApi } from '#platform/ui/api/api-context.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { geoRoutes } from '../../contract.ts';

/** Places change rarely. */
const staleTime = 10 * 60_000;

export function useCountyMap(chosen: string | null) {
  const api = useApi();
  const me = useMe();
  const counties = useQuery({
    queryKey: ['org-units', 'county'],
    queryFn: ({ signal }) => api.call(registryRoutes.orgUnits, { query: { kind: 'county' }, signal }),
    staleTime,
  });
  const units = counties.data?.units ?? [];
  const own = units.find((unit) => me.roles.some((role) => role.orgUnitId === unit.unitId)) ?? units[0];
  const county = chosen ?? own?.unitId;
  const settled = counties.isSuccess || counties.isError;
  const map = useQuery({
    queryKey: ['map', county],
    enabled: settled,
    queryFn: ({ signal }) => api.call(geoRoutes.map, { query: { ...(county && { county }) }, signal }),
    staleTime,
  });
  return { counties, units, county, settled, map };
}
