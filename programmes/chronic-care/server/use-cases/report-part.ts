// What chronic care tells a person's annual report: visits of the year, control, how medicines are taken, and the county's targets.
import { dayOf, yearsOn, type Day } from '#platform/contract.ts';
import type { ReportPartSource, ReportSpan } from '#care/portrait/server/index.ts';
import type { ChronicPart, Target } from '#care/portrait/rules/report/report-model.ts';
import type { Adherence } from '#care/pharmacy/server/index.ts';
import { holds } from '#foundation/knowledge/rules/condition.ts';
import type { Values } from '#foundation/knowledge/rules/values.ts';
import { colourPolicy, type ColourPolicy } from '../../rules/colour-policy.ts';
import { diseaseRules, type Disease } from '../../rules/disease.ts';
import type { Evidence } from '../../rules/evidence.ts';
import { visitDays } from '../../rules/facts.ts';
import { isCounted } from '../../rules/registration.ts';
import type { Parts } from '../parts.ts';
import { registrationsOf, type RegistrationRow } from '../store/registration.ts';
import { gatherEvidence } from './gather-evidence.ts';

const english: Record<Disease, string> = {
  hypertension: 'Hypertension',
  diabetes: 'Type 2 diabetes',
  copd: 'COPD',
  stroke: 'Stroke',
  ckd: 'Chronic kidney disease',
};
/** Face to face in a year, by the national rules of hypertension and diabetes (third edition, 2017). */
const wantedVisits: Partial<Record<Disease, number>> = { hypertension: 4, diabetes: 4 };

/** Codes of the national follow-up forms. */
const adherences: Record<string, ChronicPart['adherence']> = { '1': 'regular', '2': 'intermittent', '3': 'none' };

/** Steps in which the border of a target is looked for. */
const targetSteps = {
  systolic: { from: 100, to: 200, step: 1 },
  diastolic: { from: 60, to: 120, step: 1 },
  fastingGlucose: { from: 4, to: 15, step: 0.1 },
} as const;

/** The first value with which the policy calls the disease uncontrolled: the target is below it. */
export function targetsOfPolicy(policy: ColourPolicy, disease: Disease, age: number | undefined): Target[] {
  const condition = policy.diseases[disease].uncontrolled;
  if (!condition) return [];
  return Object.entries(targetSteps).flatMap(([key, { from, to, step }]): Target[] => {
    const measure = key as keyof typeof targetSteps;
    for (let value = from; value <= to; value = Math.round((value + step) * 10) / 10) {
      const values: Values = { age, [measure]: value };
      if (holds(condition, (name) => values[name]) === true)
        return [
          {
            measure,
            rule: `${policy.id} ${policy.version} ${disease}`,
            below: value,
            source: policySource,
            mark: policy.status === 'approved' ? 'seen' : 'draft',
          },
        ];
    }
    return [];
  });
}
/** Control is judged by what staff measured: a reading at home may say something else. */
const policySource = {
  zh: '县慢病分色政策，按诊室测量的值，不含家中自测',
  en: "The county's policy of chronic diseases, by what staff measured, not at home",
};

export const reportPartOf =
  (parts: Parts): ReportPartSource =>
  async (q, personIds, span) => {
    const rows = Map.groupBy(await registrationsOf(q, personIds), ({ personId }) => personId);
    const people = (await parts.registry.persons(q, [...rows.keys()])).toSorted((a, b) =>
      a.personId.localeCompare(b.personId),
    );
    const evidence = await gatherEvidence(parts, q, people, span.to);
    const adherence = await parts.pharmacy.adherence(q, [...rows.keys()], dayOf(span.from), span.asOf);
    return new Map(
      people.map(({ personId, birthOn }): [string, ChronicPart[]] => [
        personId,
        rows
          .get(personId)!
          .filter(({ status }) => isCounted(status))
          .map((row) => {
            const covered = coveredOf(row.disease, adherence.get(personId) ?? []);
            return { ...partOf(row, evidence.get(personId)!, span, birthOn), ...(covered && { covered }) };
          }),
      ]),
    );
  };

/** Classes of medicines that keep a disease in check. */
const classes: Partial<Record<Disease, readonly Adherence['therapy'][]>> = {
  hypertension: ['ras-antagonist', 'calcium-channel-blocker', 'beta-blocker', 'diuretic'],
  diabetes: ['diabetes'],
};
/** The class of medicines that was least covered; nothing where no figure of the year is a measure yet. */
export function coveredOf(disease: Disease, adherence: readonly Adherence[]): ChronicPart['covered'] {
  const share = ({ coveredDays, windowDays }: Adherence) => coveredDays / windowDays;
  const [least] = adherence
    .filter(({ therapy, notMeasured }) => classes[disease]?.includes(therapy) && notMeasured === undefined)
    .toSorted((one, other) => share(one) - share(other));
  return least && { days: least.coveredDays, of: least.windowDays };
}

function partOf(
  row: RegistrationRow,
  evidence: Evidence,
  { from, asOf }: ReportSpan,
  birthOn: Day | undefined,
): ChronicPart {
  const { disease, uncontrolled, lastContactOn, nextDueOn } = row;
  const firstOn = dayOf(from);
  const ofYear = (on: Day) => on >= firstOn && on <= asOf;
  const followUps = evidence.followUps.filter((one) => one.disease === disease && ofYear(one.on));
  const byStaff = evidence.readings.filter(({ atHome }) => !atHome);
  const days = new Set([
    ...followUps.map(({ on }) => on),
    ...visitDays(byStaff, disease).flatMap(({ on }) => (ofYear(on) ? [on] : [])),
  ]);
  const adherence = adherences[String(followUps[0]?.answers['adherence'])];
  return {
    disease,
    name: { zh: diseaseRules[disease].title, en: english[disease] },
    visits: days.size,
    ...(wantedVisits[disease] && { wantedVisits: wantedVisits[disease] }),
    ...(uncontrolled !== null && { controlled: !uncontrolled }),
    ...(adherence && { adherence }),
    ...(lastContactOn && { lastOn: lastContactOn }),
    ...(nextDueOn && { nextDueOn }),
    targets: targetsOfPolicy(colourPolicy, disease, birthOn === undefined ? undefined : yearsOn(birthOn, asOf)),
    source: policySource,
    mark: colourPolicy.status === 'approved' ? 'seen' : 'draft',
  };
}
