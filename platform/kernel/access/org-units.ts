// The organisation tree as the policy needs it: saved by the registry, kept in memory for the questions of each request.
import type { Day } from '#platform/contract.ts';
import type { Db, Sql } from '../db/db.ts';

export interface OrgUnit {
  id: string;
  parentId?: string;
  /** province, city, county, township, village, community, hospital, health-centre, clinic, team ... */
  kind: string;
  /** Administrative division or institution code. */
  code?: string;
  name: string;
  validFrom: Day;
  validTo?: Day;
}

interface UnitRow {
  id: string;
  path: string[];
  name: string;
  kind: string;
}

/** Inserts or renames units; a parent comes before its children or stands already. Moving a unit is not done here. */
export async function saveOrgUnits(q: Sql, units: readonly OrgUnit[]): Promise<void> {
  const parents = [...new Set(units.flatMap((unit) => unit.parentId ?? []))];
  const known = await q.query<{ id: string; path: string[] }>(
    'select id, path from access.org_unit where id = any($1)',
    [parents],
  );
  const paths = new Map(known.map((row) => [row.id, row.path]));
  for (const unit of units) {
    const parentPath = unit.parentId === undefined ? [] : paths.get(unit.parentId);
    if (!parentPath) throw new Error(`the parent of unit ${unit.code ?? unit.id} is not known`);
    const path = [...parentPath, unit.id];
    paths.set(unit.id, path);
  }
  await q.query(
    `insert into access.org_unit (id, parent_id, path, kind, code, name, valid_from, valid_to)
     select u.id, u.parent_id, u.path::uuid[], u.kind, u.code, u.name, u.valid_from, u.valid_to
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::date[], $8::date[])
       as u (id, parent_id, path, kind, code, name, valid_from, valid_to)
     on conflict (id) do update set kind = excluded.kind, code = excluded.code, name = excluded.name,
       valid_from = excluded.valid_from, valid_to = excluded.valid_to`,
    [
      units.map((unit) => unit.id),
      units.map((unit) => unit.parentId ?? null),
      units.map((unit) => `{${paths.get(unit.id)!.join(',')}}`),
      units.map((unit) => unit.kind),
      units.map((unit) => unit.code ?? null),
      units.map((unit) => unit.name),
      units.map((unit) => unit.validFrom),
      units.map((unit) => unit.validTo ?? null),
    ],
  );
  await q.query("select pg_notify('tianmu_org_units', '')");
}

type Nodes = Map<string, { unit: UnitRow; below: string[] }>;

/**
 * The tree in memory: a few hundred nodes. Once started it is read again after a change anywhere, outside of any
 * transaction, while the nodes read before go on serving.
 */
export class OrgTree {
  private readonly db: Db;
  private loading: Promise<Nodes> | undefined;

  constructor(db: Db) {
    this.db = db;
  }

  async start(): Promise<() => Promise<void>> {
    const stop = await this.db.listen('tianmu_org_units', () => this.refresh());
    this.loading = this.load();
    await this.loading;
    return stop;
  }

  private refresh(): void {
    const fresh = this.load();
    fresh.then(
      () => (this.loading = fresh),
      () => undefined,
    );
  }

  /** Ids of the unit and of everything below it. */
  async subtree(unitId: string): Promise<readonly string[]> {
    return (await this.nodes()).get(unitId)?.below ?? [];
  }

  async all(): Promise<readonly string[]> {
    return [...(await this.nodes()).keys()];
  }

  async nameOf(unitId: string): Promise<string | undefined> {
    return (await this.nodes()).get(unitId)?.unit.name;
  }

  /** Ids from the root down to the unit. */
  async pathOf(unitId: string): Promise<readonly string[]> {
    return (await this.nodes()).get(unitId)?.unit.path ?? [];
  }

  private nodes(): Promise<Nodes> {
    const loading = (this.loading ??= this.load());
    loading.catch(() => (this.loading = undefined));
    return loading;
  }

  private async load(): Promise<Nodes> {
    const rows = await this.db.query<UnitRow>('select id, path, name, kind from access.org_unit');
    const nodes: Nodes = new Map(rows.map((unit) => [unit.id, { unit, below: [] }]));
    for (const unit of rows) for (const ancestor of unit.path) nodes.get(ancestor)?.below.push(unit.id);
    return nodes;
  }
}
