// Rows of organisations.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Organisation, OrganisationKind, OrganisationsQuery, PositionAccuracy } from '../../contract.ts';
import type { OrganisationRecord } from '../ports.ts';
import { markStructure } from './structure-edition.ts';

export async function saveOrganisations(q: Sql, organisations: readonly OrganisationRecord[]): Promise<void> {
  await q.query(
    `insert into registry.organisation
       (id, kind, name, unit_id, ownership, credit_code, phone, address, simulated, version)
     select o.*, 1 from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[],
       $9::boolean[]) as o`,
    [
      organisations.map((one) => one.organisationId),
      organisations.map((one) => one.kind),
      organisations.map((one) => one.name),
      organisations.map((one) => one.unitId),
      organisations.map((one) => one.ownership),
      organisations.map((one) => one.creditCode ?? null),
      organisations.map((one) => one.phone ?? null),
      organisations.map((one) => one.address ?? null),
      organisations.map((one) => one.simulated),
    ],
  );
  await markStructure(q);
}

interface OrganisationRow {
  id: string;
  kind: OrganisationKind;
  name: string;
  unit_id: string;
  ownership: 'public' | 'private';
  credit_code: string | null;
  phone: string | null;
  address: string | null;
  simulated: boolean;
  lon: number | null;
  lat: number | null;
  position_accuracy: PositionAccuracy | null;
  community_id: string | null;
  community_name: string | null;
  leads: boolean;
}

export async function listOrganisations(q: Sql, query: OrganisationsQuery): Promise<Organisation[]> {
  const rows = await q.query<OrganisationRow>(
    `select o.id, o.kind, o.name, o.unit_id, o.ownership, o.credit_code, o.phone, o.address, o.simulated,
       p.lon, p.lat, p.position_accuracy, c.id as community_id, c.name as community_name,
       coalesce(c.lead_organisation_id = o.id, false) as leads
     from registry.organisation o
     join registry.unit u on u.id = o.id
     left join registry.place p on p.id = o.id
     left join registry.medical_community c on c.lead_organisation_id = o.id or (o.ownership = 'public' and c.id in
       (select t.community_id from registry.community_township t where t.township_id = any(u.path)))
     where ($1::text is null or o.kind = $1) and ($2::uuid is null or u.path @> array[$2::uuid])
       and ($3::uuid is null or c.id = $3)
     order by u.code`,
    [query.kind ?? null, query.below ?? null, query.community ?? null],
  );
  return rows.map((row) => ({
    organisationId: row.id,
    kind: row.kind,
    name: row.name,
    unitId: row.unit_id,
    ownership: row.ownership,
    ...(row.credit_code && { creditCode: row.credit_code }),
    ...(row.phone && { phone: row.phone }),
    ...(row.address && { address: row.address }),
    ...position(row.lon, row.lat, row.position_accuracy),
    ...(row.community_id && { communityId: row.community_id, communityName: row.community_name! }),
    leads: row.leads,
    simulated: row.simulated,
  }));
}

const position = (lon: number | null, lat: number | null, accuracy: PositionAccuracy | null) =>
  lon === null || lat === null ? {} : { position: { lon, lat, accuracy: accuracy ?? 'synthetic' } };
