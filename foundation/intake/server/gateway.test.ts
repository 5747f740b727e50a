// What devices send stands in the record once: bound, shared, unbound, unknown, wrong clocks, broken frames, repeats, over MQTT and HTTPS.
import mqtt from 'mqtt';
import { beforeAll, expect, it } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { startMqtt } from '#platform/kernel/mqtt/broker.ts';
import { testPassword } from '#platform/kernel/test-kernel.ts';
import { people, units } from '#foundation/registry/server/small-county.ts';
import type { DeviceUpload, UploadsReply } from '../contract.ts';
import { cuff, intakeFolders, loadSampleDevices, meter, openIntake, station, type OpenIntake } from './test-intake.ts';

const frame = { characteristic: '2a35', hex: '1e 7800 5000 5d00 ea07 0b 15 08 1e 00 4800 01 0400' };

describeOnEachEngine('the device gateway', { contexts: intakeFolders }, (database) => {
  let open: OpenIntake;
  let send: (serial: string, upload: DeviceUpload, account?: string) => Promise<UploadsReply['outcomes'][number]>;
  beforeAll(async () => {
    open = await openIntake(database.db);
    await loadSampleDevices(open);
    send = async (serial, upload, account = 'gateway') => {
      const ask = await open.test.as(account);
      const answer = await ask({
        method: 'POST',
        url: '/api/intake/measurements',
        payload: { uploads: [{ serial, ...upload }] },
      });
      expect(answer.statusCode, answer.body).toBe(200);
      return answer.json<UploadsReply>().outcomes[0]!;
    };
  });
  const observations = () =>
    database.db.query<{ id: string; patient: string; content: string }>(
      'select id, patient_id as patient, content from record.observation order by id',
    );
  const events = () =>
    database.db.query<{ payload: Record<string, unknown> }>(
      "select payload from events.outbox where name = 'intake.measurement-taken'",
    );

  it('writes a frame of a bound device with both clocks, announces it, and takes it once', async () => {
    const upload = { deviceNow: '2026-11-22T07:59:30', readings: [{ frame }] };
    const [first] = await send(cuff.serial, upload);
    expect(first).toMatchObject({ outcome: 'recorded' });
    const rows = await observations();
    expect(rows.map(({ id }) => id.slice(37))).toEqual(['blood-pressure', 'heart-rate']);
    expect(rows.every(({ patient }) => patient === people[0])).toBe(true);
    const resource = JSON.parse(rows[0]!.content) as Record<string, unknown>;
    expect(resource).toMatchObject({
      effectiveDateTime: '2026-11-21T00:30:00.000Z',
      issued: '2026-11-22T00:00:00.000Z',
      device: { reference: `Device/${cuff.deviceId}`, display: 'U-Test 1' },
      extension: [
        {
          extension: [
            { url: 'clock', valueCode: 'right' },
            { url: 'time', valueString: '2026-11-21T08:30:00' },
          ],
        },
      ],
      note: [{ text: 'irregular-pulse' }],
    });
    expect(JSON.stringify(resource)).not.toContain('simulated');
    expect((await events()).at(-1)?.payload).toMatchObject({
      personId: people[0],
      measurementId: first!.measurementId,
      observationIds: rows.map(({ id }) => id),
      kind: 'blood-pressure',
      takenAt: '2026-11-21T00:30:00.000Z',
      source: 'home',
      marks: ['irregular-pulse'],
    });
    const announced = (await events()).length;
    // Sent again, a minute later and in small letters, and twice in one message.
    const again = await send(cuff.serial.toLowerCase(), { ...upload, readings: [{ frame }, { frame }] });
    expect(again.map(({ outcome }) => outcome)).toEqual(['repeated', 'repeated']);
    expect(await observations()).toHaveLength(2);
    expect(await events()).toHaveLength(announced);
  });

  it('corrects a clock that is off, and keeps one that cannot be for somebody', async () => {
    const before = (await observations()).length;
    const values = { systolic: 141, diastolic: 88 };
    const [corrected] = await send(cuff.serial, {
      deviceNow: '2017-01-01T00:10:00',
      readings: [{ at: '2017-01-01T00:05:00', values }],
    });
    expect(corrected!.outcome).toBe('recorded');
    const row = (await observations()).find(({ id }) => id.startsWith(corrected!.measurementId))!;
    expect(JSON.parse(row.content)).toMatchObject({ effectiveDateTime: '2026-11-21T23:55:00.000Z' });
    expect(await send(cuff.serial, { readings: [{ at: '2017-01-01T00:06:00', values }] })).toMatchObject([
      { outcome: 'held', reason: 'clock' },
    ]);
    expect(await observations()).toHaveLength(before + 1);
  });

  it('asks whose it is where nobody knows: shared, in stock, before the loan', async () => {
    const before = (await observations()).length;
    const reading = { at: '2026-11-22T07:00:00', values: { glucose: 6.1 } };
    expect(await send(meter.serial, { readings: [reading] })).toMatchObject([{ outcome: 'held', reason: 'unbound' }]);
    expect(await send(station.serial, { readings: [reading] })).toMatchObject([{ outcome: 'held', reason: 'shared' }]);
    const early = { at: '2026-10-31T23:59:00', values: { systolic: 150, diastolic: 90 } };
    expect(await send(cuff.serial, { readings: [early] })).toMatchObject([{ outcome: 'held', reason: 'unbound' }]);
    expect(await send(station.serial, { readings: [reading] })).toMatchObject([{ outcome: 'repeated' }]);
    expect(await observations()).toHaveLength(before);
  });

  it('never makes a value of what is none, and holds what cannot be', async () => {
    const before = (await observations()).length;
    const failed = { frame: { characteristic: '2a35', hex: '00 ff07 ff07 ff07' }, id: 'f1' };
    expect(await send(cuff.serial, { readings: [failed] })).toMatchObject([
      { outcome: 'held', reason: 'faulty-frame', fault: 'reserved-value' },
    ]);
    expect(
      await send(cuff.serial, {
        readings: [
          { id: 'a', values: { systolic: 400, diastolic: 80 } },
          { id: 'b', values: { systolic: 80, diastolic: 120 } },
          { id: 'c', values: { systolic: 120 } },
          { id: 'd', values: { glucose: 5 } },
        ],
      }),
    ).toMatchObject([
      { reason: 'implausible' },
      { reason: 'implausible' },
      { reason: 'implausible' },
      { reason: 'other-kind' },
    ]);
    expect(await observations()).toHaveLength(before);
  });

  it("a device of others is unknown to a gateway, and its repeat doesn't touch the owner's", async () => {
    const reading = { at: '2026-11-22T06:00:00', values: { systolic: 133, diastolic: 81 } };
    const foreign = await send(cuff.serial, { readings: [reading] }, 'far-gateway');
    expect(foreign).toMatchObject([{ outcome: 'held', reason: 'unknown-device' }]);
    const [own] = await send(cuff.serial, { readings: [reading] });
    expect(own!.outcome).toBe('recorded');
    expect(own!.measurementId).not.toBe(foreign[0]!.measurementId);
    const [held] = await database.db.query<{ unit: string }>(
      'select unit_id as unit from intake.held where measurement_id = $1',
      [foreign[0]!.measurementId],
    );
    expect(held!.unit).toBe(units.otherCentre);
  });

  it('takes the same over MQTT: acknowledged means durable, and both ways count once', async () => {
    const broker = await startMqtt(open.test, { host: '127.0.0.1', port: 0 });
    const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${broker.port}`, {
      username: 'gateway',
      password: testPassword,
      reconnectPeriod: 0,
    });
    const before = (await observations()).length;
    const reading = { at: '2026-11-22T05:00:00', values: { systolic: 128, diastolic: 79 } };
    const text = JSON.stringify({ readings: [reading] });
    for (let times = 0; times < 3; times += 1)
      await client.publishAsync(`tianmu/devices/${cuff.serial}/measurements`, text, { qos: 1 });
    expect(await observations()).toHaveLength(before + 1);
    expect(await send(cuff.serial, { readings: [reading] })).toMatchObject([{ outcome: 'repeated' }]);
    await client.endAsync();
    await broker.close();
  });

  it('audits who sent and whose it was', async () => {
    const rows = await open.test.kernel.audit.find({ account: 'gateway', personId: people[0]! }, 200);
    const bodies = rows.map(({ body }) => JSON.parse(body) as { permission: string; route: string });
    expect(new Set(bodies.map(({ route }) => route))).toEqual(
      new Set(['POST /api/intake/measurements', 'MQTT devices/+/measurements']),
    );
    expect(bodies.every(({ permission }) => permission === 'intake.measurement.send')).toBe(true);
  });

  it('refuses whoever is no device', async () => {
    const ask = await open.test.as('gp');
    const answer = await ask({ method: 'POST', url: '/api/intake/measurements', payload: { uploads: [] } });
    expect(answer.statusCode).toBe(403);
  });
});
