// Draws up a contract for a household: checks team, doctor, members and packages, and writes the words that will be signed.
import { createHash } from 'node:crypto';
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import { permissions, type ContractDetail, type OfferBody } from '../../contract.ts';
import { addDays, lastDayOf } from '../../rules/contract-stage.ts';
import { contractText } from '../../rules/contract-text.ts';
import { inForce } from '../../rules/package.ts';
import type { Parts } from '../parts.ts';
import {
  contractUnknown,
  dayNotPossible,
  doctorNotInTeam,
  notOneHousehold,
  notRenewableYet,
  packageUnknown,
  personUnknown,
  signedAlready,
  teamUnknown,
} from '../problems.ts';
import { insertAgreement } from '../store/agreement.ts';
import { closeOffers, contractsOf, insertContracts, membersOf, type ContractRow } from '../store/contract-row.ts';
import { readCatalogueOf } from '../store/package.ts';
import { teamsOfActor, villagesById } from './places.ts';
import { readContract } from './present.ts';
import { inTransaction } from './refused.ts';
import { policyOf } from './renewal-policy.ts';

/** So far ahead and back a contract may begin. */
const daysAhead = 180;
const daysBack = 31;
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

export async function offerContract(
  parts: Parts,
  actor: Actor,
  personId: string,
  body: OfferBody,
  now: Date,
): Promise<Result<ContractDetail>> {
  const { kernel } = parts;
  const standing = await membersOf(kernel.db, body.contractId);
  if (standing.length === 0) {
    const written = await inTransaction(kernel, (q) => draw(parts, q, actor, personId, body, now));
    if (!written.ok) return written;
  } else if (!standing.some((row) => row.personId === personId)) return fail(contractUnknown);
  return readContract(parts, { personId, contractId: body.contractId }, now);
}

async function draw(
  parts: Parts,
  q: Transaction,
  actor: Actor,
  personId: string,
  body: OfferBody,
  now: Date,
): Promise<Result<void>> {
  const { kernel, registry } = parts;
  const today = dayOf(now);
  if (body.fromOn < addDays(today, -daysBack) || body.fromOn > addDays(today, daysAhead)) return fail(dayNotPossible);
  const team = (await teamsOfActor(parts, q, actor, permissions.write, today)).find(
    ({ teamId }) => teamId === body.teamId,
  );
  if (!team) return fail(teamUnknown);
  const doctor = team.members.find(({ staffId }) => staffId === body.doctorId);
  if (!doctor) return fail(doctorNotInTeam);

  const ids = body.members.map((member) => member.personId);
  const people = new Map((await registry.persons(q, ids)).map((person) => [person.personId, person]));
  const first = people.get(personId);
  if (!first || people.size !== ids.length) return fail(personUnknown);
  const householdId = first.householdId ?? personId;
  for (const id of ids) {
    const allowed = await kernel.access.check(q, actor, permissions.write, id, now);
    if (!allowed.ok) return allowed;
    const person = people.get(id)!;
    if ((person.householdId ?? id) !== householdId || person.status !== 'active') return fail(notOneHousehold);
  }
  const countyId = (await villagesById(parts, q)).get(first.villageId ?? '')?.countyId;
  if (!countyId) return fail(personUnknown);
  const catalogue = await readCatalogueOf(q, countyId);
  const offered = new Map(inForce(catalogue.packages, body.fromOn).map((one) => [one.code, one]));
  if (body.members.some(({ packages }) => packages.some((code) => !offered.has(code)))) return fail(packageUnknown);

  const fits = await checkTerm(parts, q, ids, body, countyId, now);
  if (!fits.ok) return fits;
  const toOn = lastDayOf(body.fromOn);
  const members = body.members.map(({ personId: id, packages }) => ({
    personId: id,
    name: people.get(id)!.name,
    packages: [...new Set(packages)].map((code) => offered.get(code)!),
  }));
  const text = contractText({
    teamName: team.name,
    organisationName: team.organisationName,
    doctorName: doctor.name,
    fromOn: body.fromOn,
    toOn,
    members,
    services: inForce(catalogue.services, body.fromOn),
  });
  const textHash = hashOf(text);
  await insertAgreement(q, kernel.cipher, { householdId, contractId: body.contractId }, { text, textHash });
  await insertContracts(
    q,
    members.map((member, position) => ({
      personId: member.personId,
      contractId: body.contractId,
      householdId,
      countyId,
      teamId: body.teamId,
      doctorId: body.doctorId,
      position,
      fromOn: body.fromOn,
      toOn,
      state: 'offered' as const,
      renews: body.renews ?? null,
      textHash,
      offeredAt: now,
      offeredBy: actor.displayName,
      signedAt: null,
      simulated: people.get(member.personId)!.simulated,
    })),
    members.flatMap((member) =>
      member.packages.map((one) => ({
        personId: member.personId,
        contractId: body.contractId,
        code: one.code,
        validFrom: one.validFrom,
        personFen: one.amounts.person,
        fundFen: one.amounts.fund,
        publicHealthFen: one.amounts['public-health'],
      })),
    ),
  );
  await kernel.audit.record(q, actor, {
    action: 'create',
    permission: permissions.write,
    outcome: 'success',
    persons: ids,
    object: `FamilyDoctorContract/${body.contractId}`,
  });
  return succeed(undefined);
}

/** Nobody has two contracts on one day; a renewal is made within its window. */
async function checkTerm(
  parts: Parts,
  q: Transaction,
  ids: readonly string[],
  body: OfferBody,
  countyId: string,
  now: Date,
): Promise<Result<void>> {
  const standing = await contractsOf(q, ids);
  if (body.renews !== undefined) {
    const before = standing.find(({ contractId, state }) => contractId === body.renews && state === 'signed');
    if (!before) return fail(contractUnknown);
    const { windowDays } = await policyOf(parts, countyId, now, q);
    if (dayOf(now) <= addDays(before.toOn, -windowDays)) return fail(notRenewableYet);
  }
  return overlaps(standing, body.fromOn) ? fail(signedAlready) : succeed(undefined);
}

/** A term of a year that begins on the day meets one that was signed. */
export const overlaps = (rows: readonly ContractRow[], fromOn: string): boolean =>
  rows.some((row) => row.state === 'signed' && meets(row, fromOn));
const meets = (row: ContractRow, fromOn: string): boolean => row.fromOn <= lastDayOf(fromOn) && row.toOn >= fromOn;

/** What else was offered to these people for these days can't be signed any more once one contract is. */
export async function closeOtherOffers(
  q: Transaction,
  standing: readonly ContractRow[],
  signed: { contractId: string; fromOn: string },
): Promise<void> {
  const others = standing.filter(
    (row) => row.state === 'offered' && row.contractId !== signed.contractId && meets(row, signed.fromOn),
  );
  if (others.length > 0) await closeOffers(q, [...new Set(others.map(({ contractId }) => contractId))]);
}
