// The crews' morning: what can be tried out is tried out, and a vehicle that is fit to go is cleared; one that is not goes all the same and raises the alarm.
import { randomUUID } from 'node:crypto';
import { readinessRoutes, type VehicleReadiness } from '#foundation/fleet/readiness-contract.ts';
import type { ServerClient } from './server-client.ts';

const words = '模拟车组试过，正常';

/** Of these vehicles those that are not cleared yet; asked again it does the rest. */
export async function clearVehicles(client: ServerClient, vehicleIds: ReadonlySet<string>): Promise<void> {
  const read = await client.call(readinessRoutes.readiness, {});
  if (!read.ok) return;
  for (const vehicle of read.reply.vehicles.filter((one) => vehicleIds.has(one.vehicleId) && !one.departure))
    await clearVehicle(client, vehicle);
}

async function clearVehicle(
  client: ServerClient,
  { vehicleId: vehicle, on, findings }: VehicleReadiness,
): Promise<void> {
  const missing = findings.filter((one) => one.state === 'missing');
  // Certificates, drugs and people are nothing that a test mends.
  if (missing.some((one) => one.check !== 'proof')) return;
  for (const { item, how } of missing)
    await client.call(readinessRoutes.prove, {
      params: { vehicle },
      body: { proofId: randomUUID(), item, ...(how === 'manual' && { manual: { passed: true, note: words } }) },
    });
  await client.call(readinessRoutes.depart, { params: { vehicle }, body: { day: on } });
}
