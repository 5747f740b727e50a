// Writes down what only the person can say (smoking, relatives, exercise) as Observations, once.
import { fail, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { documentIdOf } from '#foundation/sync/rules/document-id.ts';
import { permissions, type AnswersBody, type PersonRisk } from '../../contract.ts';
import { factObservation } from '../../rules/fact-observation.ts';
import type { AskedFact } from '../../rules/asked-facts.ts';
import type { Parts } from '../parts.ts';
import { nothingAnswered } from '../problems.ts';
import { readPersonRisk } from './read-person.ts';

export async function answerFacts(
  parts: Parts,
  actor: Actor,
  personId: string,
  { answersId, answers }: AnswersBody,
  now: Date,
): Promise<Result<PersonRisk>> {
  const given = Object.entries(answers) as [AskedFact, boolean | number | string][];
  if (given.length === 0) return fail(nothingAnswered);
  const { kernel, record } = parts;
  const put = await Promise.all(
    given.map(async ([fact, value]) =>
      factObservation({
        id: await documentIdOf('risk-fact', answersId, fact),
        personId,
        fact,
        value,
        at: now,
        byPerson: actor.personId !== undefined,
      }),
    ),
  );
  const done = await kernel.db.tx(async (q): Promise<Result<unknown>> => {
    const written = await record.putResources(q, actor, permissions.answer, { put }, now);
    if (!written.ok) return written;
    await kernel.audit.record(q, actor, {
      action: 'create',
      permission: permissions.answer,
      outcome: 'success',
      persons: [personId],
      detail: { answers: given.length },
    });
    return written;
  });
  return done.ok ? readPersonRisk(parts, actor, personId, now) : done;
}
