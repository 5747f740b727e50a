// Writes sets of resources: one statement for each table, whatever the number of resources.
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';
import { copyLine } from '#platform/kernel/db/copy.ts';
import { isUniqueViolation } from '#platform/kernel/db/transaction.ts';
import type { FieldCipher } from '#platform/kernel/crypto/field-cipher.ts';
import { lastFour, normalSecret } from '../../rules/person-secrets.ts';
import type { ExtractedIdentifier } from '../../rules/extract.ts';
import { columnTypes, columnsOf, keyOf, nobody } from './tables.ts';
import type { Column, ResourceTable } from './tables.ts';
import { columnValues, copyValueOf, listSeparator } from './rows.ts';
import type { StoredRow } from './rows.ts';

const groupBy = <Item, Key>(items: readonly Item[], key: (item: Item) => Key): Map<Key, Item[]> =>
  Map.groupBy(items, key);

const isList = (column: Column): boolean => columnTypes[column] === 'text[]';

/** `unnest` of one array a column; lists travel as one text, because arrays of arrays would be flattened. */
function unnest(columns: readonly Column[]): { names: string; arrays: string; select: string } {
  return {
    names: columns.join(', '),
    arrays: columns.map((column, at) => `$${at + 1}::${isList(column) ? 'text' : columnTypes[column]}[]`).join(', '),
    select: columns
      .map((column) =>
        isList(column) ? `coalesce(string_to_array(r.${column}, '${listSeparator}'), '{}')` : `r.${column}`,
      )
      .join(', '),
  };
}

/**
 * Inserts new rows and replaces rows whose stored version is exactly one less. Returns how many rows stand now; fewer
 * than given means that someone else wrote meanwhile.
 */
async function saveTable(q: Sql, table: ResourceTable, rows: readonly StoredRow[]): Promise<number> {
  const columns = columnsOf(table);
  const { names, arrays, select } = unnest(columns);
  const changed = columns.filter((column) => !['patient_id', 'type', 'id'].includes(column));
  const onlyNew = rows.every((row) => row.version === 1);
  const conflict = onlyNew
    ? 'do nothing'
    : `do update set ${changed.map((column) => `${column} = excluded.${column}`).join(', ')} where t.ver = excluded.ver - 1`;
  const saved = await q.query(
    `insert into ${table.name} as t (${names}) select ${select} from unnest(${arrays}) as r (${names})
     on conflict (${keyOf(table)}) ${conflict} returning 1`,
    columns.map((column) => rows.map(columnValues[column])),
  );
  return saved.length;
}

/** Many new rows go in by COPY: nobody else can have them, as their ids were just taken in resource_id. */
async function copyTable(q: Transaction, table: ResourceTable, rows: readonly StoredRow[]): Promise<void> {
  const columns = columnsOf(table);
  const lines = rows.map((row) => copyLine(columns.map((column) => copyValueOf(column, row))));
  try {
    await q.copyIn(table.name, columns, lines);
  } catch (error) {
    if (isUniqueViolation(error)) throw new WriteRace();
    throw error;
  }
}

/** Moves the stored versions of these resources into the history, before they are replaced or deleted. */
async function keepHistory(q: Sql, table: ResourceTable, rows: readonly ResourceKey[]): Promise<void> {
  await q.query(
    `insert into record.history (patient_id, type, id, ver, at, op, sensitive, content)
     select ${table.personal ? 't.patient_id' : `'${nobody}'::uuid`}, r.type, t.id, t.ver, t.updated, 'write', t.sensitive, t.content
     from unnest($1::uuid[], $2::text[], $3::text[]) as r (patient_id, type, id)
     join ${table.name} t on t.id = r.id ${table.personal ? 'and t.patient_id = r.patient_id' : ''} ${table.typed ? 'and t.type = r.type' : ''}
     on conflict (patient_id, type, id, ver) do nothing`,
    keyArrays(rows),
  );
}

export interface ResourceKey {
  table: ResourceTable;
  type: string;
  id: string;
  patientId: string;
}
const keyArrays = (rows: readonly ResourceKey[]): unknown[] => [
  rows.map((row) => row.patientId),
  rows.map((row) => row.type),
  rows.map((row) => row.id),
];

const sideTables = [
  ['record.identifier', 'type', 'id'],
  ['record.reference', 'src_type', 'src_id'],
  ['record.name_part', 'type', 'id'],
] as const;

async function clearSides(q: Sql, rows: readonly ResourceKey[]): Promise<void> {
  for (const [name, type, id] of sideTables) {
    await q.query(
      `delete from ${name} s using unnest($1::uuid[], $2::text[], $3::text[]) as r (patient_id, type, id)
       where s.patient_id = r.patient_id and s.${type} = r.type and s.${id} = r.id`,
      keyArrays(rows),
    );
  }
  const observations = rows.filter((row) => row.type === 'Observation');
  if (observations.length === 0) return;
  await q.query(
    `delete from record.component s using unnest($1::uuid[], $2::text[]) as r (patient_id, id)
     where s.patient_id = r.patient_id and s.id = r.id`,
    [observations.map((row) => row.patientId), observations.map((row) => row.id)],
  );
}

