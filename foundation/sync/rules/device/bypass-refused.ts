// What was refused never reaches the server: what was done on top of it stands on what came before it instead.
import type { OutboxEntry } from './device-store.ts';

export interface Bypassed {
  put: OutboxEntry[];
  /** Refused operations all of whose fields were set anew since: they are mended. */
  dropped: string[];
}

/** `own`: all entries of one document, in order. Only what changes is given back. */
export function bypassRefused(own: readonly OutboxEntry[]): Bypassed {
  const entries = new Map(own.map((entry) => [entry.operation.operationId, structuredClone(entry)]));
  const changed = new Set<string>();
  for (const refused of entries.values()) {
    if (refused.state !== 'refused') continue;
    const { operationId, set, replaces } = refused.operation;
    for (const later of entries.values()) {
      for (const [field, ids] of Object.entries(later.operation.replaces)) {
        if (!ids.includes(operationId)) continue;
        const before = ids.filter((id) => id !== operationId);
        later.operation.replaces[field] = [...new Set([...before, ...(replaces[field] ?? [])])];
        changed.add(later.operation.operationId);
        if (!(field in set)) continue;
        delete set[field];
        changed.add(operationId);
      }
    }
    for (const field of Object.keys(replaces)) if (!(field in set)) delete replaces[field];
  }
  const put: OutboxEntry[] = [];
  const dropped: string[] = [];
  for (const id of changed) {
    const entry = entries.get(id)!;
    if (Object.keys(entry.operation.set).length === 0) dropped.push(id);
    else put.push(entry);
  }
  return { put, dropped };
}
