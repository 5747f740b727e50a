// Rows of staff, their qualifications and roles.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { FieldCipher } from '#platform/kernel/crypto/field-cipher.ts';
import type { Profession, Sex, StaffMember } from '../../contract.ts';
import { nameTokens } from '../../rules/name-tokens.ts';
import type { PractitionerRecord } from '../ports.ts';
import { markStructure } from './structure-edition.ts';

interface StaffRoleRow {
  staffId: string;
  /** A team role, or the profession at the organisation. */
  role: string;
  unitId: string;
  fromOn: string;
  toOn?: string;
}

export type StaffToSave = PractitionerRecord & { idNumber?: string };

export async function saveStaff(q: Sql, cipher: FieldCipher, staff: readonly StaffToSave[]): Promise<void> {
  if (staff.length === 0) return;
  const names = staff.map((one) => nameTokens(one.name));
  const sealed = (text: string | undefined) => (text === undefined ? null : cipher.encrypt(text));
  await q.query(
    `insert into registry.staff (id, name, name_pinyin, initials, sex, birth_on, id_number_sealed, id_number_hash, phone_sealed,
       profession, title, speciality, organisation_id, simulated, version)
     select s.*, 1 from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::date[], $7::text[], $8::text[],
       $9::text[], $10::text[], $11::text[], $12::text[], $13::uuid[], $14::boolean[]) as s`,
    [
      staff.map((one) => one.staffId),
      staff.map((one) => one.name),
      names.map((name) => name.pinyin),
      names.map((name) => name.tokens.find((token) => token.startsWith('n'))?.slice(1) ?? ''),
      staff.map((one) => one.sex),
      staff.map((one) => one.birthOn ?? null),
      staff.map((one) => sealed(one.idNumber)),
      staff.map((one) => (one.idNumber === undefined ? null : staffNumberHash(cipher, one.idNumber))),
      staff.map((one) => sealed(one.phone)),
      staff.map((one) => one.profession),
      staff.map((one) => one.title ?? null),
      staff.map((one) => one.speciality ?? null),
      staff.map((one) => one.organisationId),
      staff.map((one) => one.simulated),
    ],
  );
  const qualifications = staff.flatMap((one) => one.qualifications.map((held) => ({ staffId: one.staffId, ...held })));
  await q.query(
    `insert into registry.qualification (staff_id, kind, number, issued_on, expires_on)
     select * from unnest($1::uuid[], $2::text[], $3::text[], $4::date[], $5::date[])`,
    [
      qualifications.map((held) => held.staffId),
      qualifications.map((held) => held.kind),
      qualifications.map((held) => held.number),
      qualifications.map((held) => held.issuedOn ?? null),
      qualifications.map((held) => held.expiresOn ?? null),
    ],
  );
  await markStructure(q);
}

export const staffNumberHash = (cipher: FieldCipher, idNumber: string): string =>
  cipher.searchHash('registry.staff-id-number', idNumber);

export async function saveStaffRoles(q: Sql, roles: readonly StaffRoleRow[]): Promise<void> {
  await q.query(
    `insert into registry.staff_role (staff_id, role, unit_id, from_on, to_on)
     select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::date[], $5::date[])`,
    [
      roles.map((role) => role.staffId),
      roles.map((role) => role.role),
      roles.map((role) => role.unitId),
      roles.map((role) => role.fromOn),
      roles.map((role) => role.toOn ?? null),
    ],
  );
  await markStructure(q);
}

interface StaffRow {
  id: string;
  name: string;
  name_pinyin: string;
  sex: Sex;
  profession: Profession;
  title: string | null;
  speciality: string | null;
  organisation_id: string;
  organisation_name: string;
  phone_sealed: string | null;
  qualifications: { kind: string; number: string; issuedOn: string | null; expiresOn: string | null }[] | null;
  team_ids: string[] | null;
}

interface StaffListing {
  text?: string;
  organisation?: string;
  profession?: Profession;
  /** Name in pinyin and id of the last row of the page before. */
  after?: [pinyin: string, staffId: string];
  limit: number;
  on: string;
}

