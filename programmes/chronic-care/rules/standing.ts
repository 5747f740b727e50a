// A person's registers as the policy says today: what stands, what changed, and which colour counts.
import type { Day } from '#platform/contract.ts';
import type { ChronicColour } from '#foundation/record/contract.ts';
import type { Values } from '#foundation/knowledge/rules/values.ts';
import { decideColour, type ColourPolicy } from './colour-policy.ts';
import { addDays } from './days.ts';
import { diseases, type Disease } from './disease.ts';
import type { Evidence } from './evidence.ts';
import { factsOf } from './facts.ts';
import {
  decideInclusion,
  isCounted,
  nextDueOn,
  type InclusionEvidence,
  type RegistrationStatus,
} from './registration.ts';

export interface Override {
  colour: ChronicColour;
  /** The last day on which it holds. */
  untilOn: Day;
}
/** What the rules need of a row that stands. */
export interface StandingBefore {
  status: RegistrationStatus;
  foundOn: Day;
  override?: Override;
}
export interface Standing {
  disease: Disease;
  status: RegistrationStatus;
  evidence: InclusionEvidence;
  foundOn: Day;
  colour?: ChronicColour;
  rule?: string;
  inputs: Values;
  uncontrolled?: boolean;
  lastContactOn?: Day;
  nextDueOn?: Day;
}

/** The override where one holds on that day, else what the rule says. */
export const colourThatCounts = (
  colour: ChronicColour | null | undefined,
  override: Override | undefined,
  today: Day,
): ChronicColour | undefined => (override && override.untilOn >= today ? override.colour : (colour ?? undefined));

export function standingsOf(
  policy: ColourPolicy,
  evidence: Evidence,
  before: ReadonlyMap<Disease, StandingBefore>,
  today: Day,
): Standing[] {
  return diseases.flatMap((disease): Standing[] => {
    const old = before.get(disease);
    const inclusion = decideInclusion(policy, disease, evidence, today, old?.status);
    if (!inclusion) return [];
    const { lastContactOn, dueOn } = nextDueOn(policy, disease, evidence);
    const head = {
      disease,
      ...inclusion,
      foundOn: old?.foundOn ?? today,
      ...(lastContactOn && { lastContactOn }),
    };
    if (!isCounted(inclusion.status)) return [{ ...head, inputs: {} }];
    const facts = factsOf(policy, disease, evidence, today, dueOn);
    const { colour, rule, inputs } = decideColour(policy, disease, facts);
    const soonest = lastContactOn && addDays(lastContactOn, policy.contactDays[colour]);
    const due = soonest && (!dueOn || soonest < dueOn) ? soonest : (dueOn ?? today);
    return [
      {
        ...head,
        colour,
        rule,
        inputs,
        ...(typeof facts['uncontrolled'] === 'boolean' && { uncontrolled: facts['uncontrolled'] }),
        nextDueOn: due,
      },
    ];
  });
}
