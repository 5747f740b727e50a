// How long prescriptions may be: the county's setting `pharmacy.prescribing`, else default figures that nobody has confirmed.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { PrescribingPolicy } from '../../contract.ts';
import { defaultPolicy } from '../../rules/prescription.ts';
import type { Parts } from '../parts.ts';

export async function prescribingPolicy(
  { kernel }: Parts,
  q: Sql,
  unitId: string,
  now: Date,
): Promise<PrescribingPolicy> {
  const stored = await kernel.settings.valueAt('pharmacy.prescribing', unitId, now, q);
  return stored ? { ...defaultPolicy, ...(stored as Partial<PrescribingPolicy>), confirmed: true } : defaultPolicy;
}
