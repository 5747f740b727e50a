// Looks for other records of these people: joined without asking where the rules are sure, else shown to somebody.
import { z } from 'zod';
import { systemActor } from '#platform/kernel/access/system-actor.ts';
import { identityTopic } from '../../identity-contract.ts';
import { comparable, type Comparable } from '../../rules/identity-match/comparable.ts';
import { judgeComparable } from '../../rules/identity-match/judge.ts';
import type { Parts } from '../parts.ts';
import { decidedAmong, keptApart, pairKey, savePair, sharersOf, type PairRow } from '../store/identity-pair.ts';
import { findPersons, type PersonFound } from '../store/person.ts';
import { goldenIds } from '../store/proxy.ts';
import { joinRows } from './join-cluster.ts';

const changeEvent = z.object({ personId: z.string(), changed: z.array(z.string()).optional() });
/** Hears that somebody was registered, or changed otherwise than by being joined. */
export async function matchChanged(parts: Parts, payload: unknown): Promise<void> {
  const { personId, changed } = changeEvent.parse(payload);
  if (changed?.every((field) => field === 'cluster')) return;
  const { open, joined } = await matchPeople(parts, [personId], parts.kernel.clock.now());
  if (open + joined > 0) await parts.kernel.live.publish(parts.kernel.db, identityTopic, {});
}

interface Matched {
  /** Pairs that somebody has to look at. */
  open: number;
  joined: number;
}

export async function matchPeople(parts: Parts, personIds: readonly string[], now: Date): Promise<Matched> {
  const { kernel } = parts;
  const people = await findPersons(kernel.db, kernel.cipher, personIds);
  const sharers = await sharersOf(kernel.db, kernel.cipher, people);
  const others = [...new Set([...sharers.values()].flatMap((ids) => [...ids]))];
  if (others.length === 0) return { open: 0, joined: 0 };
  const known = new Map(people.map((one) => [one.personId, one]));
  const missing = others.filter((id) => !known.has(id));
  for (const one of await findPersons(kernel.db, kernel.cipher, missing)) known.set(one.personId, one);
  const golden = await goldenIds(kernel.db, [...known.keys()]);
  const decided = await decidedAmong(kernel.db, personIds);
  const prepared = new Map<string, Comparable>();
  const comparableOf = (person: PersonFound): Comparable => {
    const one = prepared.get(person.personId) ?? comparable(person);
    prepared.set(person.personId, one);
    return one;
  };
  const seen = new Set<string>();
  const matched: Matched = { open: 0, joined: 0 };
  for (const [personId, ids] of sharers)
    for (const otherId of ids) {
      const key = pairKey(personId, otherId);
      const name = `${key.oneId} ${key.otherId}`;
      const [one, other] = [known.get(key.oneId), known.get(key.otherId)];
      if (!one || !other || seen.has(name) || decided.has(name)) continue;
      seen.add(name);
      if (golden.get(key.oneId) === golden.get(key.otherId)) continue;
      const { verdict, bits, comparison } = judgeComparable(comparableOf(one), comparableOf(other));
      if (verdict === 'distinct') continue;
      const undecided = { decidedAt: null, decidedBy: null, decidedName: null, reason: null };
      const row: PairRow = { ...key, bits, comparison, state: 'open', foundAt: now, ...undecided };
      if (verdict === 'review') {
        await savePair(kernel.db, row);
        matched.open += 1;
      } else if (await joinSurely(parts, row, one, other, now)) matched.joined += 1;
    }
  return matched;
}

async function joinSurely(
  parts: Parts,
  row: PairRow,
  one: PersonFound,
  other: PersonFound,
  now: Date,
): Promise<boolean> {
  const actor = systemActor('identity match', parts.kernel.newId());
  return parts.kernel.db.tx(async (q) => {
    const [golden, joining] = goldenFirst(one, other);
    // Somebody kept two of those apart who would come together by this: then somebody decides this too.
    if (await keptApart(q, row.oneId, row.otherId)) {
      await savePair(q, row);
      return false;
    }
    const done = await joinRows(parts, q, actor, golden.personId, joining.personId, 'identity-match', now);
    if (!done.ok) return false;
    await savePair(q, { ...row, state: 'joined', decidedAt: now });
    return true;
  });
}

/** The record with a number stands for both; else the older one (ids grow with time). */
export const goldenFirst = (one: PersonFound, other: PersonFound): [PersonFound, PersonFound] =>
  (other.idNumber !== undefined && one.idNumber === undefined) ||
  ((other.idNumber === undefined) === (one.idNumber === undefined) && other.personId < one.personId)
    ? [other, one]
    : [one, other];
