// Scales of a person: what was filled in with its result, and a new one that goes signed into the record.
import { dayOf, fail, succeed, yearsOn, type Day, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import { evaluateForm, itemsOf } from '#foundation/knowledge/rules/evaluate-form.ts';
import { evaluateInstrument } from '#foundation/knowledge/rules/evaluate-instrument.ts';
import { answersOf } from '#foundation/knowledge/rules/fhir/questionnaire-response.ts';
import type { Answers } from '#foundation/knowledge/rules/form.ts';
import type { Instrument } from '#foundation/knowledge/rules/instrument.ts';
import { simulatedTag } from '#foundation/record/rules/person-facts.ts';
import { sourceSystem } from '#foundation/record/rules/visit-resources.ts';
import type { PersonRecord } from '#foundation/registry/server/index.ts';
import { documentIdOf } from '#foundation/sync/rules/document-id.ts';
import { scalePermissions, type FilledScale, type ScaleBody, type ScalesReply } from '../../scales-contract.ts';
import { registryKeys, scaleForm, scaleIds, scaleResources, signerOf } from '../../rules/scales.ts';
import type { Parts } from '../parts.ts';
import { personUnknown, scaleNotFor, scaleUnanswered, scaleUnknown } from '../problems.ts';
import { inTransaction } from './in-transaction.ts';

const isScale = ({ id }: Pick<Instrument, 'id'>): boolean => (scaleIds as readonly string[]).includes(id);

function knownOf({ birthOn, sex }: PersonRecord, on: Day): Answers {
  return {
    ...(birthOn && { age: yearsOn(birthOn, on) }),
    ...((sex === 'male' || sex === 'female') && { sex }),
  };
}

/** The kernel has checked the person. */
export async function readScales(parts: Parts, personId: string, now: Date): Promise<Result<ScalesReply>> {
  const { kernel, registry } = parts;
  const [person] = await registry.persons(kernel.db, [personId]);
  return person ? succeed(await scalesOf(parts, kernel.db, person, now)) : fail(personUnknown);
}

async function scalesOf(parts: Parts, q: Sql, person: PersonRecord, now: Date): Promise<ScalesReply> {
  const { knowledge, record, registry } = parts;
  const ids = [
    ...new Set([person.personId, ...[...(await registry.personIdsOf(q, [person.personId])).values()].flat()]),
  ];
  const today = dayOf(now);
  return {
    scales: knowledge.instruments(today).filter(isScale),
    known: knownOf(person, today),
    filled: (await record.filledForms(q, ids)).flatMap(({ id, questionnaire, authoredAt, resource }): FilledScale[] => {
      const [url = '', version = ''] = questionnaire.split('|');
      const instrument = knowledge.instrument(url.split(/[:/]/).at(-1)!, version);
      if (!instrument || !isScale(instrument)) return [];
      const answers = answersOf(scaleForm(instrument), resource);
      const result = evaluateInstrument(instrument, answers);
      return [{ scaleId: id, instrument, answers, result, at: authoredAt, signedBy: signerOf(resource) }];
    }),
  };
}

export async function signScale(
  parts: Parts,
  actor: Actor,
  personId: string,
  body: ScaleBody,
  now: Date,
): Promise<Result<ScalesReply>> {
  const { kernel, registry, knowledge, record } = parts;
  const today = dayOf(now);
  const instrument = knowledge
    .instruments(today)
    .find(({ id, version }) => id === body.instrument && version === body.version);
  if (!instrument) return fail(scaleUnknown);
  return inTransaction(kernel, async (q): Promise<Result<ScalesReply>> => {
    const [person] = await registry.persons(q, [personId]);
    if (!person) return fail(personUnknown);
    const form = scaleForm(instrument);
    const known = knownOf(person, today);
    const asked = new Set(itemsOf(form).map(({ key }) => key));
    const fromRegistry = Object.entries(known).filter(([key]) => registryKeys.has(key) && asked.has(key));
    const answers: Answers = { ...body.answers, ...Object.fromEntries(fromRegistry) };
    const faults = evaluateForm(form, answers, today);
    const result = evaluateInstrument(instrument, answers);
    if (result.state === 'not-applicable') return fail(scaleNotFor(result.reason.zh));
    const wrong = faults.state === 'incomplete' ? faults.faults.map(({ key }) => key) : [];
    if (result.state === 'incomplete' || wrong.length > 0) {
      const keys = result.state === 'incomplete' ? [...result.missing, ...result.implausible] : wrong;
      return fail(scaleUnanswered(keys.map((key) => labelOf(instrument, key))));
    }
    const id = await documentIdOf('scale', personId, body.scaleId);
    // Sent twice, it is one: signed is signed.
    if ((await record.filledForms(q, [personId], { ids: [id] })).length > 0)
      return succeed(await scalesOf(parts, q, person, now));
    const put = scaleResources(instrument, answers, result, {
      id,
      personId,
      organisationId: actor.homeUnitId,
      signedBy: actor.displayName,
      at: now.toISOString(),
      tags: [{ system: sourceSystem, code: 'clinic' }, ...(person.simulated ? [simulatedTag] : [])],
    });
    const written = await record.putResources(q, actor, scalePermissions.write, { put }, now);
    if (!written.ok) return written;
    await kernel.audit.record(q, actor, {
      action: 'create',
      permission: scalePermissions.write,
      outcome: 'success',
      persons: [personId],
      object: `QuestionnaireResponse/${id}`,
      detail: { instrument: instrument.id, version: instrument.version },
    });
    return succeed(await scalesOf(parts, q, person, now));
  });
}

const labelOf = ({ inputs }: Instrument, key: string): { key: string; name: string } => ({
  key,
  name: inputs.find((input) => input.key === key)?.label.zh ?? key,
});
