// Rows of the registers: one a person and disease.
import type { Day } from '#platform/contract.ts';
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';
import type { ChronicColour } from '#foundation/record/contract.ts';
import type { Values } from '#foundation/knowledge/rules/values.ts';
import type { Disease } from '../../rules/disease.ts';
import type { InclusionEvidence, RegistrationStatus } from '../../rules/registration.ts';

export interface RegistrationRow {
  personId: string;
  disease: Disease;
  villageId: string | null;
  status: RegistrationStatus;
  evidence: InclusionEvidence;
  foundOn: Day;
  enrolledOn: Day | null;
  statusByName: string | null;
  statusReason: string | null;
  colour: ChronicColour | null;
  rule: string | null;
  policyVersion: string | null;
  inputs: Values;
  derivedAt: Date | null;
  changedAt: Date | null;
  uncontrolled: boolean | null;
  lastContactOn: Day | null;
  nextDueOn: Day | null;
  overrideColour: ChronicColour | null;
  overrideReason: string | null;
  overrideByName: string | null;
  overrideAt: Date | null;
  overrideUntilOn: Day | null;
  version: number;
}
type Stored = Omit<RegistrationRow, 'evidence' | 'inputs'> & { evidence: string; inputs: string | null };

const columns = `r.patient_id as "personId", r.disease, r.village_id as "villageId", r.status, r.evidence,
  r.found_on as "foundOn", r.enrolled_on as "enrolledOn", r.status_by_name as "statusByName",
  r.status_reason as "statusReason", r.colour, r.rule, r.policy_version as "policyVersion", r.inputs,
  r.derived_at as "derivedAt", r.changed_at as "changedAt", r.uncontrolled, r.last_contact_on as "lastContactOn",
  r.next_due_on as "nextDueOn", r.override_colour as "overrideColour", r.override_reason as "overrideReason",
  r.override_by_name as "overrideByName", r.override_at as "overrideAt", r.override_until_on as "overrideUntilOn",
  r.version`;
const read = ({ evidence, inputs, ...row }: Stored): RegistrationRow => ({
  ...row,
  evidence: JSON.parse(evidence) as InclusionEvidence,
  inputs: inputs === null ? {} : (JSON.parse(inputs) as Values),
});

export const registrationsOf = async (q: Sql, personIds: readonly string[]): Promise<RegistrationRow[]> =>
  (
    await q.query<Stored>(
      `select ${columns} from chronic_care.registration r where r.patient_id = any($1::uuid[])
       order by r.patient_id, r.disease`,
      [personIds],
    )
  ).map(read);

/** Held until the end of the transaction: two that derive the same person's colours come one after the other. */
export async function lockRegistrations(q: Transaction, personId: string): Promise<RegistrationRow[]> {
  const rows = await q.query<Stored>(
    `select ${columns} from chronic_care.registration r where r.patient_id = $1 for update`,
    [personId],
  );
  return rows.map(read);
}

/** Rows that `filter` lets through (column `r.patient_id`; its arguments begin at $1). */
export async function registrationsIn(q: Sql, filter: string, args: readonly unknown[]): Promise<RegistrationRow[]> {
  const rows = await q.query<Stored>(`select ${columns} from chronic_care.registration r where ${filter}`, args);
  return rows.map(read);
}

/** People of the registers in the order of their ids, for the daily walk over all of them. */
export const registeredAfter = async (q: Sql, after: string | undefined, limit: number): Promise<string[]> =>
  (
    await q.query<{ personId: string }>(
      `select distinct patient_id as "personId" from chronic_care.registration
       where $1::uuid is null or patient_id > $1 order by patient_id limit $2`,
      [after ?? null, limit],
    )
  ).map(({ personId }) => personId);

export async function saveRegistrations(q: Sql, rows: readonly RegistrationRow[]): Promise<void> {
  if (rows.length === 0) return;
  const list = <Value>(pick: (row: RegistrationRow) => Value) => rows.map(pick);
  await q.query(
    `insert into chronic_care.registration (patient_id, disease, village_id, status, evidence, found_on, enrolled_on,
       status_by_name, status_reason, colour, rule, policy_version, inputs, derived_at, changed_at, uncontrolled,
       last_contact_on, next_due_on, override_colour, override_reason, override_by_name, override_at,
       override_until_on, version)
     select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::date[], $7::date[],
       $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::timestamptz[],
       $15::timestamptz[], $16::boolean[], $17::date[], $18::date[], $19::text[], $20::text[], $21::text[],
       $22::timestamptz[], $23::date[], $24::integer[])
     on conflict (patient_id, disease) do update set village_id = excluded.village_id, status = excluded.status,
       evidence = excluded.evidence, found_on = excluded.found_on, enrolled_on = excluded.enrolled_on,
       status_by_name = excluded.status_by_name, status_reason = excluded.status_reason, colour = excluded.colour,
       rule = excluded.rule, policy_version = excluded.policy_version, inputs = excluded.inputs,
       derived_at = excluded.derived_at, changed_at = excluded.changed_at, uncontrolled = excluded.uncontrolled,
       last_contact_on = excluded.last_contact_on, next_due_on = excluded.next_due_on,
       override_colour = excluded.override_colour, override_reason = excluded.override_reason,
       override_by_name = excluded.override_by_name, override_at = excluded.override_at,
       override_until_on = excluded.override_until_on, version = excluded.version`,
    [
      list((row) => row.personId),
      list((row) => row.disease),
      list((row) => row.villageId),
      list((row) => row.status),
      list((row) => JSON.stringify(row.evidence)),
      list((row) => row.foundOn),
      list((row) => row.enrolledOn),
      list((row) => row.statusByName),
      list((row) => row.statusReason),
      list((row) => row.colour),
      list((row) => row.rule),
      list((row) => row.policyVersion),
      list((row) => JSON.stringify(row.inputs)),
      list((row) => row.derivedAt),
      list((row) => row.changedAt),
      list((row) => row.uncontrolled),
      list((row) => row.lastContactOn),
      list((row) => row.nextDueOn),
      list((row) => row.overrideColour),
      list((row) => row.overrideReason),
      list((row) => row.overrideByName),
      list((row) => row.overrideAt),
      list((row) => row.overrideUntilOn),
      list((row) => row.version),
    ],
  );
}

export const forgetRegistration = (q: Sql, personId: string, disease: Disease): Promise<unknown> =>
  q.query('delete from chronic_care.registration where patient_id = $1 and disease = $2', [personId, disease]);
