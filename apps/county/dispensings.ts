// Medicines that a resident fetched over the last year on standing prescriptions: regularly, late, or with long gaps.
import type { Resource } from '#foundation/record/rules/visit-resources.ts';
import { dispensing, type Visit } from './fhir.ts';
import { fetching, type Drug } from './margins.ts';
import type { Random } from './random.ts';

export interface Prescribed {
  requestId: string;
  drug: Drug;
  visit: Visit;
}
/** Of people made by hand: how regularly they fetch, and in how many days what they have runs out. */
export interface Fetches {
  habit: { early: number; late: number };
  weeks: number;
  dueInDays: number;
}
const dayMilliseconds = 86_400_000;
/** A little more than the year of which days covered are reckoned. */
const daysBack = 390;

export function dispensingsOf(
  prescribed: readonly Prescribed[],
  { now, newId }: { now: Date; newId: () => string },
  random: Random,
  made?: Fetches,
): Resource[] {
  // One habit a person: whoever forgets one medicine forgets the others too.
  const habit = made?.habit ?? random.weighted(fetching.value.habits);
  const weeks = made?.weeks ?? random.weighted(fetching.value.weeks);
  return [...Map.groupBy(prescribed, ({ drug }) => drug.name).values()].flatMap((standing) =>
    fetched(standing, habit, weeks * 7, { now, newId }, random, made?.dueInDays),
  );
}

function fetched(
  standing: readonly Prescribed[],
  { early, late }: { early: number; late: number },
  days: number,
  { now, newId }: { now: Date; newId: () => string },
  random: Random,
  dueInDays: number | undefined,
): Resource[] {
  const { pieces, name } = standing[0]!.drug;
  if (!pieces) return [];
  const begin = Math.max(
    Date.parse(standing[0]!.visit.at),
    now.getTime() - (daysBack - random.below(30)) * dayMilliseconds,
  );
  const boxes = Math.max(1, Math.round((days * pieces.each * pieces.times) / pieces.box));
  const supplied = Math.floor((boxes * pieces.box) / (pieces.each * pieces.times));
  // What somebody made by hand fetched last lasts exactly so long.
  const last = dueInDays === undefined ? undefined : now.getTime() - (supplied - dueInDays) * dayMilliseconds;
  const instants: number[] = [];
  for (let at = begin; at < (last ?? now.getTime());) {
    instants.push(at);
    at += (supplied - random.below(early + 1) + random.below(late + 1)) * dayMilliseconds;
  }
  // One that reaches into the last supply would prolong it.
  if (last !== undefined)
    instants.splice(0, instants.length, ...instants.filter((at) => at + supplied * dayMilliseconds <= last), last);
  return instants.map((at) => {
    const source = standing.findLast(({ visit }) => Date.parse(visit.at) <= at) ?? standing[0]!;
    const { patient, organization } = source.visit;
    return dispensing(
      newId(),
      { patient, organization, at: new Date(at).toISOString() },
      { requestId: source.requestId, name, boxes, days: supplied },
    );
  });
}
