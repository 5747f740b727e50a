// The small county with the intake and what stands below it, and accounts of each side; for tests.
import type { Db } from '#platform/kernel/db/db.ts';
import { ear, openTestKernel, type TestKernel } from '#platform/kernel/test-kernel.ts';
import { createMessaging } from '#foundation/messaging/server/index.ts';
import { createRecord } from '#foundation/record/server/index.ts';
import { createRegistry, type Registry } from '#foundation/registry/server/index.ts';
import { people, smallPeople, smallStructure, units } from '#foundation/registry/server/small-county.ts';
import { createIntake, type Intake } from './index.ts';

export const intakeFolders = ['registry', 'record', 'messaging', 'intake'].map((schema) => ({
  schema,
  folder: new URL(`../../${schema}/server/migrations/`, import.meta.url),
}));

export interface OpenIntake {
  test: TestKernel;
  intake: Intake;
  registry: Registry;
}

/** Accounts: gp and gateway of the health centre, far-gateway of the other county, resident (people[0]). */
export async function openIntake(db: Db): Promise<OpenIntake> {
  let registry!: Registry;
  let intake!: Intake;
  const test = await openTestKernel(db, (kernel) => {
    registry = createRegistry(kernel);
    const record = createRecord(kernel, registry);
    const messaging = createMessaging(kernel, registry);
    intake = createIntake({ kernel, registry, record, messaging });
    return [...[registry, record, messaging, intake].map(({ context }) => context), ear('intake.measurement-taken')];
  });
  await registry.bulkLoad.structure(smallStructure());
  await registry.bulkLoad.people(smallPeople());
  await test.addAccount('gp', 'gp', units.centre);
  await test.addAccount('bureau', 'bureau', units.county);
  await test.addAccount('gateway', 'device', units.centre);
  await test.addAccount('far-gateway', 'device', units.otherCentre);
  await test.addAccount('resident', 'resident', units.villages[0], people[0]);
  return { test, intake, registry };
}

const deviceId = (index: number): string => `01990000-0000-7000-8000-${String(index).padStart(12, '0')}`;
export const cuff = { deviceId: deviceId(1), serial: 'BP-0001', bindingId: deviceId(101) };
export const meter = { deviceId: deviceId(2), serial: 'GLU-0002' };
export const station = { deviceId: deviceId(3), serial: 'ST-0003' };

/** A cuff that the first person has had since November, a glucose meter in stock, a station that all share. */
export async function loadSampleDevices({ intake }: OpenIntake): Promise<void> {
  const device = {
    unitId: units.centre,
    shared: false,
    state: 'in-use' as const,
    senderAccount: null,
    simulated: false,
  };
  await intake.bulkLoad({
    devices: [
      { ...device, deviceId: cuff.deviceId, serial: cuff.serial, kind: 'blood-pressure', model: 'U-Test 1' },
      { ...device, deviceId: meter.deviceId, serial: meter.serial, kind: 'glucose', model: 'G-Test 2' },
      {
        ...device,
        deviceId: station.deviceId,
        serial: station.serial,
        kind: 'station',
        model: 'S-Test 3',
        shared: true,
      },
    ],
    bindings: [
      {
        personId: people[0]!,
        bindingId: cuff.bindingId,
        deviceId: cuff.deviceId,
        basis: 'lent',
        fromAt: new Date('2026-11-01T00:00:00+08:00'),
        toAt: null,
      },
    ],
  });
}
