// Whose family doctor is who: the contract in force of each person, for other contexts.
import { dayOf, type Day } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import { contractsOf } from '../store/contract-row.ts';

export interface FamilyDoctorOf {
  contractId: string;
  teamId: string;
  doctorId: string;
  toOn: Day;
}

export async function doctorsOf(q: Sql, personIds: readonly string[], now: Date): Promise<Map<string, FamilyDoctorOf>> {
  const today = dayOf(now);
  const rows = (await contractsOf(q, personIds)).filter(
    ({ state, fromOn, toOn }) => state === 'signed' && fromOn <= today && toOn >= today,
  );
  return new Map(
    rows.map(({ personId, contractId, teamId, doctorId, toOn }) => [personId, { contractId, teamId, doctorId, toOn }]),
  );
}
