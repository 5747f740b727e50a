// Rows of facts and of the runs that counted them.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { ComparedBy, CountingRun } from '../../contract.ts';
import type { Fact, Sum } from '../../rules/indicator.ts';

export interface FactKey {
  catalogue: string;
  indicator: string;
  month: string;
  version: number;
}

/** Replaces all facts of the indicator and month. */
export async function replaceFacts(q: Sql, key: FactKey, facts: readonly Fact[]): Promise<void> {
  await q.query('delete from indicators.fact where month = $1 and catalogue = $2 and indicator = $3', [
    key.month,
    key.catalogue,
    key.indicator,
  ]);
  if (facts.length === 0) return;
  await q.query(
    `insert into indicators.fact (month, catalogue, indicator, version, item_kind, item_id, item_on, vehicle_id, team_id,
       township_id, village_id, numerator, denominator, detail)
     select $1, $2, $3, $4, f.* from unnest($5::text[], $6::uuid[], $7::date[], $8::uuid[], $9::uuid[], $10::uuid[],
       $11::uuid[], $12::double precision[], $13::double precision[], $14::jsonb[]) as f`,
    [
      key.month,
      key.catalogue,
      key.indicator,
      key.version,
      facts.map((fact) => fact.itemKind),
      facts.map((fact) => fact.itemId),
      facts.map((fact) => fact.itemOn),
      facts.map((fact) => fact.vehicleId ?? null),
      facts.map((fact) => fact.teamId ?? null),
      facts.map((fact) => fact.townshipId),
      facts.map((fact) => fact.villageId ?? null),
      facts.map((fact) => fact.numerator),
      facts.map((fact) => fact.denominator),
      facts.map((fact) => (fact.detail ? JSON.stringify(fact.detail) : null)),
    ],
  );
}

/** What the facts are summed by. The county is one group of all townships that the reader may see. */
const columnOf: Record<Exclude<ComparedBy, 'county'>, string> = {
  township: 'township_id',
  team: 'team_id',
  vehicle: 'vehicle_id',
};
export interface GroupSum extends Sum {
  id: string;
  month: string;
  indicator: string;
}
export interface FactScope {
  catalogue: string;
  months: readonly string[];
  /** Facts of these townships only. */
  townshipIds: readonly string[];
}

/** `countyId`: the id of the one group by county. */
export async function sumFacts(q: Sql, scope: FactScope, by: ComparedBy, countyId: string): Promise<GroupSum[]> {
  const group = by === 'county' ? '$4::uuid' : columnOf[by];
  return q.query<GroupSum>(
    `select ${group} as id, month, indicator, sum(numerator) as numerator, sum(denominator) as denominator
     from indicators.fact where catalogue = $1 and month = any($2::text[]) and township_id = any($3::uuid[])
       and ($4::uuid is null or ${group} is not null)
     group by ${by === 'county' ? '' : `${group}, `}month, indicator`,
    [scope.catalogue, scope.months, scope.townshipIds, countyId],
  );
}

interface FactRow {
  item_kind: string;
  item_id: string;
  item_on: string;
  vehicle_id: string | null;
  team_id: string | null;
  township_id: string;
  village_id: string | null;
  numerator: number;
  denominator: number;
  detail: Record<string, string | number | boolean> | null;
}
export async function listFacts(
  q: Sql,
  scope: FactScope,
  asked: { indicator: string; by: ComparedBy; id: string; short: boolean },
  page: { from: number; limit: number },
): Promise<{ facts: Fact[]; total: number }> {
  const within = asked.by === 'county' ? '$5::uuid is not null' : `${columnOf[asked.by]} = $5`;
  const where = `catalogue = $1 and month = any($2::text[]) and township_id = any($3::uuid[]) and indicator = $4
    and ${within} and (not $6 or numerator < denominator)`;
  const args = [scope.catalogue, scope.months, scope.townshipIds, asked.indicator, asked.id, asked.short];
  const [count] = await q.query<{ total: number }>(
    `select count(*)::integer as total from indicators.fact where ${where}`,
    args,
  );
  const rows = await q.query<FactRow>(
    `select item_kind, item_id, item_on, vehicle_id, team_id, township_id, village_id, numerator, denominator, detail
     from indicators.fact where ${where} order by item_on desc, item_id limit $7 offset $8`,
    [...args, page.limit, page.from],
  );
  return {
    total: count!.total,
    facts: rows.map((row) => ({
      itemKind: row.item_kind,
      itemId: row.item_id,
      itemOn: row.item_on,
      ...(row.vehicle_id && { vehicleId: row.vehicle_id }),
      ...(row.team_id && { teamId: row.team_id }),
      townshipId: row.township_id,
      ...(row.village_id && { villageId: row.village_id }),
      numerator: row.numerator,
      denominator: row.denominator,
      ...(row.detail && { detail: row.detail }),
    })),
  };
}

export async function saveRun(
  q: Sql,
  run: { catalogue: string; month: string; state: 'running' | 'done' | 'failed'; done: number; of: number },
  now: Date,
): Promise<void> {
  await q.query(
    `insert into indicators.run (catalogue, month, state, done, total, started_at, finished_at)
     values ($1, $2, $3, $4, $5, $6, case when $3 = 'running' then null else $6::timestamptz end)
     on conflict (catalogue, month) do update set state = excluded.state, done = excluded.done, total = excluded.total,
       finished_at = coalesce(excluded.finished_at, indicators.run.finished_at)`,
    [run.catalogue, run.month, run.state, run.done, run.of, now],
  );
}

export async function findRun(q: Sql, catalogue: string, month: string): Promise<CountingRun> {
  const [row] = await q.query<{ state: CountingRun['state']; done: number; total: number; finished_at: Date | null }>(
    'select state, done, total, finished_at from indicators.run where catalogue = $1 and month = $2',
    [catalogue, month],
  );
  if (!row) return { state: 'never', done: 0, of: 0 };
  return {
    state: row.state,
    done: row.done,
    of: row.total,
    ...(row.finished_at && { finishedAt: row.finished_at.toISOString() }),
  };
}
