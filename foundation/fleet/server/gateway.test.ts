// The gateway over real TCP and real databases: who may speak, what is acknowledged, and where each point ends.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { county, openTestKernel, otherCounty, type TestKernel } from '#platform/kernel/test-kernel.ts';
import { fleetRoutes, positionsTopic, type LatestPosition, type TrackReply } from '../contract.ts';
import { encodeFrame } from '../rules/jt808/frame.ts';
import type { Fleet } from './index.ts';
import { fleetMigrations, fleetOver } from './test-fleet.ts';
import { TestTerminal, testPosition, testRegistration } from './test-terminal.ts';

const id = (last: number) => `01990000-0000-7000-8000-${String(last).padStart(12, '0')}`;
const [vehicle, other, gcj] = [id(1), id(2), id(3)];
const at = (text: string) => new Date(`2026-11-${text}+08:00`);

describeOnEachEngine('the gateway for terminals', { contexts: fleetMigrations }, (database) => {
  let test: TestKernel;
  let fleet: Fleet;
  let port: number;
  const terminals: TestTerminal[] = [];
  const dial = async (phone: string, edition: 2013 | 2019 = 2013) => {
    const terminal = await TestTerminal.dial(port, phone, edition);
    terminals.push(terminal);
    return terminal;
  };
  const rows = (vehicleId = vehicle) =>
    database.db.query<{ at: Date; serial: number; backfilled: boolean; lon: number; lat: number; received: Date }>(
      `select device_at as at, serial, backfilled, lon, lat, received_at as received from fleet.position
       where vehicle_id = $1 order by device_at, serial`,
      [vehicleId],
    );
  const latest = async (vehicleId = vehicle) =>
    (
      await database.db.query<{ at: Date }>('select device_at as at from fleet.latest_position where vehicle_id = $1', [
        vehicleId,
      ])
    )[0]?.at.toISOString();

  beforeAll(async () => {
    test = await openTestKernel(database.db, (kernel) => {
      const over = fleetOver(kernel);
      fleet = over.fleet;
      return over.contexts;
    });
    // 08:00 in Shanghai.
    const load = (vehicleId: string, plate: string, organisationId: string) =>
      ({
        vehicleId,
        plate,
        kind: 'follow-up',
        name: plate,
        organisationId,
        emergencyUnit: true,
        equipment: [],
      }) as const;
    await fleet.bulkLoad({
      vehicles: [
        load(vehicle, '浙A6T808', county),
        load(other, '浙A00002', otherCounty),
        load(gcj, '浙A00003', county),
      ],
      terminals: [
        { terminalId: id(11), phone: '13567777777', vehicleId: vehicle, datum: 'WGS-84' },
        { terminalId: id(12), phone: '13567777778', vehicleId: other, datum: 'WGS-84' },
        { terminalId: id(13), phone: '13567777779', vehicleId: gcj, datum: 'GCJ-02', pointsPerSecond: 20 },
      ],
    });
    await test.addAccount('bureau', 'bureau', county);
    await test.addAccount('chemist', 'pharmacist', county);
    await test.startWork();
    ({ port } = await fleet.listen({ host: '127.0.0.1', port: 0, limits: { points: { perSecond: 500, burst: 40 } } }));
  });
  afterAll(async () => {
    for (const terminal of terminals) terminal.end();
    await test?.stop();
  });

  it('answers only terminals that it knows, that registered and that authenticated', async () => {
    const stranger = await dial('19900000000');
    expect(await stranger.ask({ kind: 'register', ...testRegistration })).toBe(4);
    const terminal = await dial('13567777777', 2019);
    expect(await terminal.ask({ kind: 'position', ...testPosition(at('22T07:00:00')) })).toBe(1);
    expect(await terminal.ask({ kind: 'register', ...testRegistration, plate: '浙A99999' })).toBe(2);
    const code = await terminal.join();
    expect(await terminal.ask({ kind: 'heartbeat' })).toBe(0);
    const thief = await dial('13567777777');
    expect(await thief.ask({ kind: 'authenticate', code: '0'.repeat(32) })).toBe(1);
    expect(await thief.ask({ kind: 'register', ...testRegistration, terminalId: 'B000002' })).toBe(3);
    const [kept] = await database.db.query<{ hash: Uint8Array }>(
      'select code_hash as hash from fleet.terminal where phone = $1',
      ['13567777777'],
    );
    expect(Buffer.from(kept!.hash).toString('hex')).not.toContain(code);
    for (let guess = 0; guess < 8; guess++) await thief.ask({ kind: 'authenticate', code: String(guess) });
    await expect.poll(() => thief.closed).toBe(true);
    // The same terminal on a new connection: the old one is closed.
    const again = await dial('13567777777', 2019);
    expect(await again.ask({ kind: 'authenticate', code })).toBe(0);
    await expect.poll(() => terminal.closed).toBe(true);
    expect(await rows()).toEqual([]);
    again.say({ kind: 'time-query' });
    await expect
      .poll(() => again.heard.find(({ kind }) => kind === 'time-reply'))
      .toEqual({ kind: 'time-reply', at: test.clock.now() });
  });

  it('keeps a point once, however often and under whichever serial it comes, and both clocks of it', async () => {
    const terminal = await dial('13567777777');
    await terminal.join();
    const point = testPosition(at('22T07:10:00'));
    expect(await terminal.ask({ kind: 'position', ...point }, 500)).toBe(0);
    expect(await terminal.ask({ kind: 'position', ...point }, 500)).toBe(0);
    expect(await terminal.ask({ kind: 'position', ...point }, 501)).toBe(0);
    const batch = { kind: 'position-batch', backfilled: true, positions: [point, point], unreadable: [] } as const;
    expect(await terminal.ask({ ...batch, positions: [...batch.positions], unreadable: [] }, 502)).toBe(0);
    expect(await rows()).toEqual([
      {
        at: at('22T07:10:00'),
        serial: 500,
        backfilled: false,
        lon: 119.724,
        lat: 30.233,
        received: test.clock.now(),
      },
    ]);
    // Two points of one second that differ are two.
    expect(await terminal.ask({ kind: 'position', ...point, heading: 91 })).toBe(0);
    expect(await rows()).toHaveLength(2);
  });

  it('puts back-filled points, out of order and over midnight, where they belong; the latest stays the latest', async () => {
    const terminal = await dial('13567777777');
    await terminal.join();
    expect(await terminal.ask({ kind: 'position', ...testPosition(at('22T07:50:00')) })).toBe(0);
    expect(await latest()).toBe(at('22T07:50:00').toISOString());
    const times = ['22T07:20:05', '21T23:59:59', '22T00:00:00', '20T12:00:00'];
    const positions = times.map((time) => testPosition(at(time)));
    const serial = terminal.say({ kind: 'position-batch', backfilled: true, positions, unreadable: [] }, 600, 50);
    // In fragments: each is answered once the whole is committed.
    expect((await terminal.answer(serial))?.result).toBe(0);
    expect((await terminal.answer(serial + 2))?.result).toBe(0);
    const kept = await rows();
    expect(kept.filter(({ backfilled }) => backfilled).map((row) => row.at.toISOString())).toEqual(
      times.map((time) => at(time).toISOString()).toSorted(),
    );
    expect(await latest()).toBe(at('22T07:50:00').toISOString());
    const days = await database.db.query<{ name: string; count: number }>(
      'select tableoid::regclass::text as name, count(*)::int as count from fleet.position group by 1 order by 1',
    );
    expect(days.map(({ name }) => name)).toEqual([
      'fleet.position_20261120',
      'fleet.position_20261121',
      'fleet.position_20261122',
    ]);
  });

  it('keeps points of a wrong clock out of tracks, and those without time as raw frames', async () => {
    const terminal = await dial('13567777777');
    await terminal.join();
    const before = (await rows()).length;
    for (const time of [at('22T08:10:01'), at('29T08:00:00'), new Date('2019-04-07T00:00:00Z'), undefined])
      expect(await terminal.ask({ kind: 'position', ...testPosition(time) })).toBe(0);
    expect(await rows()).toHaveLength(before);
    expect(await latest()).toBe(at('22T07:50:00').toISOString());
    const strays = await database.db.query('select reason from fleet.stray_position order by device_at');
    expect(strays.map(({ reason }) => reason)).toEqual(['too-old', 'clock-ahead', 'clock-ahead']);
    await expect
      .poll(async () => database.db.query("select phone from fleet.raw_frame where reason = 'no-time'"))
      .toEqual([{ phone: '13567777777' }]);
    expect(await terminal.ask({ kind: 'position', ...testPosition(at('22T08:09:59')) })).toBe(0);
    expect(await latest()).toBe(at('22T08:09:59').toISOString());
  });

  it('makes WGS-84 of a terminal’s datum, and slows down who sends too fast without losing a point', async () => {
    const terminal = await dial('13567777779');
    await terminal.join({ plate: '浙A00003', terminalId: 'C3' });
    const startedAt = performance.now();
    const serials = Array.from({ length: 60 }, (_, second) =>
      terminal.say({
        kind: 'position',
        ...testPosition(new Date(at('22T07:00:00').getTime() + second * 1000), { lon: 119.72889, lat: 30.23052 }),
      }),
    );
    expect((await terminal.answer(serials.at(-1)!, 20_000))?.result).toBe(0);
    // 40 at once, 20 more at 20 a second.
    expect(performance.now() - startedAt).toBeGreaterThan(800);
    const kept = await rows(gcj);
    expect(kept).toHaveLength(60);
    expect(kept[0]!.lon).toBeCloseTo(119.724, 4);
    expect(kept[0]!.lat).toBeCloseTo(30.233, 4);
  });

  it('keeps faulty frames for engineers and closes on who sends nothing else', async () => {
    const frame = encodeFrame({ id: 2, edition: 2013, phone: '13567777777', serial: 1, body: new Uint8Array(0) });
    const damaged = frame.slice();
    damaged[5]! ^= 1;
    const terminal = await dial('13567777777');
    terminal.raw(damaged);
    const kept = () => database.db.query("select bytes from fleet.raw_frame where reason = 'checksum'");
    await expect.poll(async () => (await kept()).length).toBe(1);
    expect(await kept()).toEqual([{ bytes: Buffer.from(damaged.subarray(1, -1)).toString('hex') }]);
    await terminal.join();
    for (let time = 0; time < 60; time++) terminal.raw(damaged);
    await expect.poll(() => terminal.closed).toBe(true);
  });

  it('shows vehicles, latest positions and tracks to those who oversee them only', async () => {
    const bureau = await test.as('bureau');
    const { vehicles } = (await bureau({ method: 'GET', url: fleetRoutes.vehicles.path })).json<{
      vehicles: { plate: string; terminals: { phone: string; registered: boolean }[] }[];
    }>();
    expect(vehicles.map(({ plate }) => plate).toSorted()).toEqual(['浙A00003', '浙A6T808']);
    const { positions } = (await bureau({ method: 'GET', url: fleetRoutes.positions.path })).json<{
      positions: LatestPosition[];
    }>();
    expect(positions.map(({ vehicleId }) => vehicleId)).toEqual([vehicle, gcj]);
    const track = async (vehicleId: string, to = '2026-11-22T07:30:00+08:00', toleranceMetres = 0) =>
      bureau({
        method: 'GET',
        url: fleetRoutes.track.path,
        query: { vehicle: vehicleId, from: '2026-11-22T07:00:00+08:00', to, toleranceMetres: String(toleranceMetres) },
      });
    const whole = (await track(gcj)).json<TrackReply>();
    expect(whole).toMatchObject({ of: 60, cut: false });
    expect((await track(gcj, '2026-11-22T07:30:00+08:00', 5)).json<TrackReply>().points).toHaveLength(2);
    expect((await track(other)).statusCode).toBe(404);
    expect((await track(vehicle, '2027-11-22T07:30:00+08:00')).statusCode).toBe(400);
    const chemist = await test.as('chemist');
    expect((await chemist({ method: 'GET', url: fleetRoutes.positions.path })).statusCode).toBe(403);
    const told = () => database.db.query('select 1 from live.message where topic = $1', [positionsTopic]);
    await expect.poll(async () => (await told()).length).toBeGreaterThan(0);
  });

  it('takes vehicles and terminals from those who own them, and a blocked terminal is out at once', async () => {
    const bureau = await test.as('bureau');
    const mine = { plate: '浙A00009', kind: 'ambulance', name: '救护车', organisationId: county, emergencyUnit: true };
    const vehicleBody = { ...mine, equipment: ['defibrillator'] };
    const add = (payload: object) => bureau({ method: 'POST', url: fleetRoutes.addVehicle.path, payload });
    expect((await add({ vehicleId: id(9), ...vehicleBody })).json()).toEqual({ version: 1 });
    expect((await add({ vehicleId: id(9), ...vehicleBody })).json()).toEqual({ version: 1 });
    expect((await add({ vehicleId: id(8), ...vehicleBody, organisationId: otherCounty })).statusCode).toBe(403);
    expect((await add({ vehicleId: other, ...vehicleBody })).statusCode).toBe(404);
    const change = (version: number, name: string) =>
      bureau({
        method: 'PUT',
        url: `/api/fleet/vehicles/${id(9)}`,
        headers: { 'if-match': `W/"${version}"` },
        payload: { ...vehicleBody, name },
      });
    expect((await change(1, '救护车1号')).json()).toEqual({ version: 2 });
    expect((await change(1, '救护车2号')).statusCode).toBe(412);
    const set = (phone: string, payload: object) =>
      bureau({ method: 'PUT', url: `/api/fleet/terminals/${phone}`, payload });
    const settings = { vehicleId: id(9), datum: 'BD-09', blocked: false };
    expect((await set('013900000009', settings)).json()).toEqual({ phone: '13900000009' });
    expect((await set('13567777778', settings)).statusCode).toBe(403);
    expect((await set('13900000009', { ...settings, datum: 'CGCS2000' })).statusCode).toBe(400);
    const terminal = await dial('13900000009');
    const code = await terminal.join({ plate: '浙A00009' });
    expect((await set('13900000009', { ...settings, blocked: true })).statusCode).toBe(200);
    await expect.poll(() => terminal.closed).toBe(true);
    expect(await (await dial('13900000009')).ask({ kind: 'authenticate', code })).toBe(1);
    const chemist = await test.as('chemist');
    const refused = await chemist({ method: 'PUT', url: '/api/fleet/terminals/13900000009', payload: settings });
    expect(refused.statusCode).toBe(403);
  });

  it('drops days past their time and refuses the code of who unregistered', async () => {
    const job = fleet.context.jobs!.find(({ kind }) => kind === fleet.context.schedules![0]!.kind)!;
    const terminal = await dial('13567777777');
    const code = await terminal.join();
    expect(await terminal.ask({ kind: 'unregister' })).toBe(0);
    expect(await (await dial('13567777777')).ask({ kind: 'authenticate', code })).toBe(1);
    test.clock.advanceSeconds(90 * 86_400);
    await job.run({}, { id: 'job', attempt: 1, signal: new AbortController().signal });
    expect(new Set((await rows()).map((row) => row.at.toISOString().slice(0, 10)))).toContain('2026-11-21');
    expect(await rows()).not.toContainEqual(expect.objectContaining({ at: at('20T12:00:00') }));
    test.clock.advanceSeconds(2 * 86_400);
    await job.run({}, { id: 'job', attempt: 1, signal: new AbortController().signal });
    expect(await rows()).toEqual([]);
  });
});
