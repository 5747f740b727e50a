// What a document says on this device: what the server holds, and on top of it what was done here and not sent yet.
import { applyOperation } from '../apply-operation.ts';
import type { DocumentState, FieldValue, Fields, Operation } from '../operation.ts';
import type { OutboxEntry } from './device-store.ts';

export interface Here {
  accountId: string;
  deviceId: string;
  /** Server's clock minus the device's. */
  clockAheadMilliseconds: number;
}

/** Undefined where nobody ever wrote to it. Refused operations count here: what was typed stays to be seen and mended. */
export function localView(
  server: DocumentState | undefined,
  own: readonly OutboxEntry[],
  here: Here,
): DocumentState | undefined {
  const first = server ?? own[0]?.operation;
  if (!first) return undefined;
  let fields: Fields = server?.fields ?? {};
  for (const { operation } of own) {
    const at = new Date(Date.parse(operation.madeAt) + here.clockAheadMilliseconds).toISOString();
    fields = applyOperation(fields, operation, { at, accountId: here.accountId, deviceId: here.deviceId });
  }
  const { documentId, personId, kind, scopeId } = first;
  return { documentId, personId, kind, scopeId, version: (server?.version ?? 0) + own.length, fields };
}

export interface Edit {
  kind: string;
  documentId: string;
  personId: string;
  scopeId: string;
  /** Values that take the place of what the field shows here. */
  set: Record<string, FieldValue>;
  /** Entries that are added to a list. */
  add?: Record<string, FieldValue[]>;
}

/** The operation that an edit makes of a document that shows `fields`. */
export function operationOf(
  edit: Edit,
  fields: Fields,
  made: { operationId: string; sequence: number; madeAt: string },
): Operation {
  const { kind, documentId, personId, scopeId } = edit;
  const replaces: Operation['replaces'] = {};
  for (const field of Object.keys(edit.set)) replaces[field] = (fields[field] ?? []).map((head) => head.operationId);
  for (const field of Object.keys(edit.add ?? {})) replaces[field] = [];
  return { ...made, kind, documentId, personId, scopeId, set: { ...edit.set, ...edit.add }, replaces };
}
