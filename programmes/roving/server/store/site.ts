// Rows of special visits: agreements with sites, name lists, packages, planned visits.
import type { FieldCipher } from '#platform/kernel/crypto/field-cipher.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { CheckUpPackage } from '../../rules/check-up-package.ts';

export interface AgreementRow {
  servicePointId: string;
  contactName: string;
  contactPhone?: string;
  cadenceMonths: number;
  note?: string;
  version: number;
}

export async function listAgreements(q: Sql, cipher: FieldCipher): Promise<AgreementRow[]> {
  const rows = await q.query<{
    service_point_id: string;
    contact_name: string;
    contact_phone_sealed: string | null;
    cadence_months: number;
    note: string | null;
    version: number;
  }>(
    `select service_point_id, contact_name, contact_phone_sealed, cadence_months, note, version from roving.outreach_site`,
  );
  return rows.map((row) => ({
    servicePointId: row.service_point_id,
    contactName: row.contact_name,
    ...(row.contact_phone_sealed && { contactPhone: cipher.decrypt(row.contact_phone_sealed) }),
    cadenceMonths: row.cadence_months,
    ...(row.note && { note: row.note }),
    version: row.version,
  }));
}

/** Inserts version 1 or replaces the version before; false where another writer was faster. */
export async function saveAgreement(q: Sql, cipher: FieldCipher, one: AgreementRow): Promise<boolean> {
  const rows = await q.query(
    `insert into roving.outreach_site (service_point_id, contact_name, contact_phone_sealed, cadence_months, note, version)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (service_point_id) do update set contact_name = excluded.contact_name,
       contact_phone_sealed = excluded.contact_phone_sealed, cadence_months = excluded.cadence_months,
       note = excluded.note, version = excluded.version
       where roving.outreach_site.version = excluded.version - 1 returning service_point_id`,
    [
      one.servicePointId,
      one.contactName,
      one.contactPhone ? cipher.encrypt(one.contactPhone) : null,
      one.cadenceMonths,
      one.note ?? null,
      one.version,
    ],
  );
  return rows.length === 1;
}

export async function countMembers(q: Sql): Promise<Map<string, number>> {
  const rows = await q.query<{ id: string; count: number }>(
    'select service_point_id as id, count(*)::int as count from roving.site_member group by service_point_id',
  );
  return new Map(rows.map((row) => [row.id, row.count]));
}

export async function listMembers(q: Sql, servicePointId: string): Promise<string[]> {
  const rows = await q.query<{ id: string }>(
    'select patient_id as id from roving.site_member where service_point_id = $1 order by patient_id',
    [servicePointId],
  );
  return rows.map((row) => row.id);
}

/** Of these people those whom the filter lets through: `filter` is a condition on `m.patient_id` with its arguments. */
export async function filterMembers(
  q: Sql,
  servicePointId: string,
  filter: string,
  args: readonly unknown[],
): Promise<string[]> {
  const rows = await q.query<{ id: string }>(
    `select m.patient_id as id from roving.site_member m where m.service_point_id = $${args.length + 1} and ${filter}
     order by m.patient_id`,
    [...args, servicePointId],
  );
  return rows.map((row) => row.id);
}

/** Answers how many were not on the list yet. */
export async function addMembers(
  q: Sql,
  servicePointId: string,
  personIds: readonly string[],
  at: Date,
): Promise<number> {
  const rows = await q.query(
    `insert into roving.site_member (patient_id, service_point_id, added_at)
     select p.id, $2, $3 from unnest($1::uuid[]) as p (id) on conflict do nothing returning patient_id`,
    [personIds, servicePointId, at],
  );
  return rows.length;
}

export const listPackages = (q: Sql, countyId: string): Promise<CheckUpPackage[]> =>
  q.query<CheckUpPackage>(
    `select id as "packageId", name, sex, from_years as "fromYears", to_years as "toYears", items, version
     from roving.check_up_package where county_id = $1 order by from_years, sex, name`,
    [countyId],
  );

export async function savePackage(q: Sql, countyId: string, one: CheckUpPackage): Promise<boolean> {
  const rows = await q.query(
    `insert into roving.check_up_package (id, county_id, name, sex, from_years, to_years, items, version)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (id) do update set name = excluded.name, sex = excluded.sex, from_years = excluded.from_years,
       to_years = excluded.to_years, items = excluded.items, version = excluded.version
       where roving.check_up_package.version = excluded.version - 1 and roving.check_up_package.county_id = excluded.county_id
     returning id`,
    [one.packageId, countyId, one.name, one.sex, one.fromYears, one.toYears, one.items, one.version],
  );
  return rows.length === 1;
}

export interface SpecialVisitRow {
  visitId: string;
  servicePointId: string;
  on: string;
  fromMinute: number;
  toMinute: number;
  vehicleId: string | null;
  staffId: string | null;
  cancelled: boolean;
  version: number;
}
export const listSpecialVisits = (
  q: Sql,
  filter: { servicePointId?: string; on?: string },
): Promise<SpecialVisitRow[]> =>
  q.query<SpecialVisitRow>(
    `select id as "visitId", service_point_id as "servicePointId", visit_on as "on", from_minute as "fromMinute",
       to_minute as "toMinute", vehicle_id as "vehicleId", staff_id as "staffId", cancelled, version
     from roving.special_visit where ($1::uuid is null or service_point_id = $1) and ($2::date is null or visit_on = $2)
     order by visit_on, from_minute`,
    [filter.servicePointId ?? null, filter.on ?? null],
  );

export async function saveSpecialVisit(q: Sql, one: SpecialVisitRow): Promise<boolean> {
  const rows = await q.query(
    `insert into roving.special_visit (id, service_point_id, visit_on, from_minute, to_minute, vehicle_id, staff_id, cancelled, version)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (id) do update set visit_on = excluded.visit_on, from_minute = excluded.from_minute,
       to_minute = excluded.to_minute, vehicle_id = excluded.vehicle_id, staff_id = excluded.staff_id,
       cancelled = excluded.cancelled, version = excluded.version
       where roving.special_visit.version = excluded.version - 1 returning id`,
    [
      one.visitId,
      one.servicePointId,
      one.on,
      one.fromMinute,
      one.toMinute,
      one.vehicleId,
      one.staffId,
      one.cancelled,
      one.version,
    ],
  );
  return rows.length === 1;
}
