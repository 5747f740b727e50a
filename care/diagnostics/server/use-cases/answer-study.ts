// A specialist signs a conclusion: it goes into the visit on the tablet, into the record, and the crew is told.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { FieldValue } from '#foundation/sync/rules/operation.ts';
import { documentIdOf } from '#foundation/sync/rules/document-id.ts';
import { readingsTopic, type AnswerBody, type StudyAnswer, type StudySheet } from '../../contract.ts';
import { modalityText } from '../../rules/fhir.ts';
import type { Parts } from '../parts.ts';
import { answeredAlready, changedMeanwhile, studyUnknown } from '../problems.ts';
import { closeReading, findReading } from '../store/reading.ts';
import { readStudy } from './read-studies.ts';

const answerPermission = 'diagnostics.reading.answer';

export async function answerStudy(
  parts: Parts,
  actor: Actor,
  key: { personId: string; study: string },
  body: AnswerBody,
  now: Date,
): Promise<Result<StudySheet>> {
  const { kernel, registry, sync, messaging } = parts;
  const units = await kernel.access.unitsOf(actor, answerPermission);
  const row = await findReading(kernel.db, key.personId, key.study);
  if (!row || !units.includes(row.organisationId)) return fail(studyUnknown);
  if (row.state === 'answered') return fail(answeredAlready);
  const hospital = (await registry.organisations(kernel.db, {})).find(
    ({ organisationId }) => organisationId === row.organisationId,
  );
  const answer: StudyAnswer = {
    conclusion: body.conclusion,
    ...(body.advice && { advice: body.advice }),
    critical: body.critical,
    at: now.toISOString(),
    byName: actor.displayName,
    organisationName: hospital?.name ?? '',
  };
  const notificationId = await documentIdOf('answered', key.study);
  const done = await kernel.db.tx(async (q): Promise<Result<void>> => {
    const closed = await closeReading(
      q,
      {
        personId: key.personId,
        studyId: key.study,
        version: body.version,
        readerId: actor.accountId,
        critical: body.critical,
      },
      now,
    );
    if (!closed) return fail(changedMeanwhile);
    const set = { answer: answer as unknown as FieldValue };
    const told = await sync.answer(q, actor, { personId: key.personId, documentId: key.study, set }, now);
    // Rolls back what was closed.
    if (!told.ok) throw new Error(told.problem.code);
    await messaging.sendToMany(q, [row.askedBy], {
      code: body.critical ? 'diagnostics-answered-critical' : 'diagnostics-answered',
      parameters: { what: modalityText(row.modality) },
      notificationId,
      urgency: body.critical ? 'urgent' : 'normal',
      link: '/crew/',
    });
    await kernel.live.publish(q, readingsTopic, {});
    return succeed(undefined);
  });
  return done.ok ? readStudy(parts, key, now) : done;
}
