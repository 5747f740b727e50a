// Whom a round may ask: living people of the own villages with the disease, in the reader's reach.
import { dayOf, succeed, type Result, yearsOn } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { personsWithAccount } from '#platform/kernel/auth/accounts.ts';
import type { AudienceQuery, AudienceReply } from '../../contract.ts';
import type { Parts } from '../parts.ts';
import { refused } from '../store/outreach.ts';
import { reachTimes } from './reach-policy.ts';
import { withTelevision } from './ways.ts';

export const startPermission = 'follow-up.round.start';
const mostPeople = 2_000;
const elderlyFrom = 65;
/** ICD-10: I10-I15 hypertensive diseases, E11 type 2 diabetes. */
const codes = { hypertension: ['I10', 'I11', 'I12', 'I13', 'I15'], diabetes: ['E11'] } as const;

export async function readAudience(
  parts: Parts,
  actor: Actor,
  { disease, villageId }: AudienceQuery,
  now: Date,
): Promise<Result<AudienceReply>> {
  const { kernel, registry, record, telephone } = parts;
  const q = kernel.db;
  const villages = await registry.villagesOfActor(actor, startPermission, now);
  const wanted = villages.filter((one) => villageId === undefined || one.villageId === villageId);
  const living = await registry.livingIn(
    q,
    wanted.map((one) => one.villageId),
    undefined,
    mostPeople + 1,
  );
  let chosen = await kernel.access.reachable(
    q,
    actor,
    startPermission,
    living.slice(0, mostPeople).map(({ personId }) => personId),
    now,
  );
  if (disease === 'hypertension' || disease === 'diabetes') {
    const facts = await record.codedFacts(q, chosen, { conditions: codes[disease], observations: [] });
    const ill = new Set(facts.filter(({ type }) => type === 'Condition').map(({ personId }) => personId));
    chosen = chosen.filter((personId) => ill.has(personId));
  }
  const today = dayOf(now);
  const persons = (await registry.persons(q, chosen)).filter(
    ({ birthOn }) => disease !== 'elderly' || (birthOn !== undefined && yearsOn(birthOn, today) >= elderlyFrom),
  );
  const shown = persons.map(({ personId }) => personId);
  const [accounts, unwilling] = [new Set(await personsWithAccount(q, shown)), await refused(q, shown)];
  const televisions = await withTelevision(q, shown, now);
  for (const personId of shown) actor.span.persons.add(personId as never);
  return succeed({
    people: persons
      .map((one) => ({
        personId: one.personId,
        name: one.name,
        age: one.birthOn ? yearsOn(one.birthOn, today) : 0,
        villageName: one.villageName ?? '',
        hasPhone: one.phone !== undefined,
        hasAccount: accounts.has(one.personId),
        hasTelevision: televisions.has(one.personId),
        refused: unwilling.has(one.personId),
      }))
      .toSorted((a, b) => a.villageName.localeCompare(b.villageName, 'zh-CN') || a.name.localeCompare(b.name, 'zh-CN')),
    cut: living.length > mostPeople,
    voice: !telephone.voice ? 'none' : telephone.voice.simulated ? 'simulated' : 'ready',
    times: await reachTimes(parts, actor.homeUnitId, now),
    villages: villages.map(({ villageId: id, name }) => ({ villageId: id, name })),
  });
}
