// The managers' view of one disease: villages below the reader's units, small numbers hidden before anything leaves the server.
import { dayOf, succeed, type Result } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import {
  cascadeSteps,
  cockpitPermission,
  smallestShown,
  type Cockpit,
  type CockpitQuery,
} from '../../cockpit-contract.ts';
import { colourPolicy } from '../../rules/colour-policy.ts';
import { addDays } from '../../rules/days.ts';
import { isSmall, shownCount, shownShare, suppressSmall } from '../../rules/suppression.ts';
import type { Parts } from '../parts.ts';
import { sumsByVillage, type VillageSums } from '../store/cockpit.ts';
import { registeredAfter } from '../store/registration.ts';

/** A contact within a quarter and the thirty days of grace that the colours give. */
export const followedDays = 120;

export async function readCockpit(
  { kernel, registry }: Parts,
  actor: Actor,
  { disease = 'hypertension' }: CockpitQuery,
  now: Date,
): Promise<Result<Cockpit>> {
  const q = kernel.db;
  const today = dayOf(now);
  const own = new Set(await kernel.access.unitsOf(actor, cockpitPermission));
  const villages = new Map(
    (await registry.villages(q)).filter(({ villageId }) => own.has(villageId)).map((one) => [one.villageId, one]),
  );
  const sums = await sumsByVillage(q, [...villages.keys()], disease, { since: addDays(today, -followedDays), today });
  const total = (key: Exclude<keyof VillageSums, 'villageId'>) => sums.reduce((sum, one) => sum + one[key], 0);
  // A step of the cascade is the difference of two others: it is hidden where that difference is small.
  const steps = cascadeSteps.map((step) => total(step));
  const cascade = cascadeSteps.map((step, index) => {
    const count = steps[index]!;
    const gap = index === 0 ? 0 : steps[index - 1]! - count;
    return { step, ...shownCount(count, isSmall(gap, smallestShown), smallestShown) };
  });
  const cells = suppressSmall(
    sums.map(({ villageId, controlled, enrolled }) => ({
      key: villageId,
      numerator: controlled,
      denominator: enrolled,
    })),
    smallestShown,
  );
  const colours = (['red', 'yellow', 'green'] as const).map((colour) => ({ colour, all: total(colour) }));
  // With the sum known, one hidden colour would give itself away.
  const anySmall = colours.some(({ all }) => isSmall(all, smallestShown));
  return succeed({
    on: today,
    disease,
    cascade,
    colours: colours.map(({ colour, all }) => ({ colour, ...shownCount(all, anySmall, smallestShown) })),
    control: shownShare(total('controlled'), total('enrolled'), smallestShown),
    followed: shownShare(total('followed'), total('enrolled'), smallestShown),
    villages: cells
      .map(({ key, ...cell }) => {
        const village = villages.get(key)!;
        return { villageId: key, name: village.name, townshipName: village.townshipName, ...cell };
      })
      .toSorted((one, other) => rate(other) - rate(one) || one.name.localeCompare(other.name, 'zh-CN')),
    smallestShown,
    simulated: await isSimulated({ registry }, q),
    draft: colourPolicy.status === 'draft',
  });
}

const rate = ({ numerator, denominator }: { numerator?: number; denominator?: number }): number =>
  numerator === undefined || !denominator ? -1 : numerator / denominator;

/** A county is invented as a whole or not at all. */
async function isSimulated({ registry }: Pick<Parts, 'registry'>, q: Sql): Promise<boolean> {
  const [someone] = await registry.persons(q, await registeredAfter(q, undefined, 1));
  return someone?.simulated ?? false;
}
