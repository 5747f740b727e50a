// A contract as the wire shows it: its team and doctor by name, its packages as they were signed.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import { hasRole, type Actor } from '#platform/kernel/access/actor.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { ContractDetail, ContractSummary } from '../../contract.ts';
import { addDays, stageOf } from '../../rules/contract-stage.ts';
import type { Parts } from '../parts.ts';
import { contractUnknown } from '../problems.ts';
import { findAgreement } from '../store/agreement.ts';
import { membersOf, type ContractRow } from '../store/contract-row.ts';
import { gather, type Gathered } from './gather.ts';

export interface Names {
  team(teamId: string): string;
  doctor(staffId: string): string;
}
export async function namesOf({ registry }: Parts, q: Sql): Promise<Names> {
  const teams = new Map((await registry.units(q, { kind: 'team' })).map(({ unitId, name }) => [unitId, name]));
  const staff = new Map((await registry.staff(q)).map(({ staffId, name }) => [staffId, name]));
  return { team: (id) => teams.get(id) ?? '', doctor: (id) => staff.get(id) ?? '' };
}

export function summaryOf(row: ContractRow, gathered: Gathered, names: Names, now: Date): ContractSummary {
  const windowDays = gathered.windowOf(row.countyId);
  return {
    contractId: row.contractId,
    householdId: row.householdId,
    stage: stageOf(row, dayOf(now), windowDays),
    teamId: row.teamId,
    teamName: names.team(row.teamId),
    doctorId: row.doctorId,
    doctorName: names.doctor(row.doctorId),
    fromOn: row.fromOn,
    toOn: row.toOn,
    renewableFromOn: addDays(row.toOn, 1 - windowDays),
    ...(row.renews !== null && { renews: row.renews }),
    packages: gathered
      .packagesOf(row)
      .map(({ code, name, validFrom, amounts }) => ({ code, name, validFrom, amounts })),
    ...(row.endReason !== null && { endReason: row.endReason }),
    ...(row.stars !== null && {
      rating: { stars: row.stars, ...(row.ratingText !== null && { text: row.ratingText }) },
    }),
    simulated: row.simulated,
  };
}

export async function readContract(
  parts: Parts,
  { personId, contractId }: { personId: string; contractId: string },
  now: Date,
  reader?: Actor,
): Promise<Result<ContractDetail>> {
  const { kernel, registry } = parts;
  const q = kernel.db;
  const rows = await membersOf(q, contractId);
  const own = rows.find((row) => row.personId === personId);
  const agreement = own && (await findAgreement(q, kernel.cipher, own));
  if (!own || !agreement) return fail(contractUnknown);
  // Packages tell of diseases: once it is signed, the words are shown to the one who signed and to staff.
  const signer = agreement.signature?.signerId;
  const whole = !reader || !hasRole(reader, 'resident') || !signer || signer === reader.personId;
  const shown = whole ? rows : [own];
  const ids = shown.map((row) => row.personId);
  const gathered = await gather(parts, q, ids, dayOf(now), now);
  const people = new Map((await registry.persons(q, ids)).map(({ personId: id, name }) => [id, name]));
  return succeed({
    ...summaryOf(own, gathered, await namesOf(parts, q), now),
    text: whole ? agreement.text : '',
    textHash: agreement.textHash,
    members: shown.map((row) => ({
      personId: row.personId,
      name: people.get(row.personId) ?? '',
      packages: gathered.packagesOf(row).map(({ code }) => code),
    })),
    ...(agreement.signature && { signature: agreement.signature }),
  });
}
