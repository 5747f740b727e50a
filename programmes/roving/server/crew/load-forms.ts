// Fills in forms of an earlier visit for the people of some villages, in a generated county: so that "last time" has something to show.
import { dayOf } from '#platform/contract.ts';
import { systemActor } from '#platform/kernel/access/system-actor.ts';
import { responseOf } from '#foundation/knowledge/rules/fhir/questionnaire-response.ts';
import type { Answers } from '#foundation/knowledge/rules/form.ts';
import { simulatedTag } from '#foundation/record/rules/person-facts.ts';
import { vitalRules } from '#foundation/record/rules/vitals.ts';
import { hasDiabetes, hasHypertension } from '../../rules/crew/due.ts';
import type { Parts } from '../parts.ts';
import { saveFormAnswers, type FormAnswerRow } from '../store/form-answer.ts';

export interface FormSubject {
  personId: string;
  hypertension: boolean;
  diabetes: boolean;
  /** Newest values by LOINC code. */
  newest: ReadonlyMap<string, number>;
}
/** What an earlier visit answered: form id, day, answers. */
export interface EarlierForm {
  form: string;
  on: string;
  answers: Answers;
}
const year = 365 * 86_400_000;
const mostPeople = 2_000;

export async function loadForms(
  { kernel, registry, record, knowledge }: Parts,
  villageIds: readonly string[],
  earlierOf: (subject: FormSubject) => EarlierForm[],
  now: Date,
): Promise<number> {
  const q = kernel.db;
  const ids = (await registry.livingIn(q, villageIds, undefined, mostPeople)).map(({ personId }) => personId);
  const banners = await record.banners(systemActor('seed', kernel.newId()), ids, now);
  const span = { from: new Date(now.getTime() - 2 * year), to: now };
  const codes = Object.values(vitalRules).map(({ loinc }) => loinc);
  const newest = new Map<string, Map<string, number>>();
  for (const { personId, code, value } of await record.newestNumbers(q, ids, codes, span))
    newest.set(personId, (newest.get(personId) ?? new Map<string, number>()).set(code, value));
  const forms = new Map(knowledge.forms(dayOf(now)).map((form) => [form.id, form]));
  const rows = ids.flatMap((personId): FormAnswerRow[] => {
    const conditions = (banners.get(personId)?.conditions ?? []).map(({ title, code }) => ({
      title,
      ...(code && { code }),
    }));
    const subject = {
      personId,
      hypertension: hasHypertension({ conditions }),
      diabetes: hasDiabetes({ conditions }),
      newest: newest.get(personId) ?? new Map<string, number>(),
    };
    return earlierOf(subject).flatMap(({ form: id, on, answers }) => {
      const form = forms.get(id);
      return form ? [{ personId, documentId: kernel.newId(), form: id, version: form.version, on, answers }] : [];
    });
  });
  await saveFormAnswers(q, kernel.cipher, rows);
  await record.bulkLoad(
    rows.map(({ form, documentId, personId, on, answers }) =>
      responseOf(forms.get(form)!, answers, {
        id: documentId,
        patient: `Patient/${personId}`,
        authoredAt: `${on}T09:30:00+08:00`,
        complete: true,
        meta: { tag: [simulatedTag] },
      }),
    ),
  );
  return rows.length;
}
