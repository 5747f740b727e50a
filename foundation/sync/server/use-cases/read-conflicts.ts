// Fields about which a person has to decide, with both values, who made them and on which device.
import type { Actor } from '#platform/kernel/access/actor.ts';
import { displayNames } from '#platform/kernel/auth/accounts.ts';
import type { OpenConflict } from '../../contract.ts';
import { byTime } from '../../rules/conflict-rule.ts';
import type { Parts } from '../parts.ts';
import { listConflicts, type ConflictRow } from '../store/conflict.ts';
import { findDevice } from '../store/device.ts';
import { visibleDocuments } from './pull.ts';

const mostShown = 200;

export async function readConflicts(
  parts: Parts,
  actor: Actor,
  scopeId: string | undefined,
  now: Date,
): Promise<OpenConflict[]> {
  const { kernel, kinds, ports } = parts;
  const readable = [...kinds.values()].filter(({ readPermission }) => kernel.access.holds(actor, readPermission));
  const rows: ConflictRow[] = [];
  for (const permission of new Set(readable.map(({ readPermission }) => readPermission))) {
    const args: unknown[] = [];
    const visible = await kernel.access.personFilter(actor, permission, 'c.patient_id', args, now);
    const mine = readable.filter(({ readPermission }) => readPermission === permission).map(({ kind }) => kind);
    rows.push(...(await listConflicts(kernel.db, scopeId, mine, visible, args, mostShown)));
  }
  const documents = new Map((await visibleDocuments(parts, actor, rows, now)).map((one) => [one.documentId, one]));
  const persons = await ports.personNames(kernel.db, [...new Set(rows.map(({ personId }) => personId))]);
  for (const { personId } of rows) actor.span.persons.add(personId);
  const heads = [...documents.values()].flatMap(({ fields }) => Object.values(fields).flat());
  const accounts = await displayNames(kernel.db, [...new Set(heads.map(({ accountId }) => accountId))]);
  const devices = new Map<string, string>();
  for (const id of new Set(heads.map(({ deviceId }) => deviceId)))
    devices.set(id, (await findDevice(kernel.db, id))?.name ?? '');
  return rows.flatMap((row): OpenConflict[] => {
    const document = documents.get(row.documentId);
    const field = document?.fields[row.field];
    if (!document || !field) return [];
    return [
      {
        documentId: row.documentId,
        personId: row.personId,
        personName: persons.get(row.personId) ?? '',
        kind: document.kind,
        scopeId: document.scopeId,
        field: row.field,
        rule: kinds.get(document.kind)?.ruleOf(row.field) ?? 'ask',
        openedAt: row.openedAt,
        values: field.toSorted(byTime).map((head) => ({
          operationId: head.operationId,
          value: head.value,
          at: head.at,
          byName: accounts.get(head.accountId) ?? '',
          deviceName: devices.get(head.deviceId) ?? '',
        })),
      },
    ];
  });
}
