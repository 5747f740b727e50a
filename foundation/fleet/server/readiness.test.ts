// Fit to go over a real database: refused with the list, overridden by name, one departure however often it is pressed.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db } from '#platform/kernel/db/db.ts';
import { dayOf } from '#platform/contract.ts';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { openTestKernel, type TestKernel } from '#platform/kernel/test-kernel.ts';
import { smallStructure, units } from '#foundation/registry/server/small-county.ts';
import type { Departure, MaintenanceCalendar, ReadinessReply, VehicleUpkeep } from '../readiness-contract.ts';
import { usualChecklist } from '../rules/usual-checklist.ts';
import type { Fleet } from './index.ts';
import { fleetMigrations, fleetOver } from './test-fleet.ts';
import { remindDue } from './use-cases/remind-due.ts';
import { watchDeparture } from './use-cases/watch-departures.ts';

const id = (last: number) => `01990000-0000-7000-8000-${String(last).padStart(12, '0')}`;
const [vehicle, away] = [id(1), id(2)];
const today = '2026-11-22';

let db: Db;
let test: TestKernel;
let fleet: Fleet;
type Ask = (
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  payload?: object,
  headers?: object,
) => Promise<{ status: number; body: unknown }>;
const as = async (login: string): Promise<Ask> => {
  const ask = await test.as(login);
  return async (method, url, payload, headers = {}) => {
    const answer = await ask({ method, url, headers: headers as Record<string, string>, ...(payload && { payload }) });
    return { status: answer.statusCode, body: answer.body === '' ? undefined : answer.json() };
  };
};
let [nurse, township, bureau, far]: Ask[] = [];
const of = (path: string) => `/api/fleet/vehicles/${vehicle}/${path}`;
const readiness = async (ask = nurse!) => {
  const { vehicles } = (await ask('GET', '/api/fleet/readiness')).body as ReadinessReply;
  return vehicles.find((one) => one.vehicleId === vehicle)!;
};
const missing = async () =>
  (await readiness()).findings.filter((one) => one.state === 'missing').map((one) => `${one.item} ${one.reason}`);
const inbox = async (ask: Ask) =>
  ((await ask('GET', '/api/my/notifications')).body as { items: { title: string; text: string }[] }).items;

