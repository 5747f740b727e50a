// Who belongs into a register: a diagnosis, a follow-up of the national standard, or high readings on several days.
import type { Day } from '#platform/contract.ts';
import { holds } from '#foundation/knowledge/rules/condition.ts';
import type { Values } from '#foundation/knowledge/rules/values.ts';
import type { ColourPolicy } from './colour-policy.ts';
import { addDays, daysBetween } from './days.ts';
import type { Disease } from './disease.ts';
import type { Evidence } from './evidence.ts';
import { visitDays } from './facts.ts';

/**
 * `suspected`: readings alone; `diagnosed`: a doctor named it, nobody looks after it yet; `enrolled`: looked after;
 * `declined`: does not want to be; `ended`: moved away, died, or it was none.
 */
export const registrationStatuses = ['suspected', 'diagnosed', 'enrolled', 'declined', 'ended'] as const;
export type RegistrationStatus = (typeof registrationStatuses)[number];
export const isCounted = (status: RegistrationStatus): boolean => status === 'diagnosed' || status === 'enrolled';

export interface InclusionEvidence {
  kind: 'diagnosis' | 'form' | 'readings';
  /** The day of the diagnosis or form; of readings the last one. */
  on?: Day;
  /** Days of high readings, newest first. */
  days?: readonly Day[];
}
export interface Inclusion {
  status: RegistrationStatus;
  evidence: InclusionEvidence;
}

/** `undefined` where nothing puts the person into this register. */
export function decideInclusion(
  policy: ColourPolicy,
  disease: Disease,
  found: Evidence,
  today: Day,
  before?: RegistrationStatus,
): Inclusion | undefined {
  const form = found.followUps.find((one) => one.disease === disease);
  const diagnosed = found.diagnoses.has(disease);
  const evidence: InclusionEvidence | undefined = form
    ? { kind: 'form', on: form.on }
    : diagnosed
      ? { kind: 'diagnosis', on: found.diagnoses.get(disease) }
      : readingsOf(policy, disease, found, today);
  if (before === 'enrolled' || before === 'declined' || before === 'ended')
    return { status: before, evidence: evidence ?? { kind: 'diagnosis' } };
  if (!evidence) return before === 'diagnosed' ? { status: 'ended', evidence: { kind: 'diagnosis' } } : undefined;
  const statuses = { form: 'enrolled', diagnosis: 'diagnosed', readings: 'suspected' } as const;
  return { status: statuses[evidence.kind], evidence };
}

function readingsOf(
  { inclusion }: ColourPolicy,
  disease: Disease,
  { readings }: Evidence,
  today: Day,
): InclusionEvidence | undefined {
  const condition = inclusion[disease];
  if (!condition) return undefined;
  const days = visitDays(
    readings.filter(({ on, atHome }) => !atHome && on <= today && daysBetween(on, today) <= inclusion.withinDays),
    disease,
  )
    .filter(({ numbers }) => holds(condition, (key) => (numbers as Values)[key]) === true)
    .map(({ on }) => on);
  return days.length >= inclusion.days ? { kind: 'readings', on: days[0]!, days } : undefined;
}

/** When the next contact is due: as the last form says, else by the colour after the last contact. */
export function nextDueOn(
  policy: ColourPolicy,
  disease: Disease,
  { followUps, readings }: Evidence,
): { lastContactOn?: Day; dueOn?: Day } {
  const form = followUps.find((one) => one.disease === disease);
  const measured = visitDays(
    readings.filter(({ atHome }) => !atHome),
    disease,
  )[0]?.on;
  const lastContactOn = [form?.on, measured]
    .filter((on) => on !== undefined)
    .toSorted()
    .at(-1);
  if (lastContactOn === undefined) return {};
  const named = form?.answers['nextVisitOn'];
  if (form && form.on === lastContactOn && typeof named === 'string') return { lastContactOn, dueOn: named };
  return { lastContactOn, dueOn: addDays(lastContactOn, policy.contactDays.green) };
}
