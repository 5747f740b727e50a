// Who reads what: a clinician reads everything, with drafts named as such; a resident only what was checked, and the doctor's advice once a doctor signed it.
import type { ContentStatus } from '#foundation/knowledge/rules/content.ts';
import { indexInstrument } from '../index-terms.ts';
import { compare } from './measures.ts';
import type { ReportModel, Risk, Signature } from './report-model.ts';

export const readers = ['resident', 'doctor'] as const;
export type Reader = (typeof readers)[number];

export function forReader(model: ReportModel, reader: Reader): ReportModel {
  if (reader === 'doctor') return model;
  const signed = model.signature !== undefined;
  const { prescription, ...rest } = model;
  const risks = firstOfEachPart(model.risks.filter(({ state, status }) => state === 'complete' && isChecked(status)));
  const used = new Set([indexInstrument, ...risks.map((risk) => risk.model)]);
  return {
    ...rest,
    measured: model.measured.map(({ key, now, before, reference, target }) =>
      compare(
        key,
        { ...(now && { now }), ...(before && { before }) },
        reference?.mark === 'seen' ? reference : undefined,
        signed ? target : undefined,
      ),
    ),
    risks,
    chronic: model.chronic.map(({ controlled, ...part }) => ({
      ...part,
      targets: signed ? part.targets : [],
      ...(controlled !== undefined && (signed || part.mark === 'seen') && { controlled }),
    })),
    due: model.due.filter(({ mark }) => mark === 'seen'),
    sources: model.sources.filter(({ id, status }) => used.has(id) && isChecked(status)),
    ...(signed && prescription && { prescription }),
  };
}

const isChecked = (status: ContentStatus): boolean => status === 'verified' || status === 'reviewed';
/** Two models of one part of the body say two numbers: a resident is told the first, by which people are called in. */
const firstOfEachPart = (risks: readonly Risk[]): Risk[] =>
  risks.filter((risk, place) => risks.findIndex(({ system }) => system === risk.system) === place);

/** The doctor keeps what they stand for: the rest is struck out of what the resident gets. */
export function sign(model: ReportModel, kept: readonly string[], signature: Signature): ReportModel {
  const stays = new Set(kept);
  const { prescription } = model;
  return {
    ...model,
    signature,
    ...(prescription && {
      prescription: {
        ...prescription,
        advice: prescription.advice.filter(({ rule }) => stays.has(rule)),
        goals: prescription.goals.filter(({ key }) => stays.has(`goal.${key}`)),
      },
    }),
  };
}

/** What can be kept or struck out. */
export const signableOf = ({ prescription }: ReportModel): string[] => [
  ...(prescription?.advice ?? []).map(({ rule }) => rule),
  ...(prescription?.goals ?? []).map(({ key }) => `goal.${key}`),
];