describeOnEachEngine('fit to go', { contexts: fleetMigrations }, (database) => {
  beforeAll(async () => {
    db = database.db;
    let over: ReturnType<typeof fleetOver> | undefined;
    test = await openTestKernel(db, (kernel) => {
      over = fleetOver(kernel);
      fleet = over.fleet;
      fleet.registerProbe('online-follow-up', async () => ({ passed: true, note: '2 ms' }));
      fleet.registerProbe('insurance-settlement', async () => ({ passed: true, note: 'ready' }));
      fleet.registerRoster(async (_q, ids) =>
        ids.includes(vehicle) ? [{ vehicleId: vehicle, staffId: units.staff[1], name: '陈敏' }] : [],
      );
      return over.contexts;
    });
    await over!.registry.bulkLoad.structure(smallStructure());
    const load = (vehicleId: string, organisationId: string) =>
      ({
        vehicleId,
        plate: '浙A6T808',
        kind: 'follow-up',
        name: '随访车1号',
        organisationId,
        emergencyUnit: true,
        equipment: [],
      }) as const;
    await fleet.bulkLoad({ vehicles: [load(vehicle, units.centre), load(away, units.otherCentre)], terminals: [] });
    await test.addAccount('nurse', 'nurse', units.centre);
    await test.addAccount('township', 'township-admin', units.township);
    await test.addAccount('bureau', 'bureau', units.county);
    await test.addAccount('far', 'bureau', units.otherCounty);
    [nurse, township, bureau, far] = [await as('nurse'), await as('township'), await as('bureau'), await as('far')];
    await test.startWork();
  }, 120_000);
  afterAll(async () => {
    await test?.stop();
  });

  it('names all that is missing on a vehicle of which nothing is known', async () => {
    const found = await missing();
    expect(found).toContain('portable-electrocardiograph equipment-absent');
    expect(found).toContain('driver nobody');
    expect(found).toContain('stock stock-empty');
    // The plan sends a doctor; nothing is in the workshop.
    expect(found.some((one) => one.startsWith('doctor') || one.startsWith('free-of'))).toBe(false);
  });

  it('fills up until one thing is left, and shows vehicles to their own people alone', async () => {
    const put = async (path: string, body: object) =>
      expect((await nurse!('PUT', of(path), body, { 'if-match': '"0"' })).status).toBe(200);
    const post = async (path: string, body: object) => expect((await nurse!('POST', of(path), body)).status).toBe(200);
    const equipment = ['portable-ultrasound', 'portable-electrocardiograph'];
    for (const [at, kind] of equipment.entries()) {
      await put('equipment', { equipmentId: id(10 + at), kind, name: kind, serialNumber: 'S', inOrder: true });
      const validUntilOn = at === 0 ? '2027-05-01' : '2026-11-21';
      await post('certificates', {
        certificateId: id(20 + at),
        kind: 'calibration',
        equipmentId: id(10 + at),
        number: `C${at}`,
        issuer: 'I',
        validUntilOn,
      });
    }
    for (const [at, kind] of ['annual-inspection', 'vehicle-insurance'].entries())
      await post('certificates', {
        certificateId: id(30 + at),
        kind,
        number: `D${at}`,
        issuer: 'I',
        validUntilOn: today,
      });
    await put('stock', {
      stockId: id(40),
      itemCode: 'x',
      name: '硝酸甘油',
      batch: 'B',
      expiresOn: '2027-01-30',
      quantity: 2,
      unit: '瓶',
    });
    const crew = { fromOn: today, name: '王强' };
    await post('crew', {
      ...crew,
      entryId: id(50),
      role: 'driver',
      licenceClass: 'C1',
      licenceValidUntilOn: '2030-01-01',
    });
    await post('crew', { ...crew, entryId: id(51), role: 'nurse' });
    for (const one of usualChecklist.kinds['follow-up']!)
      if (one.check === 'proof' && one.how === 'manual')
        await post('proofs', { proofId: test.kernel.newId(), item: one.item, manual: { passed: true, note: '试过' } });
    await post('proofs', { proofId: id(61), item: 'online-follow-up' });
    await post('proofs', { proofId: id(64), item: 'insurance-settlement' });
    // No terminal was ever heard: the test is made, and it fails.
    const network = await nurse!('POST', of('proofs'), { proofId: id(62), item: 'mobile-network' });
    expect(network.body).toMatchObject({ passed: false, how: 'automatic' });
    await db.query(
      `insert into fleet.latest_position (vehicle_id, device_at, received_at, lon, lat, speed_kmh, heading, ignition, alarm)
       values ($1, $2, $2, 119.4, 30.2, 0, 0, true, 0)`,
      [vehicle, test.clock.now()],
    );
    test.clock.advanceSeconds(60);
    expect((await nurse!('POST', of('proofs'), { proofId: id(63), item: 'mobile-network' })).body).toMatchObject({
      passed: true,
    });
    expect(await missing()).toEqual(['portable-electrocardiograph certificate-expired']);
    expect((await nurse!('POST', of('proofs'), { proofId: id(64), item: 'power' })).status).toBe(400);
    expect((await far!('GET', of('upkeep'))).status).toBe(404);
    expect(((await nurse!('GET', '/api/fleet/readiness')).body as ReadinessReply).vehicles).toHaveLength(1);
  });

  it('refuses with the reasons in words, and takes no override from the crew or without reason and second person', async () => {
    const refused = await nurse!('POST', of('departures'), { day: today });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({ issues: [{ path: 'portable-electrocardiograph' }] });
    expect(JSON.stringify(refused.body)).toContain('2026-11-21');
    expect((await nurse!('POST', of('departures'), { day: '2026-11-23' })).status).toBe(422);
    const override = { day: today, reason: '村里有急需复查的病人，先不做心电图', secondPerson: '李主任' };
    expect((await nurse!('POST', of('departure-overrides'), override)).status).toBe(403);
    expect((await township!('POST', of('departure-overrides'), { ...override, reason: '急' })).status).toBe(422);
    expect((await township!('POST', of('departure-overrides'), { ...override, secondPerson: 'township' })).status).toBe(
      422,
    );
    expect((await readiness()).departure).toBeUndefined();
  });

  it('goes by override, once, whoever presses at the same time, and the bureau is told who and why', async () => {
    const override = { day: today, reason: '村里有急需复查的病人，先不做心电图', secondPerson: '李主任' };
    const pressed = await Promise.all(
      Array.from({ length: 6 }, (_, at) => (at % 2 ? township! : bureau!)('POST', of('departure-overrides'), override)),
    );
    expect(new Set(pressed.map((one) => one.status))).toEqual(new Set([200]));
    expect(new Set(pressed.map((one) => (one.body as Departure).departureId)).size).toBe(1);
    expect((await readiness(bureau!)).departure?.override).toMatchObject({
      secondPerson: '李主任',
      missing: [{ item: 'portable-electrocardiograph', reason: 'certificate-expired' }],
    });
    const told = (await inbox(bureau!)).filter((one) => one.title.includes('特批出车'));
    expect(told).toHaveLength(1);
    expect(told[0]!.text).toMatch(/李主任.*心电图/);
    const kept = async () => JSON.stringify(await test.kernel.audit.find({}, 50));
    await expect.poll(kept).toMatch(/Departure\/.*fleet.departure.override|fleet.departure.override.*Departure\//);
  });

  it('is ready without override the next day, once the certificate is renewed and all is tried out again', async () => {
    test.clock.advanceSeconds(86_400);
    const tomorrow = '2026-11-23';
    const renewed = {
      certificateId: id(25),
      kind: 'calibration',
      equipmentId: id(11),
      number: 'C9',
      issuer: 'I',
      validUntilOn: '2027-11-20',
    };
    expect((await nurse!('POST', of('certificates'), renewed)).status).toBe(200);
    expect((await nurse!('POST', of('certificates'), renewed)).status).toBe(200);
    for (const [at, kind] of ['annual-inspection', 'vehicle-insurance'].entries())
      await nurse!('POST', of('certificates'), {
        certificateId: id(35 + at),
        kind,
        number: `E${at}`,
        issuer: 'I',
        validUntilOn: '2027-06-01',
      });
    await db.query('update fleet.latest_position set received_at = $1', [test.clock.now()]);
    for (const one of usualChecklist.kinds['follow-up']!)
      if (one.check === 'proof')
        await nurse!('POST', of('proofs'), {
          proofId: test.kernel.newId(),
          item: one.item,
          ...(one.how === 'manual' && { manual: { passed: true, note: '试过' } }),
        });
    expect(await missing()).toEqual([]);
    const gone = await nurse!('POST', of('departures'), { day: tomorrow });
    expect(gone.status).toBe(200);
    expect((gone.body as Departure).override).toBeUndefined();
    expect((await nurse!('POST', of('departures'), { day: tomorrow })).body).toEqual(gone.body);
  });

  it('blocks a vehicle in the workshop and reminds once of what falls due', async () => {
    const body = { maintenanceId: id(70), kind: 'repair', fromOn: '2026-11-20', toOn: '2026-11-24', note: '刹车' };
    expect((await nurse!('POST', of('maintenance'), body)).status).toBe(403);
    expect((await township!('POST', of('maintenance'), { ...body, toOn: '2026-11-19' })).status).toBe(422);
    expect((await township!('POST', of('maintenance'), body)).status).toBe(200);
    expect((await township!('POST', of('maintenance'), body)).status).toBe(200);
    expect(await missing()).toEqual(['free-of-maintenance out-of-service']);
    const held = await db.query(`select status from fleet.commitment where source = 'fleet'`);
    expect(held).toEqual([{ status: 'planned' }]);
    test.clock.advanceSeconds(3 * 86_400);
    const calendar = (await township!('GET', '/api/fleet/maintenance-calendar?from=2026-11-01&to=2026-12-31'))
      .body as MaintenanceCalendar;
    expect(calendar.due.filter((one) => one.overdue)).toMatchObject([{ kind: 'repair', on: '2026-11-24' }]);
    const parts = { ...fleetOver(test.kernel), kernel: test.kernel, rosters: [], probes: new Map() };
    await remindDue(parts);
    await remindDue(parts);
    expect((await inbox(township!)).filter((one) => one.title.includes('维修已过期'))).toHaveLength(1);
    const done = await township!('PUT', of(`maintenance/${id(70)}`), { state: 'done' }, { 'if-match': '"1"' });
    expect(done.status).toBe(200);
    expect((await township!('PUT', of(`maintenance/${id(70)}`), { state: 'done' }, { 'if-match': '"1"' })).status).toBe(
      412,
    );
    expect(await db.query(`select status from fleet.commitment where source = 'fleet'`)).toEqual([{ status: 'kept' }]);
    const { riding } = (await nurse!('GET', of('upkeep'))).body as VehicleUpkeep;
    expect(riding.find((one) => one.role === 'doctor')).toMatchObject({ name: '陈敏', planned: true });
    expect((await nurse!('DELETE', of(`crew/${id(51)}`))).status).toBe(200);
    expect(((await nurse!('GET', of('upkeep'))).body as VehicleUpkeep).riding.map((one) => one.role)).not.toContain(
      'nurse',
    );
  });

  it('raises one alarm for a vehicle that left without clearance, and none for one that was cleared', async () => {
    test.clock.advanceSeconds(86_400);
    const parts = { ...fleetOver(test.kernel), kernel: test.kernel, rosters: [], probes: new Map() };
    const on = dayOf(test.clock.now());
    const startedAt = test.clock.now().toISOString();
    const trip = { vehicleId: vehicle, on, startedAt, corrects: false, at: startedAt };
    await watchDeparture(parts, { ...trip, on: today }, test.kernel.newId());
    await watchDeparture(parts, trip, test.kernel.newId());
    await watchDeparture(parts, trip, test.kernel.newId());
    const alarmed = async (ask: Ask) => (await inbox(ask)).filter((one) => one.title.includes('未放行')).length;
    expect([await alarmed(bureau!), await alarmed(township!), await alarmed(nurse!), await alarmed(far!)]).toEqual([
      1, 1, 1, 0,
    ]);
    expect((await readiness()).alarm).toMatchObject({ on });
  });

  it('judges by the list of the county from its day on, and keeps the days before', async () => {
    const fromOn = dayOf(new Date(test.clock.now().getTime() + 86_400_000));
    const checklist = {
      ...usualChecklist,
      source: '县里的清单',
      kinds: { 'follow-up': [{ item: 'power', check: 'proof', how: 'manual' }] },
    };
    const put = (ask: Ask, on = fromOn) => ask('POST', '/api/fleet/readiness-checklist', { fromOn: on, checklist });
    expect((await put(nurse!)).status).toBe(403);
    expect((await put(bureau!, dayOf(test.clock.now()))).status).toBe(422);
    expect((await put(bureau!)).status).toBe(200);
    expect((await readiness()).findings.length).toBeGreaterThan(1);
    test.clock.advanceSeconds(86_400);
    expect((await readiness()).findings.map((one) => one.item)).toEqual(['power']);
    const today = (await nurse!('GET', '/api/fleet/readiness')).body as ReadinessReply;
    expect(today.checklist).toMatchObject({ usual: false, source: '县里的清单' });
  });
});
