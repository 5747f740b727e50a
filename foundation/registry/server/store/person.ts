// Rows of people: written sealed, read back in clear for the server.
import type { CopyBatch, CopyTable } from '#platform/kernel/db/copy-batch.ts';
import type { Row, Sql } from '#platform/kernel/db/db.ts';
import type { FieldCipher } from '#platform/kernel/crypto/field-cipher.ts';
import type { HouseholdRelation, PersonStatus, Sex } from '../../contract.ts';
import { nameTokens } from '../../rules/name-tokens.ts';
import type { PersonRecord } from '../ports.ts';

export interface PersonRow extends Row {
  patient_id: string;
  name: string;
  name_pinyin: string;
  sex: Sex;
  birth_on: string | null;
  id_number_sealed: string | null;
  health_card_sealed: string | null;
  phone_sealed: string | null;
  address: string | null;
  village_id: string | null;
  village_code: string | null;
  village_name: string | null;
  township_name: string | null;
  institution_id: string | null;
  household_id: string | null;
  household_relation: HouseholdRelation | null;
  health_record_number: string | null;
  status: PersonStatus;
  deceased_on: string | null;
  moved_away_on: string | null;
  simulated: boolean;
  version: number;
  updated_at: Date;
}

/** Columns and joins with which a person is read; `p` is registry.person. */
export const personColumns = `p.patient_id, p.name, p.name_pinyin, p.sex, p.birth_on, p.id_number_sealed, p.health_card_sealed, p.phone_sealed, p.address,
  p.village_id, v.code as village_code, v.name as village_name, t.name as township_name, p.institution_id, p.household_id,
  p.household_relation, p.health_record_number, p.status, p.deceased_on, p.moved_away_on, p.simulated, p.version, p.updated_at`;
export const personJoins = `registry.person p left join registry.unit v on v.id = p.village_id
  left join registry.unit t on t.id = v.parent_id`;

export type PersonFound = PersonRecord & { townshipName?: string; namePinyin: string };

export const toPerson = (row: PersonRow, cipher: FieldCipher): PersonFound => ({
  personId: row.patient_id,
  name: row.name,
  namePinyin: row.name_pinyin,
  sex: row.sex,
  ...(row.birth_on && { birthOn: row.birth_on }),
  ...(row.id_number_sealed && { idNumber: cipher.decrypt(row.id_number_sealed) }),
  ...(row.health_card_sealed && { healthCard: cipher.decrypt(row.health_card_sealed) }),
  ...(row.phone_sealed && { phone: cipher.decrypt(row.phone_sealed) }),
  ...(row.address && { address: row.address }),
  ...(row.village_id && { villageId: row.village_id }),
  ...(row.village_code && { villageCode: row.village_code }),
  ...(row.village_name && { villageName: row.village_name }),
  ...(row.township_name && { townshipName: row.township_name }),
  ...(row.institution_id && { institutionId: row.institution_id }),
  ...(row.household_id && { householdId: row.household_id }),
  ...(row.household_relation && { householdRelation: row.household_relation }),
  ...(row.health_record_number && { healthRecordNumber: row.health_record_number }),
  status: row.status,
  ...(row.deceased_on && { deceasedOn: row.deceased_on }),
  ...(row.moved_away_on && { movedAwayOn: row.moved_away_on }),
  simulated: row.simulated,
  version: row.version,
  updatedAt: row.updated_at,
});

export async function findPersons(q: Sql, cipher: FieldCipher, ids: readonly string[]): Promise<PersonFound[]> {
  const rows = await q.query<PersonRow>(`select ${personColumns} from ${personJoins} where p.patient_id = any($1)`, [
    ids,
  ]);
  return rows.map((row) => toPerson(row, cipher));
}

/** Lets one editor of a person in at a time, until the transaction ends. */
export const lockPerson = (q: Sql, personId: string): Promise<Row[]> =>
  q.query('select version from registry.person where patient_id = $1 for update', [personId]);

export async function findHousehold(
  q: Sql,
  cipher: FieldCipher,
  householdId: string,
  condition: string,
  args: unknown[],
): Promise<PersonFound[]> {
  args.push(householdId);
  const rows = await q.query<PersonRow>(
    `select ${personColumns} from ${personJoins} where p.household_id = $${args.length} and ${condition}
     order by case p.household_relation when 'head' then 0 when 'spouse' then 1 else 2 end, p.birth_on, p.patient_id`,
    args,
  );
  return rows.map((row) => toPerson(row, cipher));
}

const storedColumns = [
  'patient_id',
  'name',
  'name_pinyin',
  'sex',
  'birth_on',
  'id_number_sealed',
  'health_card_sealed',
  'phone_sealed',
  'address',
  'village_id',
  'institution_id',
  'household_id',
  'household_relation',
  'health_record_number',
  'status',
  'deceased_on',
  'moved_away_on',
  'simulated',
  'version',
  'updated_at',
] as const;

const stored = (person: PersonRecord, pinyin: string, cipher: FieldCipher) => [
  person.personId,
  person.name,
  pinyin,
  person.sex,
  person.birthOn ?? null,
  person.idNumber === undefined ? null : cipher.encrypt(person.idNumber),
  person.healthCard === undefined ? null : cipher.encrypt(person.healthCard),
  person.phone === undefined ? null : cipher.encrypt(person.phone),
  person.address ?? null,
  person.villageId ?? null,
  person.institutionId ?? null,
  person.householdId ?? null,
  person.householdRelation ?? null,
  person.healthRecordNumber ?? null,
  person.status,
  person.deceasedOn ?? null,
  person.movedAwayOn ?? null,
  person.simulated,
  person.version,
  person.updatedAt,
];

