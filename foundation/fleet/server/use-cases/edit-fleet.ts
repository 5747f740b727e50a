// Adds and changes vehicles and their terminals, of the organisations that the editor oversees.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { AddVehicleBody, TerminalBody } from '../../contract.ts';
import { organisationElsewhere, vehicleChanged, vehicleUnknown } from '../problems.ts';
import { saveTerminals, terminalOf } from '../store/terminal.ts';
import { changeVehicle, insertVehicle, organisationOf } from '../store/vehicle.ts';

const overseenBy = ({ access }: Kernel, actor: Actor) => access.unitsOf(actor, 'fleet.vehicle.write');

/** Sent again, the vehicle stands as it was added first. */
export async function addVehicle(
  kernel: Kernel,
  actor: Actor,
  vehicle: AddVehicleBody,
  now: Date,
): Promise<Result<{ version: number }>> {
  const overseen = await overseenBy(kernel, actor);
  if (!overseen.includes(vehicle.organisationId)) return fail(organisationElsewhere);
  await insertVehicle(kernel.db, vehicle, now);
  const stands = await organisationOf(kernel.db, vehicle.vehicleId);
  return stands !== undefined && overseen.includes(stands) ? succeed({ version: 1 }) : fail(vehicleUnknown);
}

export async function replaceVehicle(
  kernel: Kernel,
  actor: Actor,
  vehicle: AddVehicleBody,
  version: number,
  now: Date,
): Promise<Result<{ version: number }>> {
  const overseen = await overseenBy(kernel, actor);
  const organisation = await organisationOf(kernel.db, vehicle.vehicleId);
  if (organisation === undefined || !overseen.includes(organisation)) return fail(vehicleUnknown);
  if (!overseen.includes(vehicle.organisationId)) return fail(organisationElsewhere);
  const changed = await changeVehicle(kernel.db, vehicle, version, now);
  return changed === undefined ? fail(vehicleChanged) : succeed({ version: changed });
}

/** A terminal that sits in a vehicle of others is not taken from them. */
export async function setTerminal(
  kernel: Kernel,
  actor: Actor,
  dialled: string,
  { vehicleId, ...settings }: TerminalBody,
  drop: (phone: string) => void,
): Promise<Result<{ phone: string }>> {
  const { db, newId } = kernel;
  const overseen = await overseenBy(kernel, actor);
  const phone = dialled.replace(/^0+(?=.)/, '');
  const organisation = await organisationOf(db, vehicleId);
  if (organisation === undefined || !overseen.includes(organisation)) return fail(vehicleUnknown);
  const known = await terminalOf(db, phone);
  const before = known && (await organisationOf(db, known.vehicleId));
  if (before !== undefined && !overseen.includes(before)) return fail(organisationElsewhere);
  await saveTerminals(db, [{ terminalId: known?.id ?? newId(), phone, vehicleId, ...settings }]);
  drop(phone);
  return succeed({ phone });
}
