// Tags of risk classes: what a published model says over which time, on which values, and until when these are young enough.
import { dayOf } from '#platform/contract.ts';
import type { LocalText } from '#foundation/knowledge/rules/content.ts';
import type { Instrument, InstrumentResult } from '#foundation/knowledge/rules/instrument.ts';
import { bodySystems, type BodySystem } from '../body-system.ts';
import type { KnownValues } from '../health-index.ts';
import { inputOf } from '../told-value.ts';
import type { Tag, TagTone } from '../tag.ts';

export interface AssessedModel {
  model: string;
  disease: LocalText;
  system: string;
  horizonYears: number;
  level: 'low' | 'medium' | 'high' | undefined;
  result: InstrumentResult;
  /** With the status that signatures make of it. */
  instrument: Instrument;
}
const tones: Record<'low' | 'medium' | 'high', TagTone> = { low: 'green', medium: 'amber', high: 'red' };
const words = {
  low: { zh: '低危', en: 'low' },
  medium: { zh: '中危', en: 'medium' },
  high: { zh: '高危', en: 'high' },
};
const draft = { zh: '（草案）', en: ' (draft)' };
const dayMilliseconds = 86_400_000;

export function riskTags(models: readonly AssessedModel[], values: KnownValues): Tag[] {
  return models.flatMap(({ model, disease, system, horizonYears, level, result, instrument }): Tag[] => {
    if (!level || result.state !== 'complete') return [];
    const used = instrument.inputs.flatMap((input) =>
      values[input.key] ? [{ input, known: values[input.key]! }] : [],
    );
    const ends = used.flatMap(({ input: { maxAgeDays }, known: { at } }) =>
      at && maxAgeDays ? [at.getTime() + maxAgeDays * dayMilliseconds] : [],
    );
    const years = {
      zh: horizonYears > 0 ? ` ${horizonYears} 年` : '',
      en: horizonYears > 0 ? `${horizonYears}-year ` : '',
    };
    const isDraft = instrument.status === 'draft';
    return [
      {
        rule: `portrait.risk.${model}`,
        kind: 'risk',
        label: {
          zh: `${disease.zh}${years.zh}${words[level].zh}${isDraft ? draft.zh : ''}`,
          en: `${disease.en}: ${words[level].en} ${years.en}risk${isDraft ? draft.en : ''}`,
        },
        tone: tones[level],
        ...((bodySystems as readonly string[]).includes(system) && { system: system as BodySystem }),
        inputs: [
          { label: instrument.title, value: result.outcome.label },
          ...used.map(({ input, known }) => inputOf(input, known)),
        ],
        ...(ends.length > 0 && { validUntil: dayOf(new Date(Math.min(...ends))) }),
      },
    ];
  });
}
