// The home devices of the demo: lent to everybody of sixty and over in the demo's township, a few in stock, a shared station at the clinic.
import { dayOf, yearsOn } from '#platform/contract.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { DeviceKind } from '#foundation/intake/contract.ts';
import type { TakenReading } from '#foundation/intake/rules/observations.ts';
import type { DeviceLoad } from '#foundation/intake/server/index.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import type { Demo } from './generator.ts';
import { seededIds } from './identity.ts';
import { random } from './random.ts';
import { deviceReading, lentFromYears } from './simulator/readings.ts';

/** Shares and days are assumed; nobody's real devices. */
const pressureShare = 0.75;
const stoppedShare = 0.1;
const lentDays = [40, 300] as const;
const spare: readonly DeviceKind[] = [
  'blood-pressure',
  'blood-pressure',
  'blood-pressure',
  'glucose',
  'glucose',
  'oximeter',
];
const models: Record<DeviceKind, string> = {
  'blood-pressure': '演示血压计 A1',
  glucose: '演示血糖仪 G2',
  temperature: '演示体温计 T1',
  weight: '演示体重秤 W1',
  oximeter: '演示血氧仪 O1',
  station: '演示体测一体机 S3',
};
const short: Partial<Record<DeviceKind, string>> = {
  'blood-pressure': 'BP',
  glucose: 'GLU',
  oximeter: 'OX',
  station: 'ST',
};
/** A scribble: nobody's signature. */
const scribble = 'M20,60 L60,20 L80,70 L120,30 L150,65 L200,40 L260,55';
const dayMilliseconds = 86_400_000;
const pageSize = 2_000;

export async function deviceLoadOf(
  { kernel, registry }: { kernel: Kernel; registry: Registry },
  demo: Demo,
  seed: number,
  now: Date,
): Promise<DeviceLoad> {
  const { town, team, doctorVillage } = demo.people.place;
  const { centre } = team;
  const clinic = demo.structure.linan.institutions.clinicOf.get(doctorVillage.unitId)!;
  const newId = seededIds(seed, 'devices', now);
  const numbers = random(seed, 'devices');
  const load = { devices: [], bindings: [], papers: [], readings: [] } as {
    [Key in keyof Required<DeviceLoad>]: NonNullable<DeviceLoad[Key]>[number][];
  };
  let made = 0;
  const add = (kind: DeviceKind, unitId: string, shared = false) => {
    const serial = `DEMO-${short[kind]}-${String(++made).padStart(5, '0')}`;
    const device = { deviceId: newId(), serial, kind, model: models[kind], unitId, shared, simulated: true };
    load.devices.push({ ...device, state: 'in-use', senderAccount: null });
    return device;
  };
  for (const kind of spare) add(kind, centre.organisationId);
  add('station', clinic.organisationId, true);
  add('station', centre.organisationId, true);
  for await (const person of elders(
    kernel,
    registry,
    town.villages.map(({ unitId }) => unitId),
    now,
  )) {
    const device = add(numbers.chance(pressureShare) ? 'blood-pressure' : 'glucose', centre.organisationId);
    const bindingId = newId();
    const days = lentDays[0] + numbers.below(lentDays[1] - lentDays[0]);
    const { personId, name } = person;
    const { deviceId } = device;
    const fromAt = new Date(now.getTime() - days * dayMilliseconds);
    load.bindings.push({ personId, bindingId, deviceId, basis: 'lent', fromAt, toAt: null });
    const grounds = ['colour-red'];
    const paper = { personId, bindingId, name, unitName: centre.name, grounds, lentBy: team.gp.name, drawn: scribble };
    load.papers.push(paper);
    const silent = numbers.chance(stoppedShare) ? 8 + numbers.below(12) : numbers.below(3);
    const takenAt = new Date(now.getTime() - silent * dayMilliseconds - numbers.below(dayMilliseconds / 2));
    const values = deviceReading(device, seed, numbers);
    const reading: TakenReading = {
      measurementId: newId(),
      personId,
      values,
      marks: [],
      takenAt,
      receivedAt: takenAt,
      clock: 'right',
      source: 'home',
      device: { deviceId, serial: device.serial, name: device.model },
      simulated: true,
    };
    load.readings.push(reading);
  }
  return load;
}

async function* elders(kernel: Kernel, registry: Registry, villageIds: readonly string[], now: Date) {
  let after: string | undefined;
  for (;;) {
    const page = await registry.livingIn(kernel.db, villageIds, after, pageSize);
    const people = await registry.persons(
      kernel.db,
      page.map(({ personId }) => personId),
    );
    for (const one of people.toSorted((left, right) => (left.personId < right.personId ? -1 : 1)))
      if (one.birthOn !== undefined && yearsOn(one.birthOn, dayOf(now)) >= lentFromYears) yield one;
    if (page.length < pageSize) return;
    after = page.at(-1)!.personId;
  }
}
