// Rounds, and the people of one with their answers, as sheets.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { writeSheet } from '#platform/kernel/documents/excel-export.ts';
import type { OutreachesQuery } from '../../contract.ts';
import { answerText } from '../../rules/answer-text.ts';
import type { Parts } from '../parts.ts';
import { roundUnknown } from '../problems.ts';
import { openAnswers } from '../store/outreach.ts';
import { findRound } from '../store/round.ts';
import { findRelease } from '../store/template.ts';
import { ownUnits, peopleOfRound, readPermission, readRounds } from './rounds.ts';

type Format = 'csv' | 'xlsx';
const timeText = (instant: string | undefined): string =>
  instant === undefined
    ? ''
    : new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

export async function exportRounds(parts: Parts, actor: Actor, format: Format): Promise<Buffer> {
  const { kernel } = parts;
  const word = wordsFor(parts, actor);
  const found = await readRounds(parts, actor);
  const rounds = found.ok ? found.value.rounds : [];
  await kernel.audit.recordRead(actor, {
    action: 'search',
    permission: readPermission,
    outcome: 'success',
    object: `FollowUpRounds.${format}`,
    detail: { rows: rounds.length },
  });
  return writeSheet(format, {
    name: word('rounds'),
    headings: ['round', 'template', 'startedBy', 'startedAt', 'people', 'answered', 'abnormal'].map(word),
    rows: rounds.map((one) => [
      one.name,
      one.templateTitle,
      one.startedBy,
      timeText(one.startedAt),
      one.people,
      one.counts.answered,
      one.abnormal,
    ]),
  });
}

export async function exportRound(
  parts: Parts,
  actor: Actor,
  roundId: string,
  query: OutreachesQuery,
  format: Format,
  now: Date,
): Promise<Result<Buffer>> {
  const { kernel } = parts;
  const round = await findRound(kernel.db, roundId);
  if (!round || !(await ownUnits(parts, actor)).has(round.orgUnitId)) return fail(roundUnknown);
  const template = (await findRelease(kernel.db, round.templateId, round.release))!;
  const word = wordsFor(parts, actor);
  const people = await peopleOfRound(parts, actor, round, template, query, now);
  await kernel.audit.recordRead(actor, {
    action: 'search',
    permission: readPermission,
    outcome: 'success',
    persons: people.map(({ row }) => row.personId),
    object: `FollowUpRound/${roundId}.${format}`,
    detail: { rows: people.length },
  });
  return succeed(
    await writeSheet(format, {
      name: round.name.slice(0, 30),
      headings: [
        ...['name', 'age', 'village', 'phone', 'state', 'way', 'answeredAt'].map(word),
        ...template.questions.map(({ text }) => text),
        word('abnormalAnswers'),
      ],
      rows: people.map(({ row, shown }) => {
        const answers = row.state === 'answered' ? openAnswers(kernel.cipher, row) : {};
        const way = shown.answeredBy ?? shown.channel;
        return [
          shown.name,
          shown.age,
          shown.villageName,
          shown.phone ?? '',
          word(`state.${shown.state}`),
          way ? word(`way.${way}`) : '',
          timeText(shown.answeredAt),
          ...template.questions.map((question) =>
            answers[question.key] === undefined ? '' : answerText(question, answers[question.key]),
          ),
          shown.abnormal.map(({ question, answer }) => `${question} ${answer}`).join('；'),
        ];
      }),
    }),
  );
}

const wordsFor =
  ({ kernel }: Parts, actor: Actor) =>
  (key: string): string =>
    kernel.messages.render(actor.locale, `follow-up.sheet.${key}`);
