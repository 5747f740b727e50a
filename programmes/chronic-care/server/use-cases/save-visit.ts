// Saves a chronic clinic visit whole or not at all: visit, forms, measurements, education, and what was decided about each next step.
import { dayOf, fail, succeed, type Day, type Issue, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { evaluateForm, itemsOf } from '#foundation/knowledge/rules/evaluate-form.ts';
import { observationsOf } from '#foundation/knowledge/rules/fhir/observations.ts';
import { responseOf } from '#foundation/knowledge/rules/fhir/questionnaire-response.ts';
import type { Answers, FormDefinition } from '#foundation/knowledge/rules/form.ts';
import { simulatedTag } from '#foundation/record/rules/person-facts.ts';
import { sourceSystem, visitResources, type Resource } from '#foundation/record/rules/visit-resources.ts';
import { documentIdOf } from '#foundation/sync/rules/document-id.ts';
import type { PersonRecord } from '#foundation/registry/server/index.ts';
import { visitPermission, type VisitBody, type VisitReply } from '../../visit-contract.ts';
import { diseaseOfForm, diseaseRules, type Disease } from '../../rules/disease.ts';
import type { Evidence } from '../../rules/evidence.ts';
import { stepByColour, stepByTable, type NextStep } from '../../rules/next-step.ts';
import { answersFor, oneVisitForm, visitAnswers, type FormOfDisease } from '../../rules/one-visit-form.ts';
import type { Parts } from '../parts.ts';
import { answersRefused, formUnknown, notRegistered, stepNeedsNote, stepOutdated } from '../problems.ts';
import { registrationsOf, type RegistrationRow } from '../store/registration.ts';
import { insertDecisions } from '../store/step-decision.ts';
import { gatherEvidence } from './gather-evidence.ts';
import { inTransaction } from './in-transaction.ts';
import { earlierVisits, factsOn } from './propose-steps.ts';

export async function saveVisit(
  parts: Parts,
  actor: Actor,
  personId: string,
  body: VisitBody,
  now: Date,
): Promise<Result<VisitReply>> {
  const { kernel, registry, record } = parts;
  const today = dayOf(now);
  const forms = formsOf(parts, body);
  if (!forms) return fail(formUnknown);
  return inTransaction(kernel, async (q): Promise<Result<VisitReply>> => {
    const [person] = await registry.persons(q, [personId]);
    const rows = (await registrationsOf(q, [personId])).filter(({ status }) => status !== 'ended');
    if (!person || rows.length === 0) return fail(notRegistered);
    const joint = oneVisitForm(
      forms,
      rows.map(({ disease }) => disease),
    );
    const result = evaluateForm(joint, body.answers, today);
    if (result.state === 'incomplete') return fail(answersRefused(issuesOf(joint, result)));
    const nextOn = result.answers['nextVisitOn'];
    const reply = { visitId: body.visitId, ...(typeof nextOn === 'string' && { nextOn }) };
    const ids = await idsOf(forms, body.visitId);
    const before = await record.filledForms(q, [personId], { ids: [...ids.values()] });
    if (before.length > 0) return succeed({ ...reply, repeated: true });
    const evidence = (await gatherEvidence(parts, q, [person], now)).get(personId)!;
    const steps = decideSteps(parts, forms, person, evidence, rows, result.answers, today);
    for (const { disease, code, decision, note } of body.steps) {
      if (steps.get(disease)?.code !== code) return fail(stepOutdated);
      if (decision !== 'accepted' && (note ?? '').length < 2) return fail(stepNeedsNote);
    }
    const put = resourcesOf(actor, person, body, forms, ids, result.answers, now);
    const written = await record.putResources(q, actor, visitPermission, { put, visits: true }, now);
    if (!written.ok) return written;
    await insertDecisions(
      q,
      body.steps.map(({ disease, decision, note }) => ({
        personId,
        decisionId: kernel.newId(),
        disease,
        at: now,
        step: steps.get(disease)!,
        decision,
        ...(note && { note }),
        byName: actor.displayName,
        accountId: actor.accountId,
        visitId: body.visitId,
      })),
    );
    await kernel.audit.record(q, actor, {
      action: 'create',
      permission: visitPermission,
      outcome: 'success',
      persons: [personId],
      object: `Encounter/${body.visitId}`,
      detail: { forms: forms.length, steps: body.steps.length },
    });
    return succeed({ ...reply, repeated: false });
  });
}

function formsOf({ knowledge }: Parts, { forms }: VisitBody): FormOfDisease[] | undefined {
  const found = forms.map(({ id, version }): FormOfDisease | undefined => {
    const form = knowledge.form(id, version);
    const disease = diseaseOfForm(id);
    if (!form || !disease) return undefined;
    const { title } = diseaseRules[disease];
    return { disease, form, title: { zh: title, en: title } };
  });
  return found.every((one) => one !== undefined) ? found : undefined;
}

const idsOf = async (forms: readonly FormOfDisease[], visitId: string): Promise<Map<string, string>> =>
  new Map(
    await Promise.all(
      [...forms.map(({ form }) => form.id), 'visit'].map(async (id): Promise<[string, string]> => [
        id,
        await documentIdOf('chronic-visit', visitId, id),
      ]),
    ),
  );

/** As the screen works them out: by the table over today's answers, else by the colour that stands. */
function decideSteps(
  { knowledge }: Parts,
  forms: readonly FormOfDisease[],
  person: PersonRecord,
  evidence: Evidence,
  rows: readonly RegistrationRow[],
  answers: Answers,
  today: Day,
): Map<Disease, NextStep> {
  const steps = new Map<Disease, NextStep>();
  for (const { disease, colour } of rows) {
    const form = forms.find((one) => one.disease === disease)?.form;
    const table = form?.decision && knowledge.instrument(form.decision.instrument, form.decision.version);
    const proposal =
      form && table
        ? stepByTable(
            form,
            table,
            { answers: answersFor(form, answers), person: factsOn(person, today), visitOn: today },
            earlierVisits(evidence, disease, person),
          )
        : colour && stepByColour(colour, today);
    if (proposal && proposal.state === 'proposed') steps.set(disease, proposal.step);
  }
  return steps;
}

function resourcesOf(
  actor: Actor,
  person: PersonRecord,
  body: VisitBody,
  forms: readonly FormOfDisease[],
  ids: ReadonlyMap<string, string>,
  answers: Answers,
  now: Date,
): Resource[] {
  const { visitId } = body;
  const at = now.toISOString();
  const patient = `Patient/${person.personId}`;
  const encounter = `Encounter/${visitId}`;
  const meta = { tag: [{ system: sourceSystem, code: 'clinic' }, ...(person.simulated ? [simulatedTag] : [])] };
  const [visit] = visitResources(
    {
      visitId,
      startedAt: at,
      endedAt: at,
      kind: body.visit,
      reason: '慢病一站式就诊',
      vitals: [],
      simulated: person.simulated,
    },
    { patient, organization: actor.homeUnitId },
  );
  const measured = new Set<string>();
  const added = visitAnswers(answers);
  const all = [
    ...forms.map(({ form }) => ({ form, answers: answersFor(form, answers), id: ids.get(form.id)! })),
    { ...added, id: ids.get('visit')! },
  ];
  const filled = all.flatMap(({ form, answers: own, id }): Resource[] => {
    const shared = { id, patient, encounter, authoredAt: at, meta };
    // What several forms ask was measured once: it is one Observation.
    const fresh = Object.fromEntries(Object.entries(own).filter(([key]) => !measured.has(codeOf(form, key))));
    for (const key of Object.keys(fresh)) measured.add(codeOf(form, key));
    return [
      responseOf(form, own, { ...shared, complete: true }),
      ...observationsOf(form, fresh, { ...shared, derivedFrom: `QuestionnaireResponse/${id}` }).map((one) => ({
        ...one,
        resourceType: 'Observation',
      })),
    ];
  });
  return [visit!, ...filled];
}
const codeOf = (form: FormDefinition, key: string): string =>
  itemsOf(form).find((item) => item.key === key)?.code?.code ?? `${form.id} ${key}`;

function issuesOf(
  form: FormDefinition,
  { missing, faults }: { missing: readonly string[]; faults: readonly { key: string }[] },
): Issue[] {
  const labels = new Map(itemsOf(form).map(({ key, label }) => [key, label.zh]));
  const issue = (code: string) => (key: string) => ({
    path: key,
    code: `chronic-care.answer.${code}`,
    parameters: { name: labels.get(key) ?? key },
  });
  return [...missing.map(issue('missing')), ...faults.map(({ key }) => issue('refused')(key))];
}
