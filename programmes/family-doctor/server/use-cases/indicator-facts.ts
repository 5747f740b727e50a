// Tells the indicators how contracts are counted: one fact a village and month, sums only.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Fact } from '#foundation/indicators/rules/indicator.ts';
import type { CountedMonth, Indicators } from '#foundation/indicators/server/index.ts';
import { fulfilment } from '../../rules/service-plan.ts';
import type { Parts } from '../parts.ts';
import type { ContractRow } from '../store/contract-row.ts';
import { residentsOf } from '../store/resident.ts';
import { gather, progressOfContract, type Standing } from './gather.ts';

const catalogue = 'family-doctor';
const goodStars = 4;

interface Village {
  personIds: string[];
  groups: Map<string, readonly string[]>;
  standing: (personId: string) => Standing;
}
type Count = { numerator: number; denominator: number };

const heldOn = (standing: Standing, on: string): ContractRow | undefined =>
  standing.contracts.find((row) => row.state === 'signed' && row.fromOn <= on && row.toOn >= on);

/** The last day of the month that is over already: this month counts until today. */
const dayOfCount = ({ toOn, now }: CountedMonth): string => {
  const today = new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
  return toOn < today ? toOn : today;
};

const counts: Record<string, (village: Village, month: CountedMonth) => Count> = {
  /** Coverage: people with a contract in force, of all who live there. */
  C1: ({ personIds, standing }, month) => {
    const on = dayOfCount(month);
    return { numerator: personIds.filter((id) => heldOn(standing(id), on)).length, denominator: personIds.length };
  },
  /** Coverage of key groups. */
  C2: ({ personIds, groups, standing }, month) => {
    const on = dayOfCount(month);
    const key = personIds.filter((id) => (groups.get(id) ?? []).length > 0);
    return { numerator: key.filter((id) => heldOn(standing(id), on)).length, denominator: key.length };
  },
  /** Of those with a contract, those who pay for a package of their own. */
  C3: ({ personIds, standing }, month) => {
    const on = dayOfCount(month);
    const signed = personIds.filter((id) => heldOn(standing(id), on));
    const paying = signed.filter((id) => {
      const one = standing(id);
      return one.current && one.current === heldOn(one, on) && one.packages.some(({ amounts }) => amounts.person > 0);
    });
    return { numerator: paying.length, denominator: signed.length };
  },
  /** Of what was promised until the day, what was done. */
  F1: ({ personIds, standing }, month) => {
    const on = dayOfCount(month);
    const sum = { numerator: 0, denominator: 0 };
    for (const id of personIds) {
      const one = standing(id);
      const row = heldOn(one, on);
      if (!row || row !== one.current) continue;
      const { done, promised } = fulfilment(progressOfContract(row, one.packages, one.performed, on), row, on);
      sum.numerator += done;
      sum.denominator += promised;
    }
    return sum;
  },
  /** Of the contracts whose last day lay in the month, those that were followed by another. */
  F2: ({ personIds, standing }, { fromOn, toOn }) => {
    const ended = personIds.flatMap((id) =>
      standing(id).contracts.filter((row) => row.state === 'signed' && row.toOn >= fromOn && row.toOn <= toOn),
    );
    return { numerator: ended.filter(({ isRenewed }) => isRenewed).length, denominator: ended.length };
  },
  /** Ratings of contracts in force. */
  S1: ({ personIds, standing }, month) => {
    const on = dayOfCount(month);
    const stars = personIds.flatMap((id) => heldOn(standing(id), on)?.stars ?? []);
    return { numerator: stars.filter((one) => one >= goodStars).length, denominator: stars.length };
  },
};

/** All indicators are counted in one walk over the county, which begins with this one. */
const firstCounted = 'C1';
const keptMilliseconds = 60_000;

export function registerIndicators(parts: Parts, indicators: Indicators): void {
  let kept: { key: string; at: number; facts: Promise<Map<string, Fact[]>> } | undefined;
  for (const indicator of Object.keys(counts))
    indicators.registerFacts({
      catalogue,
      indicator,
      async facts(q, month) {
        const key = month.month;
        if (indicator === firstCounted || !kept || kept.key !== key || month.now.getTime() - kept.at > keptMilliseconds)
          kept = { key, at: month.now.getTime(), facts: countVillages(parts, q, month) };
        return (await kept.facts).get(indicator) ?? [];
      },
    });
}

/** Facts by indicator. Some villages at a time: only the sums stay in memory. */
async function countVillages(parts: Parts, q: Sql, month: CountedMonth): Promise<Map<string, Fact[]>> {
  const { registry } = parts;
  const on = dayOfCount(month);
  const townships = new Map((await registry.villages(q)).map((one) => [one.villageId, one.townshipId]));
  const teams = new Map(
    (await registry.teams(q, on)).flatMap(({ teamId, villages }) =>
      villages.map(({ villageId }): [string, string] => [villageId, teamId]),
    ),
  );
  const served = [...teams.keys()].filter((villageId) => townships.has(villageId));
  const facts = new Map<string, Fact[]>(Object.keys(counts).map((indicator) => [indicator, []]));
  for await (const living of registry.peopleByVillage(q, served)) {
    const all = [...living.values()].flat();
    const { of: standing } = await gather(parts, q, all, on, month.now);
    const groups = new Map((await residentsOf(q, all)).map((one) => [one.personId, one.groups]));
    for (const [villageId, personIds] of living)
      for (const [indicator, count] of Object.entries(counts)) {
        const counted = count({ personIds, groups, standing }, month);
        if (counted.denominator === 0) continue;
        facts.get(indicator)!.push({
          itemKind: 'village',
          itemId: villageId,
          itemOn: on,
          teamId: teams.get(villageId)!,
          townshipId: townships.get(villageId)!,
          villageId,
          ...counted,
        });
      }
  }
  return facts;
}
