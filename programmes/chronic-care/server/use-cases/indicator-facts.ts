// Tells the indicators how registers stand: one fact a township and month, sums only, small ones left out.
import { dayOf } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Fact } from '#foundation/indicators/rules/indicator.ts';
import type { CountedMonth, Indicators } from '#foundation/indicators/server/index.ts';
import { smallestShown } from '../../cockpit-contract.ts';
import { addDays } from '../../rules/days.ts';
import type { Disease } from '../../rules/disease.ts';
import { suppressSmall } from '../../rules/suppression.ts';
import type { Parts } from '../parts.ts';
import { sumsByVillage, type VillageSums } from '../store/cockpit.ts';
import { followedDays } from './cockpit.ts';

const prefixes: readonly (readonly [string, Disease])[] = [
  ['H', 'hypertension'],
  ['D', 'diabetes'],
];
type Sum = Exclude<keyof VillageSums, 'villageId'>;
const ratios: readonly (readonly [numerator: Sum, denominator: Sum])[] = [
  ['enrolled', 'diagnosed'],
  ['followed', 'enrolled'],
  ['controlled', 'enrolled'],
];

export function registerIndicators(parts: Parts, indicators: Indicators): void {
  for (const [prefix, disease] of prefixes)
    for (const [index, ratio] of ratios.entries())
      indicators.registerFacts({
        catalogue: 'chronic-care',
        indicator: `${prefix}${index + 1}`,
        facts: (q, month) => factsOf(parts, q, disease, ratio, month),
      });
}

/** Registers tell what is, not what was: a month that is over keeps the state of its last count. */
async function factsOf(
  { registry }: Parts,
  q: Sql,
  disease: Disease,
  [numerator, denominator]: (typeof ratios)[number],
  { toOn, now }: CountedMonth,
): Promise<Fact[]> {
  const today = dayOf(now);
  const villages = await registry.villages(q);
  const townshipOf = new Map(villages.map(({ villageId, townshipId }) => [villageId, townshipId]));
  const sums = await sumsByVillage(q, [...townshipOf.keys()], disease, {
    since: addDays(today, -followedDays),
    today,
  });
  const byTownship = Map.groupBy(sums, ({ villageId }) => townshipOf.get(villageId)!);
  const cells = [...byTownship].map(([key, own]) => ({
    key,
    numerator: own.reduce((sum, one) => sum + one[numerator], 0),
    denominator: own.reduce((sum, one) => sum + one[denominator], 0),
  }));
  return suppressSmall(cells, smallestShown).flatMap((cell): Fact[] =>
    cell.numerator === undefined || !cell.denominator
      ? []
      : [
          {
            itemKind: 'township',
            itemId: cell.key,
            itemOn: toOn < today ? toOn : today,
            townshipId: cell.key,
            numerator: cell.numerator,
            denominator: cell.denominator,
          },
        ],
  );
}
