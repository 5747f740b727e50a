// Arrivals and departures over the real ways in: MQTT and JT/T 808, live and an hour late, give the same stays once.
import mqtt from 'mqtt';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { startMqtt } from '#platform/kernel/mqtt/broker.ts';
import { county, openTestKernel, otherCounty, testPassword, type TestKernel } from '#platform/kernel/test-kernel.ts';
import { fleetRoutes, type MqttPositions } from '../contract.ts';
import { expandTrack } from '../rules/compact-track.ts';
import type { DayTracksReply } from '../tracking-contract.ts';
import type { Fleet } from './index.ts';
import { fleetMigrations, fleetOver } from './test-fleet.ts';
import { TestTerminal, testPosition } from './test-terminal.ts';
import { judgeDays } from './use-cases/judge-days.ts';

const id = (last: number) => `01990000-0000-7000-8000-${String(last).padStart(12, '0')}`;
const [live, late, elsewhere] = [id(1), id(2), id(3)];
const base = { lon: 119.7, lat: 30.2 };
const start = Date.parse('2026-11-22T08:00:00+08:00');
const minute = 60_000;

interface Fix {
  at: number;
  lat: number;
  speed: number;
}
/** At its base, north to a stop for 40 minutes, and back: a point each half minute. */
const round: Fix[] = Array.from({ length: 180 }, (_, index) => {
  const elapsed = index / 2;
  const share =
    elapsed < 5 ? 0 : elapsed < 15 ? (elapsed - 5) / 10 : elapsed < 55 ? 1 : elapsed < 65 ? (65 - elapsed) / 10 : 0;
  const moves = (elapsed > 5 && elapsed < 15) || (elapsed > 55 && elapsed < 65);
  return { at: start + index * 30_000, lat: base.lat + share * 0.05, speed: moves ? 33 : 0 };
});

