// Tells screens that the readiness of a vehicle changed.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { readinessTopic } from '../../readiness-contract.ts';

export const publishReadiness = ({ live }: Kernel, q: Sql, vehicleId: string): Promise<void> =>
  live.publish(q, readinessTopic, { vehicleId });
