// The device's database in the browser: everything sealed, ids and sizes aside; each change one transaction that is on disk before it counts.
import { Dexie, type Table } from 'dexie';
import {
  newMeta,
  type AttachmentEntry,
  type Change,
  type DeviceStore,
  type OutboxEntry,
  type Pack,
  type Stored,
  type SyncMeta,
} from '../rules/device/device-store.ts';
import type { DocumentState } from '../rules/operation.ts';
import { seal, sealBytes, unseal, unsealBytes, type Sealed, type WrappedKey } from './vault.ts';

interface Row extends Sealed {
  id: string;
}
interface OutboxRow extends Row {
  sequence: number;
}
interface KeyRow extends WrappedKey {
  id: 'key';
  deviceId: string;
}
class DeviceDatabase extends Dexie {
  declare keys: Table<KeyRow, string>;
  declare meta: Table<Row, string>;
  declare outbox: Table<OutboxRow, string>;
  declare documents: Table<Row, string>;
  declare packs: Table<Row, string>;
  declare attachments: Table<Row, string>;
  declare contents: Table<Row, string>;
  constructor(name: string) {
    super(name, { chromeTransactionDurability: 'strict' });
    this.version(1).stores({
      keys: 'id',
      meta: 'id',
      outbox: 'id, sequence',
      documents: 'id',
      packs: 'id',
      attachments: 'id',
      contents: 'id',
    });
  }
}

const nameFor = (accountId: string) => `tianmu-device-${accountId}`;

/** Accounts that have something on this device. */
export async function accountsHere(): Promise<string[]> {
  const names = await Dexie.getDatabaseNames();
  return names.filter((name) => name.startsWith(nameFor(''))).map((name) => name.slice(nameFor('').length));
}

export class LockedDevice {
  private readonly database: DeviceDatabase;
  readonly accountId: string;
  constructor(accountId: string) {
    this.accountId = accountId;
    this.database = new DeviceDatabase(nameFor(accountId));
  }

  async key(): Promise<{ deviceId: string; wrapped: WrappedKey } | undefined> {
    const row = await this.database.keys.get('key');
    return row && { deviceId: row.deviceId, wrapped: row };
  }
  async keepKey(deviceId: string, wrapped: WrappedKey): Promise<void> {
    await this.database.keys.put({ ...wrapped, id: 'key', deviceId });
  }
  /** The store under an open key. */
  store(key: CryptoKey, deviceId: string): DeviceStore {
    return storeOf(this.database, key, deviceId);
  }
  async wipe(): Promise<void> {
    await this.database.delete();
  }
  close(): void {
    this.database.close();
  }
}

const metaId = 'meta';

function storeOf(database: DeviceDatabase, key: CryptoKey, deviceId: string): DeviceStore {
  const open = <Value>(rows: Row[]) => Promise.all(rows.map((row) => unseal<Value>(key, row)));
  const close = <Value>(values: readonly Value[] | undefined, id: (value: Value) => string): Promise<Row[]> =>
    Promise.all((values ?? []).map(async (value) => ({ id: id(value), ...(await seal(key, value)) })));
  return {
    async load(): Promise<Stored> {
      const [meta, outbox, documents, packs, attachments] = await database.transaction(
        'r',
        [database.meta, database.outbox, database.documents, database.packs, database.attachments],
        () =>
          Promise.all([
            database.meta.get(metaId),
            database.outbox.orderBy('sequence').toArray(),
            database.documents.toArray(),
            database.packs.toArray(),
            database.attachments.toArray(),
          ]),
      );
      return {
        meta: meta ? await unseal<SyncMeta>(key, meta) : newMeta(deviceId),
        outbox: await open<OutboxEntry>(outbox),
        documents: await open<DocumentState>(documents),
        packs: await open<Pack>(packs),
        attachments: await open<AttachmentEntry>(attachments),
      };
    },
    async write(change: Change) {
      // Sealing takes time of its own: a transaction of the database would end while it waits.
      const outbox = (await close(change.putOutbox, (one) => one.operation.operationId)).map((row, at): OutboxRow => ({
        ...row,
        sequence: change.putOutbox![at]!.operation.sequence,
      }));
      const documents = await close(change.putDocuments, (one) => one.documentId);
      const packs = await close(change.putPacks, (one) => one.head.scopeId);
      const entries = change.putAttachments?.map((entry) => ({ ...entry, content: undefined }));
      const attachments = await close(entries, (one) => one.attachmentId);
      const contents = await Promise.all(
        (change.putAttachments ?? []).flatMap(({ attachmentId, content }) =>
          content ? [sealBytes(key, content).then((sealed) => ({ id: attachmentId, ...sealed }))] : [],
        ),
      );
      const meta = change.meta && { id: metaId, ...(await seal(key, change.meta)) };
      await database.transaction('rw', database.tables, async () => {
        if (meta) await database.meta.put(meta);
        await database.outbox.bulkDelete([...(change.dropOutbox ?? [])]);
        await database.outbox.bulkPut(outbox);
        await database.documents.bulkDelete([...(change.dropDocuments ?? [])]);
        await database.documents.bulkPut(documents);
        await database.packs.bulkDelete([...(change.dropPacks ?? [])]);
        await database.packs.bulkPut(packs);
        await database.attachments.bulkPut(attachments);
        await database.contents.bulkPut(contents);
        await database.attachments.bulkDelete([...(change.dropAttachments ?? [])]);
        await database.contents.bulkDelete([...(change.dropAttachments ?? [])]);
      });
    },
    async content(attachmentId) {
      const row = await database.contents.get(attachmentId);
      return row && unsealBytes(key, row);
    },
    wipe: () => database.delete(),
  };
}
