// The forms that crews fill, with the tables that read them, and how they were filled for the people of a village before.
import { dayOf } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { PackRow } from '#foundation/sync/contract.ts';
import type { FieldValue } from '#foundation/sync/rules/operation.ts';
import { crewRows, type FormBeforeRow } from '../../crew-contract.ts';
import { checkUpForm, followUpForms } from '../../rules/crew/due.ts';
import { formCode } from '../../rules/crew/form-document.ts';
import type { Parts } from '../parts.ts';
import { newestFormAnswers } from '../store/form-answer.ts';

/** Two times: the decision asks what the last visit said, and the last one may be of today. */
const timesKept = 2;
const crewForms: ReadonlySet<string> = new Set([...Object.values(followUpForms), checkUpForm]);

export function formRows({ knowledge }: Parts, now: Date): PackRow[] {
  const on = dayOf(now);
  const forms = knowledge.forms(on).filter(({ id }) => crewForms.has(id));
  const tables = forms.flatMap(({ decision }) =>
    decision ? (knowledge.instrument(decision.instrument, decision.version) ?? []) : [],
  );
  return [
    ...forms.map((form) => ({ kind: crewRows.form, id: formCode(form), body: form as unknown as FieldValue })),
    ...tables.map((table) => ({
      kind: crewRows.decisionTable,
      id: formCode(table),
      body: table as unknown as FieldValue,
    })),
  ];
}

/** `personIds`: whom the actor may see. */
export async function formBeforeRows({ kernel }: Parts, q: Sql, personIds: readonly string[]): Promise<PackRow[]> {
  const rows = await newestFormAnswers(q, kernel.cipher, personIds, timesKept);
  const groups = Map.groupBy(rows, ({ personId, form }) => `${personId}:${form}`);
  return [...groups].map(([id, times]) => {
    const body: FormBeforeRow = {
      form: times[0]!.form,
      times: times.map(({ on, version, answers }) => ({ on, version, answers })),
    };
    return { kind: crewRows.formBefore, id, personId: times[0]!.personId, body: body as unknown as FieldValue };
  });
}
