// Loads the devices of a generated county with those who have them.
import { dayOf } from '#platform/contract.ts';
import { systemActor } from '#platform/kernel/access/system-actor.ts';
import { deviceResource } from '../../rules/device-resource.ts';
import type { Parts } from '../parts.ts';
import { observationsOf, type TakenReading } from '../../rules/observations.ts';
import { loanText } from '../loan-text.ts';
import { insertBindings, noteTaken, type BindingRow } from '../store/binding.ts';
import { insertLoan } from '../store/loan.ts';
import { insertDevices, loadHeard, type DeviceRow } from '../store/device.ts';

export interface DeviceLoad {
  devices: readonly Omit<DeviceRow, 'lastHeardAt' | 'version'>[];
  bindings: readonly Omit<BindingRow, 'lastTakenAt' | 'unitId' | 'simulated'>[];
  /** Papers of those bindings that are loans. */
  papers?: readonly LoanedOut[];
  /** What the devices have measured so far; they go into the record without being announced. */
  readings?: readonly TakenReading[];
}
export interface LoanedOut {
  personId: string;
  bindingId: string;
  name: string;
  unitName: string;
  grounds: string[];
  lentBy: string;
  drawn: string;
}
const mostAtOnce = 2_000;

export async function loadDevices(
  { kernel, record }: Parts,
  { devices, bindings, papers = [], readings = [] }: DeviceLoad,
): Promise<void> {
  const actor = systemActor('load devices', kernel.newId());
  const of = new Map(devices.map((device) => [device.deviceId, device]));
  for (let from = 0; from < devices.length; from += mostAtOnce) {
    const part = devices.slice(from, from + mostAtOnce);
    await kernel.db.tx(async (q) => {
      if (!(await insertDevices(q, part))) throw new Error('a serial number stands twice');
      const put = part.map(deviceResource);
      const written = await record.putResources(q, actor, 'intake.device.write', { put }, kernel.clock.now());
      if (!written.ok) throw new Error(written.problem.code);
    });
  }
  for (let from = 0; from < bindings.length; from += mostAtOnce)
    await kernel.db.tx((q) =>
      insertBindings(
        q,
        bindings.slice(from, from + mostAtOnce).map((row) => {
          const { unitId, simulated } = of.get(row.deviceId)!;
          return { ...row, unitId, simulated };
        }),
      ),
    );
  const bound = new Map(bindings.map((row) => [row.bindingId, row]));
  await kernel.db.tx(async (q) => {
    for (const paper of papers) {
      const { deviceId, fromAt } = bound.get(paper.bindingId)!;
      const { kind, model, serial } = of.get(deviceId)!;
      const words = { unit: paper.unitName, name: paper.name, kind, model, serial, on: dayOf(fromAt) };
      await insertLoan(
        q,
        kernel.cipher,
        { personId: paper.personId, loanId: paper.bindingId },
        {
          ...loanText(kernel.messages, words),
          grounds: paper.grounds,
          exception: null,
          signerName: paper.name,
          identifiedBy: 'known-in-person',
          drawn: paper.drawn,
          signedAt: fromAt,
          lentBy: paper.lentBy,
        },
      );
    }
  });
  await loadReadings({ kernel, record }, bindings, readings);
}

async function loadReadings(
  { kernel, record }: Pick<Parts, 'kernel' | 'record'>,
  bindings: DeviceLoad['bindings'],
  readings: readonly TakenReading[],
): Promise<void> {
  if (readings.length === 0) return;
  await record.bulkLoad(readings.flatMap((reading) => observationsOf(reading)));
  const ofDevice = new Map(bindings.map((row) => [row.deviceId, row]));
  const taken = readings.flatMap(({ device, takenAt }) => {
    const binding = device?.deviceId === undefined ? undefined : ofDevice.get(device.deviceId);
    return binding ? { personId: binding.personId, bindingId: binding.bindingId, takenAt } : [];
  });
  const heard = new Map<string, Date>();
  for (const { device, receivedAt } of readings)
    if (device?.deviceId !== undefined && (heard.get(device.deviceId) ?? receivedAt) <= receivedAt)
      heard.set(device.deviceId, receivedAt);
  await kernel.db.tx(async (q) => {
    await noteTaken(q, taken);
    await loadHeard(
      q,
      [...heard].map(([deviceId, at]) => ({ deviceId, at })),
    );
  });
}