/** The rows under which an identifier is found: persons' numbers as keyed hashes, whole and by their last four signs. */
export function identifierRows(cipher: FieldCipher, one: ExtractedIdentifier): { sys: string; value: string }[] {
  if (!one.secret) return [{ sys: one.system, value: one.value }];
  const { secret } = one;
  return [
    { sys: one.system, value: cipher.searchHash(secret, normalSecret(secret, one.value)) },
    { sys: `${secret}-last4`, value: cipher.searchHash(`${secret}-last4`, lastFour(secret, one.value)) },
  ];
}

async function saveSides(q: Sql, cipher: FieldCipher, rows: readonly StoredRow[], copies?: Transaction): Promise<void> {
  const identifiers = rows.flatMap((row) =>
    row.found.identifiers.flatMap((one) => identifierRows(cipher, one).map((found) => ({ row, ...found }))),
  );
  if (identifiers.length > 0) {
    await q.query(
      `insert into record.identifier (value, sys, type, id, patient_id)
       select r.value, r.sys, r.type, r.id, r.patient_id
       from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::uuid[]) as r (value, sys, type, id, patient_id)
       on conflict (value, sys, type, id) do nothing`,
      [
        identifiers.map((one) => one.value),
        identifiers.map((one) => one.sys),
        identifiers.map((one) => one.row.type),
        identifiers.map((one) => one.row.id),
        identifiers.map((one) => one.row.patientId),
      ],
    );
  }
  const references = rows.flatMap((row) => row.found.references.map((one) => ({ row, one })));
  if (references.length >= fewestToCopy && copies) await copyReferences(copies, references);
  else if (references.length > 0) {
    await q.query(
      `insert into record.reference (patient_id, src_type, src_id, parameter, dst_type, dst_id)
       select r.patient_id, r.src_type, r.src_id, r.parameter, r.dst_type, r.dst_id
       from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
         as r (patient_id, src_type, src_id, parameter, dst_type, dst_id)
       on conflict (patient_id, src_type, src_id, parameter, dst_type, dst_id) do nothing`,
      [
        references.map(({ row }) => row.patientId),
        references.map(({ row }) => row.type),
        references.map(({ row }) => row.id),
        references.map(({ one }) => one.parameter),
        references.map(({ one }) => one.type),
        references.map(({ one }) => one.id),
      ],
    );
  }
  const names = rows.flatMap((row) => row.found.strings.map((one) => ({ row, one })));
  if (names.length > 0) {
    await q.query(
      `insert into record.name_part (patient_id, type, id, parameter, value)
       select r.patient_id, r.type, r.id, r.parameter, r.value
       from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[]) as r (patient_id, type, id, parameter, value)
       on conflict (patient_id, type, id, parameter, value) do nothing`,
      [
        names.map(({ row }) => row.patientId),
        names.map(({ row }) => row.type),
        names.map(({ row }) => row.id),
        names.map(({ one }) => one.parameter),
        names.map(({ one }) => one.value),
      ],
    );
  }
  const components = rows.flatMap((row) => row.found.components.map((one, position) => ({ row, one, position })));
  if (components.length >= fewestToCopy && copies) {
    const lines = components.map(({ row, one, position }) =>
      copyLine([row.patientId, row.id, position, one.codeSystem, one.code, one.value, one.unit]),
    );
    await copies.copyIn('record.component', ['patient_id', 'id', 'position', 'code_sys', 'code', 'num', 'unit'], lines);
  } else if (components.length > 0) {
    await q.query(
      `insert into record.component (patient_id, id, position, code_sys, code, num, unit)
       select r.patient_id, r.id, r.position, r.code_sys, r.code, r.num, r.unit
       from unnest($1::uuid[], $2::text[], $3::integer[], $4::integer[], $5::text[], $6::double precision[], $7::text[])
         as r (patient_id, id, position, code_sys, code, num, unit)`,
      [
        components.map(({ row }) => row.patientId),
        components.map(({ row }) => row.id),
        components.map(({ position }) => position),
        components.map(({ one }) => one.codeSystem ?? null),
        components.map(({ one }) => one.code ?? null),
        components.map(({ one }) => one.value ?? null),
        components.map(({ one }) => one.unit ?? null),
      ],
    );
  }
}

/** Of rows that are new: what one of them says twice stands once. */
async function copyReferences(
  q: Transaction,
  references: readonly { row: StoredRow; one: StoredRow['found']['references'][number] }[],
): Promise<void> {
  const lines = new Set(
    references.map(({ row, one }) => copyLine([row.patientId, row.type, row.id, one.parameter, one.type, one.id])),
  );
  const columns = ['patient_id', 'src_type', 'src_id', 'parameter', 'dst_type', 'dst_id'];
  await q.copyIn('record.reference', columns, [...lines]);
}

/** Thrown when a row changed between reading and writing; the caller starts the whole write again. */
export class WriteRace extends Error {}

