// The registers' own advice: the same colours, reasons and next steps that our screens show, as cards.
import { dayOf } from '#platform/contract.ts';
import { checkInteractions } from '#foundation/knowledge/rules/check-interactions.ts';
import type { Card, HookRequest } from '../../advice-contract.ts';
import { adviceCards, type AdviceFrame, type DiseaseAdvice } from '../../rules/advice-cards.ts';
import { colourPolicy } from '../../rules/colour-policy.ts';
import { resourcesIn, withPrefetched } from '../../rules/prefetched.ts';
import type { AdviceSource } from '../advice.ts';
import type { Parts } from '../parts.ts';
import { registrationsOf } from '../store/registration.ts';
import { derive, policyName } from './derive-colours.ts';
import { gatherEvidence } from './gather-evidence.ts';
import { reasonOf } from './present.ts';
import { proposeSteps } from './propose-steps.ts';

const prefetch = {
  conditions: 'Condition?patient={{context.patientId}}&clinical-status=active',
  observations:
    'Observation?patient={{context.patientId}}&code=85354-9,76629-5,15074-8,4548-4,14682-9,59408-5&_sort=-date&_count=50',
};

export const chronicAdvice = (parts: Parts): AdviceSource[] => [
  {
    service: {
      hook: 'patient-view',
      id: 'chronic-care-patient-view',
      title: '慢病提示',
      description: 'Colours of chronic diseases with reasons and the next step; enrolment where nobody follows them',
      prefetch,
    },
    advise: (_actor, request, now) => adviceOn(parts, request, now),
  },
  {
    service: {
      hook: 'order-sign',
      id: 'chronic-care-order-sign',
      title: '慢病开方提示',
      description: 'The same advice before orders are signed, and how drafted medicines meet those in use',
      prefetch,
    },
    async advise(_actor, request, now) {
      return [...(await medicineCards(parts, request, now)), ...(await adviceOn(parts, request, now))];
    },
  },
];

async function adviceOn(parts: Parts, { context, prefetch: sent }: HookRequest, now: Date): Promise<Card[]> {
  const { kernel, registry } = parts;
  const personId = context.patientId;
  const [person] = await registry.persons(kernel.db, [personId]);
  if (!person) return [];
  const evidence = withPrefetched(
    (await gatherEvidence(parts, kernel.db, [person], now)).get(personId)!,
    resourcesIn(sent),
    personId,
  );
  const rows = derive(person, evidence, await registrationsOf(kernel.db, [personId]), now).rows;
  const steps = new Map(
    proposeSteps(parts, person, evidence, rows, dayOf(now)).map(({ disease, proposal }) => [disease, proposal]),
  );
  const address = kernel.publicAddress();
  const frame: AdviceFrame = {
    personId,
    policy: policyName,
    draft: colourPolicy.status === 'draft',
    ...(address && { page: `${address}/clinic/people/${personId}/chronic` }),
  };
  return adviceCards(
    rows.map((row): DiseaseAdvice => {
      const proposal = steps.get(row.disease);
      return {
        disease: row.disease,
        reason: reasonOf(row),
        offer: row.status === 'suspected' || row.status === 'diagnosed',
        ...(proposal && { proposal }),
      };
    }),
    frame,
  );
}

interface Drafted {
  resourceType: string;
  medicationCodeableConcept?: { text?: string; coding?: { system?: string; code?: string; display?: string }[] };
}
const atcSystem = 'http://www.whocc.no/atc';
const indicators = { contraindicated: 'critical', major: 'critical', moderate: 'warning' } as const;

/** By the interaction rules of the knowledge base: drafted ones against each other, against what is in use, against diseases. */
async function medicineCards(parts: Parts, { context }: HookRequest, now: Date): Promise<Card[]> {
  const { kernel, knowledge, record } = parts;
  const rules = knowledge.interactions(dayOf(now));
  const drafted = (context.draftOrders?.entry ?? []).flatMap(({ resource }) => {
    const { resourceType, medicationCodeableConcept: concept } = (resource ?? { resourceType: '' }) as Drafted;
    if (resourceType !== 'MedicationRequest' || !concept) return [];
    const coding = concept.coding ?? [];
    return [
      {
        name: concept.text ?? coding[0]?.display ?? '',
        atc: coding.flatMap(({ system, code }) => (system === atcSystem && code ? [code] : [])),
      },
    ];
  });
  if (!rules || drafted.length === 0) return [];
  const inUse = await record.activeMedications(kernel.db, [context.patientId]);
  const conditions = await record.codedFacts(kernel.db, [context.patientId], { conditions: [''], observations: [] });
  const names = new Set(drafted.map(({ name }) => name));
  return checkInteractions(rules, {
    medications: [...drafted, ...inUse.filter(({ name }) => !names.has(name))],
    conditions: conditions.map(({ code }) => code),
    allergies: [],
  })
    .filter(({ medications }) => medications.some((name) => names.has(name)))
    .map((alert): Card => ({
      summary: `${alert.medications.join(' + ')}：${alert.sentence.zh}`.slice(0, 139),
      detail: alert.action.zh,
      indicator: indicators[alert.severity as keyof typeof indicators] ?? 'info',
      source: { label: `天目知识库 ${alert.rule}` },
    }));
}
