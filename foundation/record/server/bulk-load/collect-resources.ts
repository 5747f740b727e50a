// Turns trusted new resources and registered people into COPY rows: no policy, no validation, no events.
import { isUuid } from '#platform/contract.ts';
import type { FieldCipher } from '#platform/kernel/crypto/field-cipher.ts';
import type { CopyBatch, CopyTable } from '#platform/kernel/db/copy-batch.ts';
import type { CopyValue } from '#platform/kernel/db/copy.ts';
import { extract, patientReference } from '../../rules/extract.ts';
import { patientOf, type PersonRecord } from '../projections.ts';
import { seal } from '../seal.ts';
import { copyValueOf, timestampText } from '../store/rows.ts';
import type { StoredRow } from '../store/rows.ts';
import { columnsOf, directoryTable, nobody, personalTables, tableOf } from '../store/tables.ts';
import type { Column, ResourceTable } from '../store/tables.ts';
import { identifierRows } from '../store/write.ts';

export type Resource = Record<string, unknown> & { resourceType: string; id: string; meta?: object };

const side = (table: string, ...columns: string[]): CopyTable => ({ table: `record.${table}`, columns });
const sides = {
  id: side('resource_id', 'id', 'type', 'patient_id'),
  identifier: side('identifier', 'value', 'sys', 'type', 'id', 'patient_id'),
  reference: side('reference', 'patient_id', 'src_type', 'src_id', 'parameter', 'dst_type', 'dst_id'),
  namePart: side('name_part', 'patient_id', 'type', 'id', 'parameter', 'value'),
  component: side('component', 'patient_id', 'id', 'position', 'code_sys', 'code', 'num', 'unit'),
};
/** The same times stand in several columns and rows of a visit: they are written out once. */
const times = new Map<number, string | null>();
const mostTimes = 5_000;
function timeText(milliseconds: number | undefined): string | null {
  if (milliseconds === undefined) return null;
  let text = times.get(milliseconds);
  if (text === undefined) {
    text = timestampText(milliseconds);
    if (times.size >= mostTimes) times.clear();
    times.set(milliseconds, text);
  }
  return text;
}
let lastStamp: Date | undefined;
let lastStampText = '';
function stampText(at: Date): string {
  if (at !== lastStamp) [lastStamp, lastStampText] = [at, at.toISOString()];
  return lastStampText;
}
const valueOf: Partial<Record<Column, (row: StoredRow) => CopyValue>> = {
  updated: (row) => stampText(row.updatedAt),
  lo: (row) => timeText(row.found.from),
  hi: (row) => timeText(row.found.to),
  lo2: (row) => timeText(row.found.from2),
  hi2: (row) => timeText(row.found.to2),
};

const copyTables = new Map<ResourceTable, CopyTable & { values: ((row: StoredRow) => CopyValue)[] }>(
  [...personalTables.map(({ table }) => table), directoryTable].map((table) => {
    const columns = columnsOf(table);
    const values = columns.map(
      (column) => valueOf[column] ?? ((row: StoredRow): CopyValue => copyValueOf(column, row)),
    );
    return [table, { table: table.name, columns, values }];
  }),
);

/** Tables that a load of resources fills. */
export const resourceTables: readonly string[] = [...copyTables.values(), ...Object.values(sides)].map(
  ({ table }) => table,
);

/** Patients load under their own UUID, so that references to them need no look-up. */
function patientIdOf(type: string, resource: Resource): string {
  if (!tableOf(type).personal) return nobody;
  const id = type === 'Patient' ? resource.id : patientReference(type, resource)?.id;
  if (id === undefined) return nobody;
  if (!isUuid(id)) throw new Error(`bulk load: Patient/${id} is no UUID`);
  return id;
}

export interface ResourceCollector {
  /** A new resource whose id is given. */
  add(batch: CopyBatch, resource: Resource): void;
  /** The Patient of a registered person. */
  addPerson(batch: CopyBatch, person: PersonRecord): void;
}

export function collectResources({ cipher, now }: { cipher: FieldCipher; now: Date }): ResourceCollector {
  const stamp = { versionId: '1', lastUpdated: now.toISOString() };
  const add: ResourceCollector['add'] = (batch, { resourceType, id, meta, ...rest }) => {
    const resource = { resourceType, id, meta: { ...meta, ...stamp }, ...rest };
    addRow(batch, cipher, {
      table: tableOf(resourceType),
      type: resourceType,
      id,
      patientId: patientIdOf(resourceType, resource),
      version: 1,
      updatedAt: now,
      content: JSON.stringify(seal(cipher, resource)),
      found: extract(resourceType, resource),
    });
  };
  return { add, addPerson: (batch, person) => add(batch, patientOf(person)) };
}

/** The items without those whose key came before. */
function once<Item>(items: readonly Item[], key: (item: Item) => string): readonly Item[] {
  if (items.length < 2) return items;
  const seen = new Set<string>();
  return items.filter((item) => seen.size < seen.add(key(item)).size);
}

function addRow(batch: CopyBatch, cipher: FieldCipher, row: StoredRow): void {
  const { type, id, patientId, found } = row;
  const table = copyTables.get(row.table)!;
  batch.add(
    table,
    table.values.map((value) => value(row)),
  );
  batch.add(sides.id, [id, type, patientId]);
  const identifiers = found.identifiers.flatMap((identifier) => identifierRows(cipher, identifier));
  for (const { sys, value } of once(identifiers, ({ sys, value }) => `${sys}|${value}`))
    batch.add(sides.identifier, [value, sys, type, id, patientId]);
  const references = once(found.references, (one) => `${one.parameter} ${one.type}/${one.id}`);
  for (const { parameter, type: target, id: targetId } of references)
    batch.add(sides.reference, [patientId, type, id, parameter, target, targetId]);
  for (const { parameter, value } of found.strings) batch.add(sides.namePart, [patientId, type, id, parameter, value]);
  found.components.forEach(({ codeSystem, code, value, unit }, position) =>
    batch.add(sides.component, [patientId, id, position, codeSystem, code, value, unit]),
  );
}