/** Saves the rows of one transaction. `fresh` rows have no row in resource_id yet or bring a deleted one back. */
export async function saveResources(
  q: Sql,
  cipher: FieldCipher,
  rows: readonly StoredRow[],
  options: { fresh: ReadonlySet<StoredRow> },
): Promise<void> {
  if (rows.length === 0) return;
  const replaced = rows.filter((row) => !options.fresh.has(row));
  for (const [table, group] of groupBy(replaced, (row) => row.table)) await keepHistory(q, table, group);
  if (replaced.length > 0) await clearSides(q, replaced);
  const fresh = rows.filter((row) => options.fresh.has(row));
  if (fresh.length > 0) {
    const [placed] = await q.query<{ count: number }>(
      `with placed as (
         insert into record.resource_id as t (id, type, patient_id)
         select r.id, r.type, r.patient_id from unnest($1::uuid[], $2::text[], $3::text[]) as r (patient_id, type, id)
         on conflict (id, type) do update set deleted_ver = null where t.deleted_ver is not null and t.patient_id = excluded.patient_id
         returning 1)
       select count(*)::int as count from placed`,
      keyArrays(fresh),
    );
    if (placed!.count < fresh.length) throw new WriteRace();
  }
  const copies = 'copyIn' in q ? (q as Transaction) : undefined;
  for (const [table, all] of groupBy(rows, (row) => row.table)) {
    const fresh = copies ? all.filter((row) => options.fresh.has(row)) : [];
    const copied = fresh.length >= fewestToCopy ? fresh : [];
    for (let from = 0; from < copied.length; from += mostAtOnce)
      await copyTable(copies!, table, copied.slice(from, from + mostAtOnce));
    const group = copied.length > 0 ? all.filter((row) => !options.fresh.has(row)) : all;
    for (let from = 0; from < group.length; from += mostAtOnce) {
      const part = group.slice(from, from + mostAtOnce);
      if ((await saveTable(q, table, part)) < part.length) throw new WriteRace();
    }
  }
  for (let from = 0; from < rows.length; from += mostAtOnce)
    await saveSides(q, cipher, rows.slice(from, from + mostAtOnce), copies);
}

/** Fewer new rows than these travel faster as parameters. */
const fewestToCopy = 100;

/** Rows in one statement: a bundle of 60 MB must not become one parameter of 60 MB. */
const mostAtOnce = 2_000;

export interface Deletion extends ResourceKey {
  /** Version of the tombstone. */
  version: number;
  sensitive: boolean;
}

/** Takes resources out of their tables; what was there and the tombstone stay in the history. */
export async function deleteResources(q: Sql, rows: readonly Deletion[], at: Date): Promise<void> {
  if (rows.length === 0) return;
  for (const [table, group] of groupBy(rows, (row) => row.table)) {
    await keepHistory(q, table, group);
    const gone = await q.query(
      `delete from ${table.name} t using unnest($1::uuid[], $2::text[], $3::text[], $4::integer[]) as r (patient_id, type, id, ver)
       where t.id = r.id and t.ver = r.ver - 1 ${table.personal ? 'and t.patient_id = r.patient_id' : ''} ${table.typed ? 'and t.type = r.type' : ''}
       returning 1`,
      [...keyArrays(group), group.map((row) => row.version)],
    );
    if (gone.length < group.length) throw new WriteRace();
  }
  await clearSides(q, rows);
  await q.query(
    `update record.resource_id t set deleted_ver = r.ver
     from unnest($1::text[], $2::text[], $3::integer[]) as r (type, id, ver) where t.id = r.id and t.type = r.type`,
    [rows.map((row) => row.type), rows.map((row) => row.id), rows.map((row) => row.version)],
  );
  await q.query(
    `insert into record.history (patient_id, type, id, ver, at, op, sensitive, content)
     select r.patient_id, r.type, r.id, r.ver, $5, 'delete', r.sensitive, ''
     from unnest($1::uuid[], $2::text[], $3::text[], $4::integer[], $6::boolean[]) as r (patient_id, type, id, ver, sensitive)`,
    [...keyArrays(rows), rows.map((row) => row.version), at, rows.map((row) => row.sensitive)],
  );
}

/** Locks these creation claims until the transaction ends, so that others wait before they look. */
export async function claimCreations(
  q: Sql,
  claims: readonly { type: string; sys: string; value: string }[],
  at: Date,
): Promise<void> {
  if (claims.length === 0) return;
  const key = (one: { type: string; sys: string; value: string }) => JSON.stringify([one.value, one.sys, one.type]);
  const ordered = [...new Map(claims.map((one) => [key(one), one])).entries()].toSorted(([a], [b]) => (a < b ? -1 : 1));
  await q.query(
    `insert into record.creation_claim (value, sys, type, claimed_at)
     select r.value, r.sys, r.type, $4 from unnest($1::text[], $2::text[], $3::text[]) as r (value, sys, type)
     on conflict (value, sys, type) do update set claimed_at = excluded.claimed_at`,
    [ordered.map(([, one]) => one.value), ordered.map(([, one]) => one.sys), ordered.map(([, one]) => one.type), at],
  );
}
