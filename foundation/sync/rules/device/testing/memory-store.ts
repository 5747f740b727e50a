// A device store for tests that can be killed at a write and read again, as a browser's would.
import { newMeta, type Change, type DeviceStore, type Stored, type SyncMeta } from '../device-store.ts';

export class Killed extends Error {
  /** Whether the write was done before the kill. */
  readonly kept: boolean;
  constructor(kept: boolean) {
    super('killed');
    this.kept = kept;
  }
}

export function memoryStore(meta: SyncMeta): DeviceStore & { killAtNextWrite(when: 'before' | 'after'): void } {
  let stored: Stored = { meta, outbox: [], documents: [], packs: [], attachments: [] };
  const contents = new Map<string, Uint8Array<ArrayBuffer>>();
  let kill: 'before' | 'after' | undefined;
  const put = <One>(
    rows: One[],
    changed: readonly One[] | undefined,
    dropped: readonly string[] | undefined,
    id: (one: One) => string,
  ) => {
    const gone = new Set([...(changed ?? []).map(id), ...(dropped ?? [])]);
    return [...rows.filter((row) => !gone.has(id(row))), ...(changed ?? [])];
  };
  return {
    killAtNextWrite: (when) => (kill = when),
    load: async () => structuredClone(stored),
    async write(change: Change) {
      const when = kill;
      kill = undefined;
      if (when === 'before') throw new Killed(false);
      for (const { attachmentId, content } of change.putAttachments ?? [])
        if (content) contents.set(attachmentId, content);
      stored = structuredClone({
        meta: change.meta ?? stored.meta,
        outbox: put(stored.outbox, change.putOutbox, change.dropOutbox, (one) => one.operation.operationId).toSorted(
          (one, other) => one.operation.sequence - other.operation.sequence,
        ),
        documents: put(stored.documents, change.putDocuments, change.dropDocuments, (one) => one.documentId),
        packs: put(stored.packs, change.putPacks, change.dropPacks, (one) => one.head.scopeId),
        attachments: put(
          stored.attachments,
          change.putAttachments?.map((entry) => ({ ...entry, content: undefined })),
          change.dropAttachments,
          (one) => one.attachmentId,
        ),
      });
      if (when === 'after') throw new Killed(true);
    },
    content: async (attachmentId) => contents.get(attachmentId),
    async wipe() {
      stored = {
        meta: newMeta(meta.deviceId),
        outbox: [],
        documents: [],
        packs: [],
        attachments: [],
      };
      contents.clear();
    },
  };
}