const placesOf = (count: number) => Array.from({ length: count }, (_, index) => `$${index + 1}`).join(', ');

/** Inserts version 1, or replaces the version before; false where another writer was faster. */
export async function savePerson(q: Sql, cipher: FieldCipher, person: PersonRecord): Promise<boolean> {
  const { tokens, pinyin } = nameTokens(person.name);
  const rows = await q.query(
    `insert into registry.person (${storedColumns.join(', ')}) values (${placesOf(storedColumns.length)})
     on conflict (patient_id) do update set ${storedColumns
       .slice(1)
       .map((column) => `${column} = excluded.${column}`)
       .join(', ')}
     where registry.person.version = excluded.version - 1 returning patient_id`,
    stored(person, pinyin, cipher),
  );
  if (rows.length === 0) return false;
  await q.query('delete from registry.person_token where patient_id = $1', [person.personId]);
  await q.query('insert into registry.person_token (patient_id, token) select $1, * from unnest($2::text[])', [
    person.personId,
    [...tokens, ...numberTokens(cipher, person)],
  ]);
  return true;
}

/**
 * Tokens of numbers are keyed hashes: `i` the ID number, `p` the phone, `f` the last four of either, `r` the number of
 * the health record, `h` the health card. Half of the hash is enough to find by.
 */
function numberTokens(
  cipher: FieldCipher,
  person: Pick<PersonRecord, 'idNumber' | 'healthCard' | 'phone' | 'healthRecordNumber'>,
): string[] {
  const { idNumber, healthCard, phone, healthRecordNumber } = person;
  return [
    ...new Set([
      ...(idNumber ? [numberToken(cipher, 'i', idNumber), numberToken(cipher, 'f', idNumber.slice(-4))] : []),
      ...(phone ? [numberToken(cipher, 'p', phone), numberToken(cipher, 'f', phone.slice(-4))] : []),
      ...(healthCard ? [numberToken(cipher, 'h', healthCard)] : []),
      ...(healthRecordNumber ? [numberToken(cipher, 'r', healthRecordNumber)] : []),
    ]),
  ];
}
export const numberToken = (cipher: FieldCipher, kind: 'i' | 'p' | 'f' | 'r' | 'h', text: string): string =>
  kind + cipher.searchHash(`registry.person-${kind}`, text).slice(0, 32);

const personTable: CopyTable = { table: 'registry.person', columns: storedColumns };
const tokenTable: CopyTable = { table: 'registry.person_token', columns: ['patient_id', 'token'] };
const identityTable: CopyTable = { table: 'registry.identity', columns: ['hash', 'system', 'person_id'] };
export const personTables = [personTable.table, tokenTable.table, identityTable.table];

/** COPY rows of a new person, of the search tokens and of the number. */
export function addPerson(batch: CopyBatch, cipher: FieldCipher, person: PersonRecord): void {
  const name = nameTokens(person.name);
  batch.add(personTable, stored(person, name.pinyin, cipher));
  for (const token of [...name.tokens, ...numberTokens(cipher, person)])
    batch.add(tokenTable, [person.personId, token]);
  if (person.idNumber)
    batch.add(identityTable, [identityHash(cipher, person.idNumber), idNumberSystem, person.personId]);
}

/** OID of the resident identity number on the wire (reference: WS/T 682-2020 lists the authority). */
const idNumberSystem = 'urn:oid:2.16.156.10011.1.3';
export const identityHash = (cipher: FieldCipher, idNumber: string): string =>
  cipher.searchHash('registry.identity', idNumber);

/** Claims a number for a person; the answer is whose it is, which is somebody else where it was taken before. */
export async function claimIdentity(q: Sql, cipher: FieldCipher, idNumber: string, personId: string): Promise<string> {
  const hash = identityHash(cipher, idNumber);
  await q.query(
    `insert into registry.identity (hash, system, person_id) values ($1, $2, $3) on conflict (hash, system) do nothing`,
    [hash, idNumberSystem, personId],
  );
  return (await ownersOf(q, [hash])).get(hash)!;
}

export const releaseIdentity = (q: Sql, cipher: FieldCipher, idNumber: string, personId: string): Promise<Row[]> =>
  q.query(`delete from registry.identity where hash = $1 and system = $2 and person_id = $3`, [
    identityHash(cipher, idNumber),
    idNumberSystem,
    personId,
  ]);

export async function ownersOf(q: Sql, hashes: readonly string[]): Promise<Map<string, string>> {
  const rows = await q.query<{ hash: string; person_id: string }>(
    'select hash, person_id from registry.identity where hash = any($1) and system = $2',
    [hashes, idNumberSystem],
  );
  return new Map(rows.map((row) => [row.hash, row.person_id]));
}

/** Takes the next serial of a village's health record numbers. */
export async function nextRecordSerial(q: Sql, villageId: string): Promise<number> {
  const [row] = await q.query<{ serial: number }>(
    `insert into registry.record_number_counter (village_id, next_serial) values ($1, 2)
     on conflict (village_id) do update set next_serial = registry.record_number_counter.next_serial + 1
     returning next_serial - 1 as serial`,
    [villageId],
  );
  return row!.serial;
}

/** Lets the counters of the villages go on behind these serials. */
export async function passRecordSerials(q: Sql, serials: ReadonlyMap<string, number>): Promise<void> {
  await q.query(
    `insert into registry.record_number_counter (village_id, next_serial)
     select * from unnest($1::uuid[], $2::int[]) on conflict (village_id) do update set
       next_serial = greatest(excluded.next_serial, registry.record_number_counter.next_serial)`,
    [[...serials.keys()], [...serials.values()].map((serial) => serial + 1)],
  );
}
