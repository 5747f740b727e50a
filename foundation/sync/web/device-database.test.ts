// The browser's database: comes back after a restart under the right PIN, shows no word in clear, and is gone after ten wrong ones.
import 'fake-indexeddb/auto';
import { afterEach, expect, it } from 'vitest';
import { newMeta } from '../rules/device/device-store.ts';
import { accountsHere, LockedDevice } from './device-database.ts';
import { setPin, unlock } from './unlock.ts';

const accountId = '01980000-0000-7000-8000-0000000000f1';
const deviceId = '01980000-0000-7000-8000-0000000000e1';
const pin = '135790';
const entry = {
  operation: {
    operationId: '01980000-0000-7000-8000-0000000000b1',
    sequence: 1,
    kind: 'trial.form',
    documentId: '01980000-0000-7000-8000-0000000000d1',
    personId: '01980000-0000-7000-8000-0000000000a1',
    scopeId: '01980000-0000-7000-8000-0000000000c1',
    madeAt: '2026-11-22T08:00:00.000Z',
    set: { phone: '13800001111', name: '王桂兰' },
    replaces: { phone: [] },
  },
  state: 'waiting' as const,
};
let device = new LockedDevice(accountId);
afterEach(async () => {
  await device.wipe();
  device = new LockedDevice(accountId);
});

/** Everything that lies in the databases of this browser. */
async function everythingOnDisk(): Promise<string> {
  const parts: string[] = [];
  for (const { name, version } of await indexedDB.databases()) {
    const open = await new Promise<IDBDatabase>((done) => {
      const request = indexedDB.open(name!, version);
      request.addEventListener('success', () => done(request.result));
    });
    for (const store of open.objectStoreNames) {
      const rows = await new Promise<unknown[]>((done) => {
        const request = open.transaction(store).objectStore(store).getAll();
        request.addEventListener('success', () => done(request.result as unknown[]));
      });
      for (const row of rows)
        parts.push(
          JSON.stringify(row, (_key, value: unknown) =>
            value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
          ),
        );
    }
    open.close();
  }
  return parts.join('\n');
}

it('comes back after a restart, and nobody reads it without the PIN', async () => {
  const { key } = await setPin(device, deviceId, pin);
  await device.store(key, deviceId).write({ meta: { ...newMeta(deviceId), sequence: 1 }, putOutbox: [entry] });
  const disk = await everythingOnDisk();
  expect(disk).toContain(entry.operation.operationId);
  for (const word of ['13800001111', '王桂兰', Buffer.from('王桂兰').toString('latin1'), pin])
    expect(disk).not.toContain(word);
  device.close();

  device = new LockedDevice(accountId);
  expect(await accountsHere()).toEqual([accountId]);
  expect(await unlock(device, '135791')).toEqual({ result: 'wrong', left: 9 });
  const opened = await unlock(device, pin);
  if (opened.result !== 'open') throw new Error(opened.result);
  const stored = await device.store(opened.key, deviceId).load();
  expect(stored.outbox).toEqual([entry]);
  expect(stored.meta.sequence).toBe(1);
});

it('a change is kept whole: what is put and what is dropped', async () => {
  const { key } = await setPin(device, deviceId, pin);
  const store = device.store(key, deviceId);
  const file = {
    attachmentId: '01980000-0000-7000-8000-0000000000f9',
    personId: accountId,
    mediaType: 'image/png',
    digest: 'x',
    bytes: 3,
  };
  await store.write({ putOutbox: [entry], putAttachments: [{ ...file, content: new Uint8Array([1, 2, 3]) }] });
  expect(await store.content(file.attachmentId)).toEqual(new Uint8Array([1, 2, 3]));
  await store.write({ dropOutbox: [entry.operation.operationId], dropAttachments: [file.attachmentId] });
  expect((await store.load()).outbox).toEqual([]);
  expect(await store.content(file.attachmentId)).toBeUndefined();
});

it('deletes everything after ten wrong PINs', async () => {
  await setPin(device, deviceId, pin);
  for (let left = 9; left > 0; left--) expect(await unlock(device, '000001')).toEqual({ result: 'wrong', left });
  expect(await unlock(device, '000001')).toEqual({ result: 'wiped' });
  expect(await accountsHere()).toEqual([]);
}, 120_000);