describeOnEachEngine('arrivals and departures', { contexts: fleetMigrations }, (database) => {
  let test: TestKernel;
  let fleet: Fleet;
  let broker: Awaited<ReturnType<typeof startMqtt>>;
  const heard: { name: string; payload: Record<string, unknown> }[] = [];

  beforeAll(async () => {
    test = await openTestKernel(database.db, (kernel) => {
      const over = fleetOver(kernel);
      fleet = over.fleet;
      const listeners = fleet.context.announces!.map(({ name }) => ({
        event: name,
        name: name.replace('fleet.', ''),
        hear: async (payload: unknown) => void heard.push({ name, payload: payload as Record<string, unknown> }),
      }));
      return [...over.contexts, { name: 'trial', listeners }];
    });
    const vehicle = (vehicleId: string, organisationId: string) =>
      ({
        vehicleId,
        plate: vehicleId.slice(-3),
        kind: 'follow-up',
        name: vehicleId.slice(-3),
        organisationId,
        emergencyUnit: false,
        equipment: [],
        base,
      }) as const;
    const terminal = (vehicleId: string, index: number) =>
      ({
        terminalId: vehicleId,
        phone: `1008080000${index}`,
        vehicleId,
        datum: 'WGS-84',
        deviceAccount: `meter-${index}`,
      }) as const;
    await fleet.bulkLoad({
      vehicles: [vehicle(live, county), vehicle(late, county), vehicle(elsewhere, otherCounty)],
      terminals: [terminal(live, 1), terminal(late, 2), terminal(elsewhere, 3)],
    });
    await test.addAccount('meter-1', 'device', county);
    await test.addAccount('meter-2', 'device', county);
    await test.addAccount('bureau', 'bureau', county);
    test.clock.advanceSeconds(3 * 3_600);
    await test.startWork();
    broker = await startMqtt(test, { host: '127.0.0.1', port: 0 });
  });
  afterAll(async () => {
    await broker?.close();
    await test?.stop();
  });

  const connect = (account: string) =>
    mqtt.connectAsync(
      `mqtt://127.0.0.1:${broker.port}`,
      { username: account, password: testPassword, reconnectPeriod: 0, clientId: account },
      false,
    );
  const message = (fixes: readonly Fix[], backfilled = false): MqttPositions => ({
    datum: 'WGS-84',
    positions: fixes.map(({ at, lat, speed }) => ({
      at: new Date(at).toISOString(),
      lon: base.lon,
      lat,
      speedKilometresPerHour: speed,
      heading: 0,
      ignitionOn: speed > 0,
      backfilled,
    })),
  });
  const commit = (vehicleId: string, sourceId: string, fromMinutes = 15, toMinutes = 55) =>
    database.db.tx((q) =>
      fleet.setCommitments(q, {
        source: 'trial',
        rows: [
          {
            sourceId,
            vehicleId,
            kind: 'roving-visit',
            fromAt: new Date(start + fromMinutes * minute),
            toAt: new Date(start + toMinutes * minute),
            place: { lon: base.lon, lat: base.lat + 0.05 },
          },
        ],
      }),
    );
  const stays = async (sourceId: string) =>
    (await fleet.stays(database.db, 'trial', [sourceId])).map(({ on, arrivedAt, confirmedAt, leftAt }) => ({
      on,
      arrivedAt,
      confirmedAt,
      leftAt,
    }));
  /** The server's own job may hold what is to be judged at this moment. */
  const allJudged = () =>
    expect
      .poll(async () => {
        await judgeDays(test.kernel);
        return database.db.query('select 1 from fleet.day_to_judge');
      })
      .toEqual([]);
  const told = (name: string, vehicleId: string) =>
    heard.filter((one) => one.name === name && one.payload.vehicleId === vehicleId).map(({ payload }) => payload);

  it('takes points over MQTT from the terminal’s own device with a labelled datum, each once', async () => {
    await commit(live, 'visit-1');
    const device = await connect('meter-1');
    for (let from = 0; from < round.length; from += 20) {
      await device.publishAsync(
        'tianmu/vehicles/010080800001/positions',
        JSON.stringify(message(round.slice(from, from + 20))),
        { qos: 1 },
      );
      await allJudged();
    }
    await device.publishAsync('tianmu/vehicles/10080800001/positions', JSON.stringify(message(round.slice(0, 200))), {
      qos: 1,
    });
    await device.endAsync();
    const [{ count }] = (await database.db.query<{ count: number }>(
      'select count(*)::int as count from fleet.position where vehicle_id = $1',
      [live],
    )) as [{ count: number }];
    expect(count).toBe(round.length);
    for (const [account, phone, body] of [
      ['meter-1', '10080800002', message(round.slice(0, 1))],
      ['meter-1', '10080800001', { positions: message(round.slice(0, 1)).positions }],
    ] as const) {
      const refused = await connect(account);
      const closed = new Promise((done) => refused.once('close', () => done(true)));
      refused.publish(`tianmu/vehicles/${phone}/positions`, JSON.stringify(body), { qos: 1 }, () => undefined);
      await closed;
      refused.end(true);
    }
    await expect
      .poll(() => database.db.query("select phone from fleet.raw_frame where reason = 'mqtt-unreadable'"))
      .toEqual([{ phone: '10080800001' }]);
  });

  it('told of arrival, departure and trip, with what proves them', async () => {
    await allJudged();
    const [stay] = await fleet.stays(database.db, 'trial', ['visit-1']);
    const [trip] = await fleet.trips(database.db, '2026-11-22', [live]);
    // Within half a minute of the truth, and of the fence's 150 m.
    expect(Math.abs(Date.parse(stay!.arrivedAt) - start - 15 * minute)).toBeLessThanOrEqual(30_000);
    expect(Math.abs(Date.parse(stay!.leftAt!) - start - 55 * minute)).toBeLessThanOrEqual(60_000);
    expect(stay!.evidence).toMatchObject({ backfilledPoints: 0, longestGapSeconds: 30, nearestMetres: 0 });
    expect(stay!.evidence.ignitionOffPoints).toBeGreaterThan(70);
    expect(Math.abs(Date.parse(trip!.startedAt!) - start - 5 * minute)).toBeLessThanOrEqual(60_000);
    expect(Math.abs(Date.parse(trip!.endedAt!) - start - 65 * minute)).toBeLessThanOrEqual(60_000);
    const [commitment] = await fleet.commitments(database.db, {
      from: new Date(start),
      to: new Date(start + 3_600_000),
      source: 'trial',
    });
    expect(commitment!.status).toBe('kept');
    await expect.poll(() => told('fleet.vehicle-left', live)).toMatchObject([{ sourceId: 'visit-1', corrects: false }]);
    // Each listener hears in its own time: what was announced later may be heard first.
    await expect
      .poll(() =>
        told('fleet.vehicle-arrived', live)
          .map(({ confirmed, corrects }) => [confirmed, corrects])
          .toSorted((one, other) => Number(one[0]) - Number(other[0])),
      )
      .toEqual([
        [false, false],
        [true, false],
      ]);
    await expect.poll(() => told('fleet.trip-ended', live)).toHaveLength(1);
  });

  it('an hour without signal, back-filled over JT/T 808 twice and out of order, gives the same', async () => {
    await commit(late, 'visit-2');
    const { port } = await fleet.listen({ host: '127.0.0.1', port: 0 });
    const terminal = await TestTerminal.dial(port, '10080800002');
    await terminal.join({ plate: '002', terminalId: 'L2' });
    const positions = (from: number, to: number) =>
      round.slice(from, to).map(({ at, lat, speed }) =>
        testPosition(new Date(at), {
          lat,
          lon: base.lon,
          altitudeMetres: 0,
          heading: 0,
          speedKilometresPerHour: speed,
          status: speed > 0 ? 3 : 2,
        }),
      );
    const batch = async (from: number, to: number) => {
      expect(
        await terminal.ask({
          kind: 'position-batch',
          backfilled: true,
          positions: positions(from, to),
          unreadable: [],
        }),
      ).toBe(0);
      await allJudged();
    };
    for (const [from, to] of [
      [0, 25],
      [160, 180],
    ] as const)
      await batch(from, to);
    expect(await stays('visit-2')).toEqual([]);
    for (const [from, to] of [
      [110, 135],
      [135, 160],
      [85, 110],
      [60, 85],
      [25, 60],
      [85, 110],
      [60, 85],
      [0, 25],
    ] as const)
      await batch(from, to);
    terminal.end();
    expect(await stays('visit-2')).toEqual(await stays('visit-1'));
    const [trip] = await fleet.trips(database.db, '2026-11-22', [late]);
    expect({ ...trip, vehicleId: live }).toEqual((await fleet.trips(database.db, '2026-11-22', [live]))[0]);
    await expect
      .poll(() => told('fleet.vehicle-left', late).at(-1))
      .toMatchObject({ leftAt: (await stays('visit-1'))[0]!.leftAt });
  });

  it('a commitment that is made, moved or dropped afterwards changes what was told', async () => {
    await commit(live, 'visit-3', 100, 120);
    await allJudged();
    expect(await stays('visit-1')).toHaveLength(1);
    expect(await stays('visit-3')).toEqual([]);
    const period = { fromAt: new Date(start), toAt: new Date(start + 3_600_000) };
    await database.db.tx((q) => fleet.setCommitments(q, { source: 'trial', period, vehicleIds: [live], rows: [] }));
    await allJudged();
    expect(await stays('visit-1')).toEqual([]);
    expect(await stays('visit-3')).toHaveLength(1);
    await expect.poll(() => told('fleet.stay-withdrawn', live)).toHaveLength(1);
    expect(await database.db.query('select 1 from fleet.day_to_judge')).toEqual([]);
  });

  it('shows the day’s tracks, compact, to those who oversee the vehicles', async () => {
    const bureau = await test.as('bureau');
    const answer = await bureau({ method: 'GET', url: `${fleetRoutes.dayTracks.path}?on=2026-11-22` });
    const { tracks } = answer.json<DayTracksReply>();
    expect(tracks.map(({ vehicleId }) => vehicleId).toSorted()).toEqual([live, late]);
    const points = expandTrack(tracks[0]!);
    expect(points.length).toBeLessThan(20);
    // The ends of the stop are there: a replay stands while the vehicle stood.
    const north = points.filter(({ lat }) => lat > base.lat + 0.0499);
    expect(north.at(-1)!.at - north[0]!.at).toBe(40 * minute - 30_000 + 30_000);
  });
});
