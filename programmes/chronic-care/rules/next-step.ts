// The next step for one disease with its reasons: by the national follow-up table where there is one, else by the county's colour.
import type { Day } from '#platform/contract.ts';
import type { ChronicColour } from '#foundation/record/contract.ts';
import type { LocalText } from '#foundation/knowledge/rules/content.ts';
import { decideFollowUp, type FollowUpVisit } from '#foundation/knowledge/rules/decide-follow-up.ts';
import type { FormDefinition } from '#foundation/knowledge/rules/form.ts';
import type { Instrument } from '#foundation/knowledge/rules/instrument.ts';
import { colourPolicy } from './colour-policy.ts';
import { addDays } from './days.ts';

export interface NextStep {
  /** Kept with what the doctor decided about it. */
  code: string;
  /** The table or policy with its version. */
  source: string;
  draft: boolean;
  title: LocalText;
  actions: readonly LocalText[];
  referral: 'none' | 'routine' | 'urgent';
  nextContactOn: Day;
}
export type StepProposal =
  { state: 'proposed'; step: NextStep } | { state: 'incomplete'; missing: readonly LocalText[] };

/** `history` newest first, without the visit itself. */
export function stepByTable(
  form: FormDefinition,
  table: Instrument,
  visit: FollowUpVisit & { visitOn: Day },
  history: readonly FollowUpVisit[],
): StepProposal | undefined {
  const decision = decideFollowUp(form, table, { ...visit, history });
  if (!decision || decision.result.state === 'not-applicable') return undefined;
  if (decision.result.state === 'incomplete') {
    const labels = new Map(table.inputs.map(({ key, label }) => [key, label]));
    const { missing, implausible } = decision.result;
    return {
      state: 'incomplete',
      missing: [...missing, ...implausible].map((key) => labels.get(key) ?? { zh: key, en: key }),
    };
  }
  const { outcome, row } = decision.result;
  return {
    state: 'proposed',
    step: {
      code: row,
      source: `${table.id}|${table.version}`,
      draft: table.status === 'draft',
      title: outcome.label,
      actions: outcome.actions ?? [],
      referral: outcome.referral ?? 'none',
      nextContactOn: addDays(visit.visitOn, outcome.nextContactDays ?? colourPolicy.contactDays.green),
    },
  };
}

const byColour: Record<ChronicColour, Pick<NextStep, 'title' | 'actions' | 'referral'>> = {
  red: {
    title: { zh: '今天处理，建议转诊', en: 'Act today; refer' },
    actions: [{ zh: '转诊到上级，2 周内随访转诊情况', en: 'Refer up; follow the referral up within 2 weeks' }],
    referral: 'routine',
  },
  yellow: {
    title: { zh: '调整治疗，2 周内再看', en: 'Adjust; look again within 2 weeks' },
    actions: [{ zh: '查找原因，2 周内随访', en: 'Find the reason; follow up within 2 weeks' }],
    referral: 'none',
  },
  green: {
    title: { zh: '保持目前治疗，按期随访', en: 'Keep on' },
    actions: [{ zh: '约好下一次随访', en: 'Agree on the next visit' }],
    referral: 'none',
  },
};

/** Diseases without a national table: what the county's colours say about the next contact. */
export const stepByColour = (colour: ChronicColour, visitOn: Day): StepProposal => ({
  state: 'proposed',
  step: {
    code: `colour-${colour}`,
    source: `${colourPolicy.id}|${colourPolicy.version}`,
    draft: colourPolicy.status === 'draft',
    ...byColour[colour],
    nextContactOn: addDays(visitOn, colourPolicy.contactDays[colour]),
  },
});
