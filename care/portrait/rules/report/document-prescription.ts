// The health prescription told in words: six blocks, goals, red flags, and who stands for it.
import type { Piece } from './pieces.ts';
import type { Reader } from './for-reader.ts';
import { blocks, type Advice, type Goal, type ReportModel } from './report-model.ts';
import { boundsText, dateText, readingText, type ReportWords } from './report-words.ts';
import { measures } from './measures.ts';

export function adviceText({ rule, code, parameters, mark }: Advice, reader: Reader, { t }: ReportWords): string {
  const text = t(`report.rx.${rule}`, parameters);
  if (reader === 'resident') return text;
  // The number of the option in the published list; ids of our own rules say nothing to a reader.
  const tail = code === undefined ? '' : t('report.rxCode', { code });
  return `${text}${tail}${mark === 'draft' ? t('report.draftMark') : ''}`;
}
export const goalText = ({ key, from, to, byOn, mark }: Goal, reader: Reader, words: ReportWords): string =>
  `${words.t(`report.goal.${key}`, { from, to, by: dateText(byOn, words) })}${mark === 'draft' && reader === 'doctor' ? words.t('report.draftMark') : ''}`;

export function prescriptionSection(
  { prescription, signature }: ReportModel,
  reader: Reader,
  words: ReportWords,
): Piece[] {
  const { t } = words;
  if (!prescription) return [{ kind: 'note', tone: 'waiting', text: t('report.rxWaiting') }];
  const state: Piece = signature
    ? {
        kind: 'note',
        tone: 'signed',
        text: t('report.rxSigned', { name: signature.byName, on: dateText(signature.on, words) }),
      }
    : { kind: 'note', tone: 'draft', text: t('report.rxDraft') };
  return [
    state,
    ...(prescription.problems.length > 0
      ? [
          {
            kind: 'bullets' as const,
            title: t('report.problems'),
            items: prescription.problems.map(({ measure, value, where, target }) =>
              t('report.openGap', {
                measure: t(`report.measure.${measure}`),
                value: readingText(measures[measure], { value, where }, words),
                target: boundsText(target, measures[measure].digits),
              }),
            ),
          },
        ]
      : []),
    ...blocks.map((block): Piece => {
      const own = prescription.advice.filter((one) => one.block === block);
      return {
        kind: 'bullets',
        title: t(`report.block.${block}`),
        items: own.length > 0 ? own.map((one) => adviceText(one, reader, words)) : [t('report.rxNone')],
      };
    }),
    prescription.goals.length > 0
      ? {
          kind: 'bullets',
          title: t('report.goals'),
          items: prescription.goals.map((goal) => goalText(goal, reader, words)),
        }
      : { kind: 'text', text: t('report.noGoals') },
    ...(signature?.note ? [{ kind: 'text' as const, text: t('report.rxNote', { note: signature.note }) }] : []),
  ];
}