export async function listStaff(
  q: Sql,
  cipher: FieldCipher,
  listing: StaffListing,
): Promise<{ member: StaffMember; pinyin: string }[]> {
  const text = listing.text?.replace(/[\s%_\\]/g, '').toLowerCase() || null;
  const rows = await q.query<StaffRow>(
    `select s.id, s.name, s.name_pinyin, s.sex, s.profession, s.title, s.speciality, s.organisation_id,
       o.name as organisation_name, s.phone_sealed,
       (select json_agg(json_build_object('kind', f.kind, 'number', f.number, 'issuedOn', f.issued_on, 'expiresOn', f.expires_on)
          order by f.kind) from registry.qualification f where f.staff_id = s.id) as qualifications,
       (select array_agg(r.unit_id::text order by r.unit_id) from registry.staff_role r join registry.unit u on u.id = r.unit_id
          where r.staff_id = s.id and u.kind = 'team' and r.from_on <= $6 and (r.to_on is null or r.to_on >= $6)) as team_ids
     from registry.staff s join registry.organisation o on o.id = s.organisation_id
     where s.left_on is null
       and ($1::text is null or strpos(s.name, $1) > 0 or s.name_pinyin like $1 || '%' or s.initials like $1 || '%')
       and ($2::uuid is null or s.organisation_id = $2) and ($3::text is null or s.profession = $3)
       and ($4::text is null or (s.name_pinyin, s.id) > ($4, $5::uuid))
     order by s.name_pinyin, s.id limit $7`,
    [
      text,
      listing.organisation ?? null,
      listing.profession ?? null,
      listing.after?.[0] ?? null,
      listing.after?.[1] ?? null,
      listing.on,
      listing.limit,
    ],
  );
  return rows.map((row) => ({ pinyin: row.name_pinyin, member: toMember(row, cipher) }));
}

const toMember = (row: StaffRow, cipher: FieldCipher): StaffMember => ({
  staffId: row.id,
  name: row.name,
  sex: row.sex,
  profession: row.profession,
  ...(row.title && { title: row.title }),
  ...(row.speciality && { speciality: row.speciality }),
  organisationId: row.organisation_id,
  organisationName: row.organisation_name,
  ...(row.phone_sealed && { phone: cipher.decrypt(row.phone_sealed) }),
  qualifications: (row.qualifications ?? []).map((held) => ({
    kind: held.kind,
    number: held.number,
    ...(held.issuedOn && { issuedOn: held.issuedOn }),
    ...(held.expiresOn && { expiresOn: held.expiresOn }),
  })),
  teamIds: row.team_ids ?? [],
});

/** Which of these hashed ID numbers belong to staff already. */
export async function knownStaffNumbers(q: Sql, hashes: readonly string[]): Promise<Set<string>> {
  const rows = await q.query<{ hash: string }>(
    'select id_number_hash as hash from registry.staff where id_number_hash = any($1)',
    [hashes],
  );
  return new Set(rows.map((row) => row.hash));
}

export const organisationsByCode = (q: Sql, codes: readonly string[]): Promise<{ id: string; code: string }[]> =>
  q.query(
    `select o.id, u.code from registry.organisation o join registry.unit u on u.id = o.id where u.code = any($1)`,
    [codes],
  );

/** Names and telephone numbers by staff id. */
export async function contactsOf(
  q: Sql,
  cipher: FieldCipher,
  staffIds: readonly string[],
): Promise<Map<string, { name: string; phone?: string }>> {
  const rows = await q.query<{ id: string; name: string; phone_sealed: string | null }>(
    'select id, name, phone_sealed from registry.staff where id = any($1)',
    [[...new Set(staffIds)]],
  );
  return new Map(
    rows.map((row) => [
      row.id,
      { name: row.name, ...(row.phone_sealed && { phone: cipher.decrypt(row.phone_sealed) }) },
    ]),
  );
}

/** Everybody at work: who may stand in for whom is decided from this. */
export interface StaffFacts {
  staffId: string;
  name: string;
  profession: Profession;
  organisationId: string;
}
export const listStaffFacts = (q: Sql): Promise<StaffFacts[]> =>
  q.query<StaffFacts>(
    `select id as "staffId", name, profession, organisation_id as "organisationId" from registry.staff
     where left_on is null order by id`,
  );
