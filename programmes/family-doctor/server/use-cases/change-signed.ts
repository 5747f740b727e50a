// What may happen to a contract after it was drawn up: refused, ended, given to another doctor, rated.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import { permissions, type ContractSummary, type DoctorBody, type RatingBody } from '../../contract.ts';
import { addDays, isInForce, stageOf } from '../../rules/contract-stage.ts';
import type { Parts } from '../parts.ts';
import {
  changedMeanwhile,
  contractUnknown,
  doctorNotInTeam,
  notInForce,
  notOffered,
  teamUnknown,
} from '../problems.ts';
import { changeDoctorOf, changeState, membersOf, rateContract, type ContractRow } from '../store/contract-row.ts';
import { readContract } from './present.ts';
import { inTransaction } from './refused.ts';

type Key = { personId: string; contractId: string };

async function change(
  parts: Parts,
  actor: Actor,
  key: Key,
  permission: string,
  now: Date,
  run: (q: Transaction, rows: ContractRow[], own: ContractRow) => Promise<Result<void>>,
): Promise<Result<ContractSummary>> {
  const { kernel } = parts;
  const done = await inTransaction(kernel, async (q) => {
    const rows = await membersOf(q, key.contractId);
    const own = rows.find(({ personId }) => personId === key.personId);
    if (!own) return fail(contractUnknown);
    const changed = await run(q, rows, own);
    if (changed.ok)
      await kernel.audit.record(q, actor, {
        action: 'update',
        permission,
        outcome: 'success',
        persons: rows.map(({ personId }) => personId),
        object: `FamilyDoctorContract/${key.contractId}`,
      });
    return changed;
  });
  if (!done.ok) return done;
  const contract = await readContract(parts, key, now);
  if (!contract.ok) return contract;
  const { text: _text, members: _members, signature: _signature, textHash: _hash, ...summary } = contract.value;
  return succeed(summary);
}

/** By the household in the portal, or by staff who drew it up wrongly. */
export const declineContract = (
  parts: Parts,
  actor: Actor,
  key: Key,
  { reason }: { reason?: string | undefined },
  permission: string,
  now: Date,
): Promise<Result<ContractSummary>> =>
  change(parts, actor, key, permission, now, async (q, rows, own) => {
    if (own.state !== 'offered') return fail(notOffered);
    const done = await changeState(q, rows, { state: 'declined', ...(reason && { endReason: reason }) });
    return done ? succeed(undefined) : fail(changedMeanwhile);
  });

/** Its last day becomes today; what was owed stays until it is corrected. */
export const endContract = (
  parts: Parts,
  actor: Actor,
  key: Key,
  { reason }: { reason: string },
  now: Date,
): Promise<Result<ContractSummary>> =>
  change(parts, actor, key, permissions.write, now, async (q, rows, own) => {
    const today = dayOf(now);
    if (own.state !== 'signed' || own.toOn < today) return fail(notInForce);
    const toOn = today < own.fromOn ? own.fromOn : today;
    if (!(await changeState(q, rows, { state: 'ended', toOn, endReason: reason }))) return fail(changedMeanwhile);
    await leaveTeam(parts, q, rows, now);
    await parts.kernel.events.announceAll(
      q,
      'family-doctor.contract-ended',
      rows.map(({ personId, contractId }) => ({ personId, contractId, toOn, at: now.toISOString() })),
    );
    return succeed(undefined);
  });

export const changeDoctor = (
  parts: Parts,
  actor: Actor,
  key: Key,
  body: DoctorBody,
  now: Date,
): Promise<Result<ContractSummary>> =>
  change(parts, actor, key, permissions.write, now, async (q, rows, own) => {
    const { kernel, registry, messaging } = parts;
    const today = dayOf(now);
    if (!isInForce(stageOf(own, today, 0)) && stageOf(own, today, 0) !== 'coming') return fail(notInForce);
    const team = (await registry.teams(q, today)).find(({ teamId }) => teamId === body.teamId);
    if (!team) return fail(teamUnknown);
    const doctor = team.members.find(({ staffId }) => staffId === body.doctorId);
    if (!doctor) return fail(doctorNotInTeam);
    await changeDoctorOf(q, rows, { ...body, byName: actor.displayName, at: now });
    if (body.teamId !== own.teamId) {
      await leaveTeam(parts, q, rows, now);
      await kernel.access.relate(
        q,
        rows.map(({ personId }) => ({
          personId,
          party: body.teamId,
          kind: 'team' as const,
          from: now,
          to: new Date(`${addDays(own.toOn, 1)}T00:00:00+08:00`),
          source: 'family-doctor',
        })),
      );
    }
    const { contractId } = own;
    const { teamId, doctorId } = body;
    await kernel.events.announceAll(
      q,
      'family-doctor.doctor-changed',
      rows.map(({ personId }) => ({ personId, contractId, teamId, doctorId, at: now.toISOString() })),
    );
    for (const { personId } of rows)
      await messaging.send(q, {
        recipient: personId,
        code: 'family-doctor.doctor-changed',
        parameters: { doctor: doctor.name, team: team.name },
        link: 'family-doctor',
      });
    return succeed(undefined);
  });

/** The team of the village keeps its relation: it was there before the contract. */
async function leaveTeam(
  { kernel, registry }: Parts,
  q: Transaction,
  rows: readonly ContractRow[],
  now: Date,
): Promise<void> {
  const team = (await registry.teams(q, dayOf(now))).find(({ teamId }) => teamId === rows[0]!.teamId);
  const villages = new Set(team?.villages.map(({ villageId }) => villageId));
  for (const person of await registry.persons(
    q,
    rows.map(({ personId }) => personId),
  ))
    if (!villages.has(person.villageId ?? ''))
      await kernel.access.endRelation(q, { personId: person.personId, party: rows[0]!.teamId, kind: 'team' }, now);
}

export const rate = (
  parts: Parts,
  actor: Actor,
  key: Key,
  body: RatingBody,
  now: Date,
): Promise<Result<ContractSummary>> =>
  change(parts, actor, key, permissions.confirm, now, async (q, _rows, own) => {
    if (own.state !== 'signed') return fail(notInForce);
    await rateContract(q, key, { stars: body.stars, ...(body.text && { text: body.text }), at: now });
    return succeed(undefined);
  });
