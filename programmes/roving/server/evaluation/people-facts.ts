// Facts of the people: target persons seen within 90 days by village, forms that were due, what residents think.
import { yearsOn } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Fact } from '#foundation/indicators/rules/indicator.ts';
import type { CountedMonth } from '#foundation/indicators/server/index.ts';
import { checkUpForm } from '../../rules/crew/due.ts';
import type { Parts } from '../parts.ts';
import { attendancesBetween, formsDone, ratingsOfVisits } from '../store/attendance.ts';
import { visitFact, watchedVisits } from './visit-facts.ts';

const day = 86_400_000;
/** reference N1: target persons (>= 65, two chronic, disabled) seen in 90 d. Disabled: the list of disabled elders. */
const seenWithinDays = 90;
const oldYears = 65;
const chronicCount = 2;
/** Hypertension, diabetes, COPD, coronary disease, stroke, chronic kidney disease by ICD-10 (own list). */
const chronicCodes = '^(I1[0-5]|E1[0-4]|J44|I2[0-5]|I6[0-9]|N18)';
/** A quarterly follow-up is due when it comes after two months and more; the annual check-up once a calendar year. */
const followUpDueDays = 60;
const goodStars = 4;

export async function coverageFacts(parts: Parts, q: Sql, month: CountedMonth): Promise<Fact[]> {
  const { registry, record } = parts;
  const visits = await watchedVisits(parts, q, month);
  const villages = new Map(visits.map((visit) => [visit.villageId, visit]));
  const from = new Date(month.now.getTime() - seenWithinDays * day);
  const seen = new Set((await attendancesBetween(q, from, month.now)).map(({ personId }) => personId));
  const facts: Fact[] = [];
  for await (const living of registry.peopleByVillage(q, [...villages.keys()])) {
    const all = [...living.values()].flat();
    const born = new Map((await registry.persons(q, all)).map((one) => [one.personId, one.birthOn]));
    const diseases = await record.conditionGroups(q, all, chronicCodes);
    const disabled = await parts.homeCare.disabledAmong(q, all);
    const isTarget = (personId: string): boolean => {
      const birthOn = born.get(personId);
      return (
        (birthOn !== undefined && yearsOn(birthOn, month.toOn) >= oldYears) ||
        (diseases.get(personId) ?? 0) >= chronicCount ||
        disabled.has(personId)
      );
    };
    for (const [villageId, people] of living) {
      const visit = villages.get(villageId)!;
      const targets = people.filter(isTarget);
      if (targets.length === 0) continue;
      facts.push({
        itemKind: 'village',
        itemId: villageId,
        itemOn: visit.on,
        vehicleId: visit.vehicleId,
        ...(visit.teamId && { teamId: visit.teamId }),
        townshipId: visit.townshipId,
        villageId,
        numerator: targets.filter((personId) => seen.has(personId)).length,
        denominator: targets.length,
      });
    }
  }
  return facts;
}

export async function dueFacts(parts: Parts, q: Sql, month: CountedMonth): Promise<Fact[]> {
  const done = await formsDone(q, month.fromOn, month.toOn);
  const people = new Map(
    (await parts.registry.persons(q, [...new Set(done.map((one) => one.personId))])).map((one) => [
      one.personId,
      one.villageId,
    ]),
  );
  const visits = await watchedVisits(parts, q, month);
  const byVillageAndDay = new Map(visits.map((visit) => [`${visit.villageId} ${visit.on}`, visit]));
  const counted = new Map<string, { due: number; all: number }>();
  for (const { personId, form, on, lastOn } of done) {
    const visit = byVillageAndDay.get(`${people.get(personId)} ${on}`);
    if (!visit) continue;
    const wasDue =
      lastOn === null ||
      (form === checkUpForm
        ? lastOn.slice(0, 4) < on.slice(0, 4)
        : Date.parse(on) - Date.parse(lastOn) >= followUpDueDays * day);
    const sum = counted.get(visit.visitId) ?? { due: 0, all: 0 };
    counted.set(visit.visitId, { due: sum.due + (wasDue ? 1 : 0), all: sum.all + 1 });
  }
  return visits.flatMap((visit) => {
    const sum = counted.get(visit.visitId);
    return visitFact(visit, sum && { numerator: sum.due, denominator: sum.all });
  });
}

export async function ratingFacts(parts: Parts, q: Sql, month: CountedMonth): Promise<Fact[]> {
  const visits = await watchedVisits(parts, q, month);
  const ratings = Map.groupBy(
    await ratingsOfVisits(
      q,
      visits.map(({ visitId }) => visitId),
    ),
    ({ visitId }) => visitId,
  );
  return visits.flatMap((visit) => {
    const own = ratings.get(visit.visitId);
    return visitFact(
      visit,
      own && { numerator: own.filter(({ stars }) => stars >= goodStars).length, denominator: own.length },
    );
  });
}
