// Pairs that may be one person, for somebody who decides: joined, kept apart, or parted again, each with a reason.
import { fail, succeed, type Page, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import {
  identityTopic,
  type DecisionBody,
  type IdentityPair,
  type PairParams,
  type PairSide,
  type PairsQuery,
} from '../../identity-contract.ts';
import { maskIdNumber, maskPhone } from '../../rules/mask.ts';
import type { Parts } from '../parts.ts';
import { pairUnknown } from '../problems.ts';
import { countPairs, decidePair, listPairs, lockPair, pairKey, type PairRow } from '../store/identity-pair.ts';
import { findPersons, type PersonFound } from '../store/person.ts';
import { goldenIds } from '../store/proxy.ts';
import { joinRows, leaveRows } from './join-cluster.ts';
import { goldenFirst } from './match-people.ts';

const permission = 'registry.person.merge';
const pageSize = 20;

export async function listIdentityPairs(
  { kernel }: Parts,
  actor: Actor,
  { state, page }: PairsQuery,
  now: Date,
): Promise<Result<Page<IdentityPair>>> {
  const rows = await listPairs(kernel.db, state, page === undefined ? undefined : cursorOf(page), pageSize + 1);
  const shown = rows.slice(0, pageSize);
  const ids = [...new Set(shown.flatMap(({ oneId, otherId }) => [oneId, otherId]))];
  const within = new Set(await kernel.access.reachable(kernel.db, actor, permission, ids, now));
  const people = new Map(
    (await findPersons(kernel.db, kernel.cipher, [...within])).map((one) => [one.personId as string, one]),
  );
  const last = shown.at(-1);
  return succeed({
    items: shown.flatMap((row) => pairOf(row, people, actor) ?? []),
    total: await countPairs(kernel.db, state),
    ...(rows.length > pageSize && last && { next: `${last.bits} ${last.oneId} ${last.otherId}` }),
  });
}

function cursorOf(page: string): readonly [number, string, string] | undefined {
  const [bits, oneId, otherId] = page.split(' ');
  return bits !== undefined && oneId && otherId ? [Number(bits), oneId, otherId] : undefined;
}

function pairOf(row: PairRow, people: ReadonlyMap<string, PersonFound>, actor: Actor): IdentityPair | undefined {
  const [one, other] = [people.get(row.oneId), people.get(row.otherId)];
  if (!one || !other) return undefined;
  for (const { personId } of [one, other]) actor.span.persons.add(personId as never);
  return {
    one: sideOf(one),
    other: sideOf(other),
    bits: Math.round(row.bits),
    comparison: row.comparison,
    state: row.state,
    foundAt: row.foundAt.toISOString(),
    ...(row.decidedAt && { decidedAt: row.decidedAt.toISOString() }),
    ...(row.decidedName && { decidedByName: row.decidedName }),
    ...(row.reason && { reason: row.reason }),
  };
}

const sideOf = (person: PersonFound): PairSide => ({
  personId: person.personId,
  name: person.name,
  sex: person.sex,
  ...(person.birthOn && { birthOn: person.birthOn }),
  ...(person.idNumber && { idNumber: maskIdNumber(person.idNumber) }),
  ...(person.healthCard && { healthCard: maskIdNumber(person.healthCard) }),
  ...(person.phone && { phone: maskPhone(person.phone) }),
  ...(person.address && { address: person.address }),
  ...(person.villageName && { villageName: person.villageName }),
  status: person.status,
  simulated: person.simulated,
});

/** The same decision again changes nothing; the other one takes the first back. */
export async function decideIdentity(
  parts: Parts,
  actor: Actor,
  params: PairParams,
  { state, reason }: DecisionBody,
  now: Date,
): Promise<Result<IdentityPair>> {
  const { kernel } = parts;
  const key = pairKey(params.oneId, params.otherId);
  const ids = [key.oneId, key.otherId];
  if ((await kernel.access.reachable(kernel.db, actor, permission, ids, now)).length !== 2) return fail(pairUnknown);
  const done = await kernel.db.tx(async (q): Promise<Result<PairRow>> => {
    const row = await lockPair(q, key);
    if (!row) return fail(pairUnknown);
    if (row.state === state) return succeed(row);
    const changed = await change(parts, q, actor, row, state, now);
    if (!changed.ok) return changed;
    await decidePair(q, key, { state, at: now, by: actor.accountId, name: actor.displayName, reason });
    await kernel.audit.record(q, actor, {
      action: 'update',
      permission,
      outcome: 'success',
      persons: ids,
      object: 'IdentityPair',
      detail: { state, was: row.state },
    });
    await kernel.live.publish(q, identityTopic, {});
    return succeed({
      ...row,
      state,
      decidedAt: now,
      decidedBy: actor.accountId,
      decidedName: actor.displayName,
      reason,
    });
  });
  if (!done.ok) return done;
  const people = await findPersons(kernel.db, kernel.cipher, ids);
  return succeed(pairOf(done.value, new Map(people.map((one) => [one.personId as string, one])), actor)!);
}

async function change(
  parts: Parts,
  q: Transaction,
  actor: Actor,
  row: PairRow,
  state: 'joined' | 'apart',
  now: Date,
): Promise<Result<unknown>> {
  const [one, other] = await findPersons(q, parts.kernel.cipher, [row.oneId, row.otherId]);
  if (!one || !other) return fail(pairUnknown);
  const golden = await goldenIds(q, [row.oneId, row.otherId]);
  const together = golden.get(row.oneId) === golden.get(row.otherId);
  if (state === 'joined') {
    const [first, second] = goldenFirst(one, other);
    return together ? succeed(undefined) : joinRows(parts, q, actor, first.personId, second.personId, 'review', now);
  }
  if (!together) return succeed(undefined);
  const leaving = golden.get(row.oneId) === row.oneId ? row.otherId : row.oneId;
  return leaveRows(parts, q, actor, leaving, now);
}
