// The advice of the registers as CDS Hooks cards: one for each disease that needs somebody, its next step as a suggestion.
import type { Disease } from './disease.ts';
import { diseaseRules } from './disease.ts';
import { factsInWords } from './policy-fields.ts';
import type { NextStep, StepProposal } from './next-step.ts';
import type { Card } from '../advice-contract.ts';
import type { ColourReason } from '../contract.ts';

export interface DiseaseAdvice {
  disease: Disease;
  reason: ColourReason | undefined;
  /** Nobody looks after it yet. */
  offer: boolean;
  proposal?: StepProposal;
}
export interface AdviceFrame {
  personId: string;
  policy: string;
  draft: boolean;
  /** Our page about the person, where this server knows its own address. */
  page?: string;
}

const icd10 = 'urn:oid:2.16.156.10011.2.3.3.11';
const words = { red: '红色', yellow: '黄色', green: '绿色' } as const;
const indicators = { red: 'critical', yellow: 'warning', green: 'info' } as const;
const longest = 139;

export function adviceCards(advice: readonly DiseaseAdvice[], frame: AdviceFrame): Card[] {
  return advice.flatMap((one) => [...colourCard(one, frame), ...offerCard(one, frame)]);
}

/** Whoever is on target needs no card. */
function colourCard({ disease, reason, proposal }: DiseaseAdvice, frame: AdviceFrame): Card[] {
  if (!reason || reason.colour === 'green') return [];
  const title = diseaseRules[disease].title;
  const step = proposal?.state === 'proposed' ? proposal.step : undefined;
  const values = factsInWords(reason.inputs);
  return [
    {
      summary: `${title} ${words[reason.colour]}：${reason.text.zh}`.slice(0, longest),
      detail: [
        reason.text.zh,
        ...(values === '' ? [] : [`依据：${values}（规则 ${reason.rule}）`]),
        ...(step ? [`下一步：${step.title.zh}`, ...step.actions.map(({ zh }) => `- ${zh}`)] : []),
        ...(frame.draft ? ['分色规则为县里草案，未核定。'] : []),
      ].join('\n\n'),
      indicator: indicators[reason.colour],
      source: sourceOf(disease, frame),
      ...(step && {
        suggestions: [
          {
            label: step.title.zh,
            isRecommended: true,
            actions: [
              {
                type: 'create' as const,
                description: step.title.zh,
                resource: requestOf(disease, step, frame.personId),
              },
            ],
          },
        ],
        selectionBehavior: 'at-most-one' as const,
      }),
      ...linksOf(frame),
    },
  ];
}

function offerCard({ disease, offer }: DiseaseAdvice, frame: AdviceFrame): Card[] {
  if (!offer) return [];
  return [
    {
      summary: `有${diseaseRules[disease].title}依据，还没有纳入慢病管理`,
      indicator: 'info',
      source: sourceOf(disease, frame),
      ...linksOf(frame),
    },
  ];
}

const sourceOf = (disease: Disease, { policy }: AdviceFrame): Card['source'] => ({
  label: `天目慢病管理 ${policy}`,
  topic: { system: icd10, code: diseaseRules[disease].codes[0]!, display: diseaseRules[disease].title },
});
const linksOf = ({ page }: AdviceFrame): Pick<Card, 'links'> =>
  page === undefined ? {} : { links: [{ label: '在天目里查看', url: page, type: 'absolute' }] };

/** A proposal, not an order: whoever takes it signs it in their own system. */
const requestOf = (disease: Disease, step: NextStep, personId: string) => ({
  resourceType: 'ServiceRequest',
  status: 'draft',
  intent: 'proposal',
  priority: step.referral === 'urgent' ? 'stat' : step.referral === 'routine' ? 'urgent' : 'routine',
  code: { text: step.referral === 'none' ? '慢病随访' : '慢病转诊' },
  subject: { reference: `Patient/${personId}` },
  occurrenceDateTime: step.nextContactOn,
  reasonCode: [
    { coding: [{ system: icd10, code: diseaseRules[disease].codes[0] }], text: diseaseRules[disease].title },
  ],
  note: step.actions.map(({ zh }) => ({ text: zh })),
});
