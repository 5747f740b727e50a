// Waiting readings: assigned into one record, taken back, discarded and reopened; by those whose institution they are.
import { beforeAll, expect, it } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { people, units } from '#foundation/registry/server/small-county.ts';
import type { UploadsReply } from '../contract.ts';
import type { HeldReading, HeldReply } from '../inbox-contract.ts';
import { intakeFolders, loadSampleDevices, openIntake, station, type OpenIntake } from './test-intake.ts';

describeOnEachEngine('the inbox', { contexts: intakeFolders }, (database) => {
  let open: OpenIntake;
  beforeAll(async () => {
    open = await openIntake(database.db);
    await loadSampleDevices(open);
    await open.test.addAccount('far-gp', 'gp', '01980000-0000-7000-8000-cccc00000003');
    const ask = await open.test.as('gateway');
    const readings = [
      { at: '2026-11-22T07:00:00', values: { systolic: 171, diastolic: 101 } },
      { at: '2026-11-22T07:05:00', values: { 'body-weight': 61.5 } },
      { at: '2017-01-01T00:00:00', values: { glucose: 7.2 } },
      { id: 'x', values: { systolic: 400, diastolic: 80 } },
    ];
    const sent = await ask({
      method: 'POST',
      url: '/api/intake/measurements',
      payload: { uploads: [{ serial: station.serial, readings }] },
    });
    expect(sent.json<UploadsReply>().outcomes[0]!.map(({ reason }) => reason)).toEqual([
      'shared',
      'shared',
      'clock',
      'implausible',
    ]);
  });
  const inbox = async (query = '', account = 'gp') =>
    (await (await open.test.as(account))({ method: 'GET', url: `/api/intake/inbox${query}` })).json<HeldReply>();
  const post = async (url: string, payload: object, account = 'gp') =>
    (await open.test.as(account))({ method: 'POST', url, payload });
  const one = async (reason: string) => (await inbox()).items.find((row) => row.reason === reason)!;
  const stored = async () =>
    (await database.db.query<{ content: string }>('select content from record.observation')).map(
      ({ content }) => JSON.parse(content) as { subject: object; effectiveDateTime: string; meta: object },
    );

  it('lists what waits, to the own institution alone', async () => {
    const found = await inbox();
    expect(found).toMatchObject({ total: 4, waiting: 4 });
    expect(found.items.map(({ assignable }) => assignable).filter(Boolean)).toHaveLength(3);
    expect(await inbox('', 'far-gp')).toMatchObject({ items: [], waiting: 0 });
    expect(await inbox('?reason=clock')).toMatchObject({ total: 1, waiting: 4 });
  });

  it('assigns once, takes back, assigns to another', async () => {
    const held = await one('shared');
    const url = (personId: string, what = 'assign') =>
      `/api/people/${personId}/held-readings/${held.measurementId}/${what}`;
    const assigned = await post(url(people[0]!), { version: held.version });
    expect(assigned.json<HeldReading>()).toMatchObject({ state: 'assigned', person: { personId: people[0] } });
    expect(await stored()).toMatchObject([{ subject: { reference: `Patient/${people[0]}` } }]);
    // Somebody with the old page open: told, and nothing changes.
    expect((await post(url(people[1]!), { version: held.version })).statusCode).toBe(412);
    expect((await post(url(people[1]!), { version: held.version + 1 })).statusCode).toBe(422);
    const back = await post(url(people[0]!, 'take-back'), { version: held.version + 1 });
    expect(back.json<HeldReading>()).toMatchObject({ state: 'open' });
    expect(await stored()).toEqual([]);
    const other = await post(url(people[1]!), { version: held.version + 2 });
    expect(other.statusCode, other.body).toBe(200);
    expect(await stored()).toMatchObject([{ subject: { reference: `Patient/${people[1]}` } }]);
  });

  it('asks for the real time where the clock was lost', async () => {
    const held = await one('clock');
    const answer = await post(`/api/people/${people[0]}/held-readings/${held.measurementId}/assign`, {
      version: held.version,
      takenAt: '2026-11-21T18:00:00+08:00',
    });
    expect(answer.statusCode, answer.body).toBe(200);
    expect((await stored()).some(({ effectiveDateTime }) => effectiveDateTime === '2026-11-21T10:00:00.000Z')).toBe(
      true,
    );
  });

  it('keeps out what cannot be, discards it with a reason, and reopens it', async () => {
    const held = await one('implausible');
    const assigned = await post(`/api/people/${people[0]}/held-readings/${held.measurementId}/assign`, { version: 1 });
    expect(assigned.json()).toMatchObject({ type: expect.stringContaining('not-assignable') as string });
    const url = `/api/intake/inbox/${held.measurementId}`;
    expect((await post(`${url}/discard`, { version: 1, reason: 'wrong-value' }, 'far-gp')).statusCode).toBe(404);
    expect((await post(`${url}/discard`, { version: 1, reason: 'wrong-value' })).json()).toMatchObject({
      state: 'discarded',
      discardReason: 'wrong-value',
    });
    expect((await post(`${url}/reopen`, { version: 2 })).json()).toMatchObject({ state: 'open' });
  });

  it('what no institution knows waits at the county until the device is registered', async () => {
    await open.test.addAccount('county-gateway', 'device', units.county);
    const uploads = [{ serial: 'NOPE-1', readings: [{ at: '2026-11-22T07:30:00', values: { 'body-weight': 58 } }] }];
    const sent = await post('/api/intake/measurements', { uploads }, 'county-gateway');
    expect(sent.json<UploadsReply>().outcomes[0]).toMatchObject([{ outcome: 'held', reason: 'unknown-device' }]);
    const unknown = '?reason=unknown-device';
    expect((await inbox(unknown)).total).toBe(0);
    const [held] = (await inbox(unknown, 'bureau')).items;
    expect(held).toMatchObject({ serial: 'NOPE-1', state: 'open' });
    const url = `/api/intake/inbox/${held!.measurementId}`;
    expect((await post(`${url}/discard`, { version: 1, reason: 'test' }, 'bureau')).statusCode).toBe(200);
    expect((await post(`${url}/reopen`, { version: 2 }, 'bureau')).statusCode).toBe(200);
    const assign = `/api/people/${people[0]}/held-readings/${held!.measurementId}/assign`;
    expect((await post(assign, { version: 3 }, 'bureau')).statusCode).toBe(403);
    const device = { deviceId: open.test.kernel.newId(), serial: 'nope-1', kind: 'weight', model: 'W-Test' };
    const registered = await post('/api/intake/devices', { ...device, unitId: units.centre, shared: false }, 'bureau');
    expect(registered.statusCode, registered.body).toBe(200);
    const [moved] = (await inbox(unknown)).items;
    expect(moved).toMatchObject({ serial: 'NOPE-1', model: 'W-Test', version: 4 });
    expect((await post(assign, { version: 4 })).json<HeldReading>()).toMatchObject({ state: 'assigned' });
  });

  it('loaded readings tell when their device was heard last', async () => {
    const deviceId = open.test.kernel.newId();
    const taken = (id: string, at: string) => ({
      measurementId: open.test.kernel.newId(),
      personId: people[0]!,
      values: { 'body-weight': 60 },
      marks: [],
      takenAt: new Date(at),
      receivedAt: new Date(at),
      clock: 'right' as const,
      deviceTime: undefined,
      source: 'home' as const,
      device: { deviceId, serial: id, name: 'W-Test' },
      simulated: true,
    });
    const shared = { unitId: units.centre, shared: false, state: 'in-use' as const, senderAccount: null };
    await open.intake.bulkLoad({
      devices: [{ ...shared, deviceId, serial: 'W-9', kind: 'weight', model: 'W-Test', simulated: true }],
      bindings: [],
      readings: [taken('W-9', '2026-11-20T01:00:00Z'), taken('W-9', '2026-11-18T01:00:00Z')],
    });
    const [row] = await database.db.query<{ at: Date }>(
      "select last_heard_at as at from intake.device where serial = 'W-9'",
    );
    expect(row!.at.toISOString()).toBe('2026-11-20T01:00:00.000Z');
  });

  it('nobody assigns to a person out of their care', async () => {
    const held = (await inbox()).items.find(({ assignable }) => assignable)!;
    const strangers = people[4];
    const answer = await post(`/api/people/${strangers}/held-readings/${held.measurementId}/assign`, {
      version: held.version,
    });
    expect(answer.statusCode).toBe(403);
  });
});
