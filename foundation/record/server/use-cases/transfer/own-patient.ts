// The Patient of a person row, as its reader may see it; what goes out of the house is asked for here.
import { fail, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { outOfReach, personUnknown } from '../../problems.ts';
import { Refusal } from '../../refusal.ts';
import type { Asking, RecordServices } from '../../services.ts';
import { patientIdOf } from '../../store/person-record.ts';

export interface Transfer {
  actor: Actor;
  now: Date;
  personId: string;
}

/** Under no address of a server: the resources travel. */
export const travelling = ({ actor, now }: Transfer): Asking => ({
  actor,
  now,
  base: 'urn:tianmu:fhir',
  lenient: false,
});

/** Refusals of the FHIR side become expected failures of ours. */
export async function withPatient<Value>(
  services: RecordServices,
  transfer: Transfer,
  work: (patientId: string, asking: Asking) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  const patientId = await patientIdOf(services.kernel.db, transfer.personId);
  if (!patientId) return fail(personUnknown);
  try {
    return await work(patientId, travelling(transfer));
  } catch (error) {
    if (error instanceof Refusal && (error.kind === 'forbidden' || error.kind === 'not-found')) return fail(outOfReach);
    throw error;
  }
}
