// Devices over HTTP: enrolled, refused for others, revoked; files that break off and go on; packs only of the coming villages.
import { createHash } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { openTestKernel, village, type TestKernel } from '#platform/kernel/test-kernel.ts';
import { chunkBytes } from '../contract.ts';
import { createSync, type Sync } from './index.ts';

const folder = { schema: 'sync', folder: new URL('./migrations/', import.meta.url) };
const personId = '01980000-0000-7000-8000-0000000000a1';
const strangerId = '01980000-0000-7000-8000-0000000000a2';
const deviceId = '01980000-0000-7000-8000-0000000000e1';
const kind = 'trial.form';
const id = (tail: number) => `01980000-0000-7000-8000-${String(tail).padStart(12, '0')}`;

describeOnEachEngine('devices', { contexts: [folder] }, (database) => {
  let test: TestKernel;
  let doctor: Awaited<ReturnType<TestKernel['as']>>;
  let other: Awaited<ReturnType<TestKernel['as']>>;
  let bureau: Awaited<ReturnType<TestKernel['as']>>;
  let rows = 2;
  const registered = new Set([personId, strangerId]);
  beforeAll(async () => {
    let sync: Sync;
    test = await openTestKernel(database.db, (kernel) => {
      sync = createSync(kernel, {
        personExists: async (_q, one) => registered.has(one),
        personNames: async () => new Map([[personId, '某居民']]),
      });
      const form = {
        permission: 'sync.device.use',
        readPermission: 'sync.device.use',
        ruleOf: (field: string) => (field === 'phone' || field === 'name' ? ('ask' as const) : undefined),
      };
      sync.registerKind({ kind, ...form });
      sync.registerKind({
        kind: 'trial.person',
        ...form,
        // The number was known: the person has another id.
        async opensPerson(q, _actor, operation, now) {
          const known = operation.set.name === '老居民' ? personId : operation.personId;
          registered.add(known);
          await kernel.access.relate(q, [
            { personId: known, party: village, kind: 'residence', from: now, source: 'test' },
          ]);
          return { ok: true, value: { personId: known } };
        },
      });
      sync.registerScopes({ scopesOf: async () => [{ scopeId: village, name: '方元村', on: ['2026-11-22'] }] });
      sync.registerPack({
        name: 'trial',
        permission: 'sync.device.use',
        rows: async () =>
          Array.from({ length: rows }, (_, at) => ({ kind: 'person', id: id(at), personId, body: '某居民' })),
      });
      return [sync.context];
    });
    await test.addAccount('doctor', 'gp', village);
    await test.addAccount('other', 'gp', village);
    await test.addAccount('bureau', 'bureau');
    doctor = await test.as('doctor');
    other = await test.as('other');
    bureau = await test.as('bureau');
    await test.kernel.access.relate(test.kernel.db, [
      { personId, party: village, kind: 'residence', from: new Date('2026-01-01T00:00:00Z'), source: 'test' },
    ]);
    await test.kernel.access.unitsOf({ purpose: 'treatment', assignments: [] } as never, 'sync.device.use');
    const enrolled = await doctor({
      method: 'POST',
      url: '/api/sync/devices',
      payload: { deviceId, name: '3 号车平板' },
    });
    expect(enrolled.statusCode).toBe(200);
  });
  const operation = (tail: number, more: object = {}) => ({
    operationId: id(tail),
    sequence: tail,
    kind,
    documentId: id(900),
    personId,
    scopeId: village,
    madeAt: '2026-11-22T00:00:00.000Z',
    set: { phone: '13800000001' },
    replaces: {},
    ...more,
  });
  const push = (...operations: object[]) =>
    doctor({
      method: 'POST',
      url: '/api/sync/push',
      payload: { deviceId, sentAt: '2026-11-22T00:01:00.000Z', operations },
    });

  it('answers each operation: taken, known already, of a stranger, with an unknown field, under a used id', async () => {
    const first = operation(1);
    const reply = await push(
      first,
      operation(2, { documentId: id(901), personId: strangerId }),
      operation(3, { documentId: id(902), set: { shoe: 42 } }),
      operation(4, { documentId: id(903), replaces: { phone: [id(77)] } }),
      operation(5, { documentId: id(904), personId: id(999) }),
    );
    expect(reply.json().results.map(({ result }: { result: string }) => result)).toEqual([
      'accepted',
      'refused',
      'refused',
      'later',
      'later',
    ]);
    const again = await push(first);
    expect(again.json()).toMatchObject({ results: [{ result: 'accepted' }] });
    const otherwise = await push({ ...first, set: { phone: '13900000009' } });
    expect(otherwise.json()).toMatchObject({ results: [{ result: 'refused', problem: { code: 'sync/id-reused' } }] });
    expect(otherwise.json().documents[0].fields.phone).toHaveLength(1);
  });

  it('shows two values of one field to a person, until one is taken', async () => {
    await push(
      operation(10, { documentId: id(910) }),
      operation(11, { documentId: id(910), set: { phone: '13800000002' } }),
    );
    const conflicts = async () => (await doctor({ method: 'GET', url: '/api/sync/conflicts' })).json().conflicts;
    const [open] = await conflicts();
    expect(open).toMatchObject({ documentId: id(910), field: 'phone', personName: '某居民' });
    expect(open.values.map(({ value }: { value: string }) => value)).toEqual(['13800000001', '13800000002']);
    await push(
      operation(12, { documentId: id(910), set: { phone: '13800000002' }, replaces: { phone: [id(10), id(11)] } }),
    );
    expect(await conflicts()).toEqual([]);
  });

  it('keeps a person whom the device registered under the id that was known already', async () => {
    const made = id(950);
    const reply = await push(
      operation(20, { kind: 'trial.person', documentId: id(951), personId: made, set: { name: '老居民' } }),
      operation(21, { documentId: id(952), personId: made }),
    );
    expect(reply.json().results).toMatchObject([
      { result: 'accepted', personId },
      { result: 'accepted', personId },
    ]);
  });

  it('gives the people of the coming villages only, whole or not at all, and nothing new where nothing changed', async () => {
    const pack = await doctor({
      method: 'GET',
      url: `/api/sync/packs/${village}`,
      headers: { 'accept-encoding': 'identity' },
    });
    expect(pack.statusCode).toBe(200);
    const etag = String(pack.headers['etag']);
    const same = await doctor({ method: 'GET', url: `/api/sync/packs/${village}`, headers: { 'if-none-match': etag } });
    expect(same.statusCode).toBe(304);
    expect((await doctor({ method: 'GET', url: `/api/sync/packs/${id(5)}` })).statusCode).toBe(403);
    rows = 8_001;
    expect((await doctor({ method: 'GET', url: `/api/sync/packs/${village}` })).statusCode).toBe(429);
    rows = 2;
  });

  it('takes a file in chunks: what has come stays, what differs is asked for again', async () => {
    const content = Buffer.alloc(chunkBytes + 1_000, 7);
    const digest = createHash('sha256').update(content).digest('hex');
    const url = `/api/sync/attachments/${id(960)}`;
    const body = { deviceId, personId, bytes: content.byteLength, digest, mediaType: 'image/jpeg' };
    const open = await doctor({ method: 'POST', url, payload: body });
    expect(open.json()).toMatchObject({ received: [], chunks: 2, complete: false });
    const put = (index: number, payload: Buffer) =>
      doctor({
        method: 'PUT',
        url: `${url}/chunks/${index}`,
        payload,
        headers: { 'content-type': 'application/octet-stream' },
      });
    expect((await put(1, content.subarray(chunkBytes))).json()).toMatchObject({ received: [1], complete: false });
    expect((await put(0, Buffer.alloc(10))).statusCode).toBe(400);
    expect((await doctor({ method: 'POST', url, payload: body })).json()).toMatchObject({ received: [1] });
    expect((await put(0, Buffer.alloc(chunkBytes, 8))).statusCode).toBe(409);
    expect((await put(1, content.subarray(chunkBytes))).json()).toMatchObject({ received: [1] });
    expect((await put(0, content.subarray(0, chunkBytes))).json()).toMatchObject({ complete: true });
    const stored = await test.kernel.files.get(digest);
    expect(stored?.content.equals(content)).toBe(true);
    expect((await other({ method: 'GET', url })).statusCode).toBe(404);
  });

  it('stops a lost device: nobody else uses it, the bureau revokes it, it hears so and tells that it is empty', async () => {
    const pull = (as: typeof doctor) =>
      as({ method: 'POST', url: '/api/sync/pull', payload: { deviceId, scopes: [{ scopeId: village, since: 0 }] } });
    expect((await pull(doctor)).json().documents.length).toBeGreaterThan(0);
    expect((await pull(other)).statusCode).toBe(404);
    const url = `/api/sync/devices/${deviceId}`;
    expect((await other({ method: 'POST', url: `${url}/revocation`, payload: { reason: '试试' } })).statusCode).toBe(
      404,
    );
    expect(
      (await bureau({ method: 'POST', url: `${url}/revocation`, payload: { reason: '平板遗失' } })).statusCode,
    ).toBe(200);
    expect((await pull(doctor)).statusCode).toBe(410);
    expect((await push(operation(30, { documentId: id(970) }))).statusCode).toBe(410);
    expect((await doctor({ method: 'POST', url: `${url}/wiped` })).statusCode).toBe(200);
    const [device] = (await bureau({ method: 'GET', url: '/api/sync/devices' })).json().devices;
    expect(device).toMatchObject({ deviceId, revokedReason: '平板遗失' });
    expect(device.wipedAt).toBeDefined();
  });
});
