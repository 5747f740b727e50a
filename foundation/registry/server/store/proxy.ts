// Rows of family proxies, households and person clusters.
import type { CopyBatch, CopyTable } from '#platform/kernel/db/copy-batch.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { HouseholdRelation, ProxyScope } from '../../contract.ts';

export interface ProxyRow {
  proxyId: string;
  personId: string;
  proxyPersonId: string;
  relation: HouseholdRelation;
  scope: ProxyScope[];
  fromOn: string;
  toOn: string;
}
const proxySelect = `select id as "proxyId", patient_id as "personId", proxy_person_id as "proxyPersonId", relation, scope,
  from_on as "fromOn", to_on as "toOn" from registry.proxy where ended_at is null`;

export const proxiesOf = (q: Sql, personIds: readonly string[], on: string): Promise<ProxyRow[]> =>
  q.query<ProxyRow>(`${proxySelect} and patient_id = any($1) and to_on >= $2 order by from_on, id`, [personIds, on]);

/** For whom a person may act on a day. */
export const proxiedBy = (q: Sql, proxyPersonId: string, on: string): Promise<ProxyRow[]> =>
  q.query<ProxyRow>(`${proxySelect} and proxy_person_id = $1 and from_on <= $2 and to_on >= $2 order by from_on, id`, [
    proxyPersonId,
    on,
  ]);

export async function saveProxies(q: Sql, proxies: readonly ProxyRow[]): Promise<void> {
  if (proxies.length === 0) return;
  await q.query(
    `insert into registry.proxy (patient_id, id, proxy_person_id, relation, scope, from_on, to_on)
     select p.patient_id, p.id, p.proxy_person_id, p.relation, string_to_array(p.scope, ' '), p.from_on, p.to_on
     from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::date[], $7::date[])
       as p (patient_id, id, proxy_person_id, relation, scope, from_on, to_on)`,
    [
      proxies.map((proxy) => proxy.personId),
      proxies.map((proxy) => proxy.proxyId),
      proxies.map((proxy) => proxy.proxyPersonId),
      proxies.map((proxy) => proxy.relation),
      proxies.map((proxy) => proxy.scope.join(' ')),
      proxies.map((proxy) => proxy.fromOn),
      proxies.map((proxy) => proxy.toOn),
    ],
  );
}

/** The proxy that was ended, or nothing where none stood. */
export async function endProxyRow(q: Sql, personId: string, proxyId: string, at: Date): Promise<string | undefined> {
  const [row] = await q.query<{ proxy: string }>(
    `update registry.proxy set ended_at = $3 where patient_id = $1 and id = $2 and ended_at is null
     returning proxy_person_id as proxy`,
    [personId, proxyId, at],
  );
  return row?.proxy;
}

const householdTable: CopyTable = { table: 'registry.household', columns: ['household_id', 'village_id', 'address'] };
const proxyTable: CopyTable = {
  table: 'registry.proxy',
  columns: ['patient_id', 'id', 'proxy_person_id', 'relation', 'scope', 'from_on', 'to_on'],
};
export const householdTables = [householdTable.table, proxyTable.table];

export const addHousehold = (
  batch: CopyBatch,
  household: { householdId: string; villageId?: string; address?: string },
): void => batch.add(householdTable, [household.householdId, household.villageId, household.address]);

export const addProxy = (batch: CopyBatch, proxy: ProxyRow): void =>
  batch.add(proxyTable, [
    proxy.personId,
    proxy.proxyId,
    proxy.proxyPersonId,
    proxy.relation,
    proxy.scope,
    proxy.fromOn,
    proxy.toOn,
  ]);

export async function saveHouseholds(
  q: Sql,
  households: readonly { householdId: string; villageId?: string; address?: string }[],
): Promise<void> {
  await q.query(
    `insert into registry.household (household_id, village_id, address) select * from unnest($1::uuid[], $2::uuid[], $3::text[])
     on conflict (household_id) do nothing`,
    [
      households.map((one) => one.householdId),
      households.map((one) => one.villageId ?? null),
      households.map((one) => one.address ?? null),
    ],
  );
}

export async function findHouseholdRow(
  q: Sql,
  householdId: string,
): Promise<{ address: string | null; villageName: string | null } | undefined> {
  const [row] = await q.query<{ address: string | null; villageName: string | null }>(
    `select h.address, u.name as "villageName" from registry.household h left join registry.unit u on u.id = h.village_id
     where h.household_id = $1`,
    [householdId],
  );
  return row;
}

/** The golden identity of each person; people outside of any cluster are their own. */
export async function goldenIds(q: Sql, personIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await q.query<{ patient_id: string; golden_id: string }>(
    'select patient_id, golden_id from registry.person_cluster where patient_id = any($1)',
    [personIds],
  );
  const known = new Map(rows.map((row) => [row.patient_id, row.golden_id]));
  return new Map(personIds.map((id) => [id, known.get(id) ?? id]));
}

/** Every person row of each golden identity, its own first. */
export async function membersOf(q: Sql, goldenIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await q.query<{ patient_id: string; golden_id: string }>(
    `select patient_id, golden_id from registry.person_cluster
     where golden_id = any($1::uuid[]) and patient_id <> golden_id order by joined_at, patient_id`,
    [goldenIds],
  );
  const others = Map.groupBy(rows, (row) => row.golden_id);
  return new Map(goldenIds.map((id) => [id, [id, ...(others.get(id) ?? []).map((row) => row.patient_id)]]));
}

/** Every row of the human being behind each row, that row first. */
export async function rowsOfPersons(q: Sql, personIds: readonly string[]): Promise<Map<string, string[]>> {
  const golden = await goldenIds(q, personIds);
  const members = await membersOf(q, [...new Set(golden.values())]);
  return new Map(personIds.map((id) => [id, [id, ...members.get(golden.get(id)!)!.filter((other) => other !== id)]]));
}

/** Lets persons point to a golden identity; nobody points to somebody who points elsewhere. */
export async function pointTo(
  q: Sql,
  personIds: readonly string[],
  goldenId: string,
  reason: string,
  at: Date,
): Promise<void> {
  await q.query(
    `insert into registry.person_cluster (patient_id, golden_id, joined_at, reason)
     select member, $2, $3, $4 from unnest($1::uuid[]) as member
     on conflict (patient_id) do update set golden_id = excluded.golden_id, joined_at = excluded.joined_at, reason = excluded.reason`,
    [personIds, goldenId, at, reason],
  );
}

export async function leaveCluster(q: Sql, personId: string): Promise<boolean> {
  const rows = await q.query('delete from registry.person_cluster where patient_id = $1 returning patient_id', [
    personId,
  ]);
  return rows.length > 0;
}
