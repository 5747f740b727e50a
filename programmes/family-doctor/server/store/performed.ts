// Rows of performed services: a source counts once for a service of a contract.
import type { Day } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';

export interface PerformedRow {
  personId: string;
  contractId: string;
  service: string;
  sourceId: string;
  serviceId: string;
  source: 'form' | 'visit' | 'entry';
  performedOn: Day;
  evidence: string;
  byName: string | null;
}

const columns = `patient_id as "personId", contract_id as "contractId", service_code as service,
  source_id as "sourceId", service_id as "serviceId", source, performed_on as "performedOn", evidence,
  by_name as "byName"`;

/** What counts for these people, the newest first. */
export const performedOf = (q: Sql, personIds: readonly string[]): Promise<PerformedRow[]> =>
  q.query(
    `select ${columns} from family_doctor.performed_service
     where patient_id = any($1::uuid[]) and withdrawn_at is null order by performed_on desc, service_id`,
    [personIds],
  );

/** How many are new; one that was withdrawn by hand stays withdrawn. */
export async function insertPerformed(q: Sql, rows: readonly PerformedRow[], at: Date): Promise<string[]> {
  if (rows.length === 0) return [];
  const inserted = await q.query<{ service: string }>(
    `insert into family_doctor.performed_service as p (patient_id, contract_id, service_code, source_id, service_id,
       source, performed_on, evidence, by_name, noted_at)
     select *, $10::timestamptz from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::text[],
       $7::date[], $8::text[], $9::text[])
     on conflict (patient_id, contract_id, service_code, source_id) do update set performed_on = excluded.performed_on
       where p.performed_on <> excluded.performed_on
     returning service_code as service`,
    [
      rows.map((one) => one.personId),
      rows.map((one) => one.contractId),
      rows.map((one) => one.service),
      rows.map((one) => one.sourceId),
      rows.map((one) => one.serviceId),
      rows.map((one) => one.source),
      rows.map((one) => one.performedOn),
      rows.map((one) => one.evidence),
      rows.map((one) => one.byName),
      at,
    ],
  );
  return inserted.map(({ service }) => service);
}

/** Only what was entered by hand can be taken back; what the record says, the record has to take back. */
export async function withdrawPerformed(
  q: Sql,
  { personId, serviceId }: { personId: string; serviceId: string },
  withdrawn: { at: Date; byName: string; reason: string },
): Promise<boolean> {
  const rows = await q.query(
    `update family_doctor.performed_service set withdrawn_at = $3, withdrawn_by = $4, withdrawn_reason = $5
     where patient_id = $1 and service_id = $2 and source = 'entry' and withdrawn_at is null returning service_id`,
    [personId, serviceId, withdrawn.at, withdrawn.byName, withdrawn.reason],
  );
  return rows.length > 0;
}

const bookingSources = 'FamilyDoctorBooking/';
/** The visit of an appointment, as its entry by hand names it. */
export const sourceOfBooking = (bookingId: string): string => `${bookingSources}${bookingId}`;
export const dropBooking = (q: Sql, personId: string, bookingId: string): Promise<unknown> =>
  q.query('delete from family_doctor.performed_service where patient_id = $1 and source_id = $2', [
    personId,
    sourceOfBooking(bookingId),
  ]);
/** The record shows the visit itself: the word for it no longer counts beside it. */
export const dropBookingsOfDay = (q: Sql, personId: string, on: Day): Promise<unknown> =>
  q.query(
    `delete from family_doctor.performed_service
     where patient_id = $1 and performed_on = $2 and starts_with(source_id, $3)`,
    [personId, on, bookingSources],
  );

/** A source that the record has taken back no longer counts. */
export const dropSource = (q: Sql, personId: string, sourceId: string): Promise<unknown> =>
  q.query(
    `delete from family_doctor.performed_service where patient_id = $1 and source_id = $2 and source <> 'entry'`,
    [personId, sourceId],
  );
