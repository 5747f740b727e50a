// Every change of a colour or status, only ever added to.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { ChronicColour } from '#foundation/record/contract.ts';
import type { Values } from '#foundation/knowledge/rules/values.ts';
import type { ColourChange } from '../../contract.ts';
import type { Disease } from '../../rules/disease.ts';

export interface ChangeRow {
  personId: string;
  changeId: string;
  disease: Disease;
  at: Date;
  kind: ColourChange['kind'];
  before: ChronicColour | null;
  colour: ChronicColour | null;
  rule: string | null;
  policyVersion: string | null;
  inputs: Values;
  byName: string | null;
  reason: string | null;
}

export async function insertChanges(q: Sql, rows: readonly ChangeRow[]): Promise<void> {
  if (rows.length === 0) return;
  await q.query(
    `insert into chronic_care.colour_change (patient_id, change_id, disease, changed_at, kind, before, colour, rule,
       policy_version, inputs, by_name, reason)
     select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $7::text[],
       $8::text[], $9::text[], $10::text[], $11::text[], $12::text[])`,
    [
      rows.map((one) => one.personId),
      rows.map((one) => one.changeId),
      rows.map((one) => one.disease),
      rows.map((one) => one.at),
      rows.map((one) => one.kind),
      rows.map((one) => one.before),
      rows.map((one) => one.colour),
      rows.map((one) => one.rule),
      rows.map((one) => one.policyVersion),
      rows.map((one) => JSON.stringify(one.inputs)),
      rows.map((one) => one.byName),
      rows.map((one) => one.reason),
    ],
  );
}

export async function changesOf(q: Sql, personId: string, limit: number): Promise<ChangeRow[]> {
  const rows = await q.query<Omit<ChangeRow, 'inputs'> & { inputs: string }>(
    `select patient_id as "personId", change_id as "changeId", disease, changed_at as at, kind, before, colour, rule,
       policy_version as "policyVersion", inputs, by_name as "byName", reason
     from chronic_care.colour_change where patient_id = $1 order by changed_at desc, change_id desc limit $2`,
    [personId, limit],
  );
  return rows.map(({ inputs, ...row }) => ({ ...row, inputs: JSON.parse(inputs) as Values }));
}
