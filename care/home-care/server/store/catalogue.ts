// Rows of the catalogue: in force on a day, replaced only by a row of a later day.
import type { Day } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { CatalogueItem } from '../../rules/catalogue-item.ts';

interface Row {
  unitId: string;
  code: string;
  fromOn: Day;
  toOn: Day | null;
  content: string;
  simulated: boolean;
}
const columns = `unit_id as "unitId", code, valid_from as "fromOn", valid_to as "toOn", content, simulated`;
const read = ({ content, toOn, ...row }: Row): CatalogueItem => ({
  ...(JSON.parse(content) as Omit<CatalogueItem, keyof Row>),
  ...row,
  ...(toOn && { toOn }),
});

/** The newest row of each code and unit that has begun. */
export async function itemsOn(q: Sql, unitIds: readonly string[], on: Day): Promise<CatalogueItem[]> {
  const rows = await q.query<Row>(
    `select distinct on (unit_id, code) ${columns} from home_care.service_item
     where unit_id = any($1::uuid[]) and valid_from <= $2 order by unit_id, code, valid_from desc`,
    [unitIds, on],
  );
  return rows.map(read);
}

export async function saveItems(q: Sql, items: readonly CatalogueItem[]): Promise<void> {
  await q.query(
    `insert into home_care.service_item (unit_id, code, valid_from, valid_to, content, simulated)
     select * from unnest($1::uuid[], $2::text[], $3::date[], $4::date[], $5::text[], $6::boolean[])
     on conflict (unit_id, code, valid_from) do update set valid_to = excluded.valid_to, content = excluded.content`,
    [
      items.map((one) => one.unitId),
      items.map((one) => one.code),
      items.map((one) => one.fromOn),
      items.map((one) => one.toOn ?? null),
      items.map(({ unitId: _unit, code: _code, fromOn: _from, toOn: _to, simulated: _simulated, ...content }) =>
        JSON.stringify(content),
      ),
      items.map((one) => one.simulated),
    ],
  );
}
