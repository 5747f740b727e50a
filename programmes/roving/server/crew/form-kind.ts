// Puts filled forms of devices into the record, and keeps the finished ones at hand for the next visit.
import { fail, type Result } from '#platform/contract.ts';
import type { DocumentKind } from '#foundation/sync/server/index.ts';
import type { FormDefinition } from '#foundation/knowledge/rules/form.ts';
import type { DocumentState, Operation } from '#foundation/sync/rules/operation.ts';
import { crewKinds } from '../../crew-contract.ts';
import { answersOfDocument, checkAnswers, formHead, formResources, formRule } from '../../rules/crew/form-document.ts';
import type { Parts } from '../parts.ts';
import { answersRefused, formUnknown } from '../problems.ts';
import { dropFormAnswer, saveFormAnswers } from '../store/form-answer.ts';
import { crewPermissions } from './permissions.ts';

/** Later than any form's first day. */
const always = '9999-12-31';

export function formKind(parts: Parts): DocumentKind {
  const { kernel, knowledge, record, registry } = parts;
  return {
    kind: crewKinds.form,
    permission: crewPermissions.write,
    readPermission: crewPermissions.read,
    ruleOf: formRule(knowledge.forms(always)),
    async project(q, actor, document, added, now) {
      const checked = checkForm(document, added, ({ id, version }) => knowledge.form(id, version));
      if (!checked.ok) return checked;
      const form = checked.value;
      const [person] = await registry.persons(q, [document.personId]);
      const resources = formResources(form, document, person?.simulated ?? false);
      const put = await record.putResources(q, actor, crewPermissions.write, { put: resources }, now);
      if (!put.ok) return put;
      const { personId, documentId } = document;
      const { doneAt, answeredOn } = formHead(document);
      if (!doneAt) await dropFormAnswer(q, personId, documentId);
      else {
        const answers = answersOfDocument(form, document);
        const row = { personId, documentId, form: form.id, version: form.version, on: answeredOn!, answers };
        await saveFormAnswers(q, kernel.cipher, [row]);
      }
      return { ok: true, value: undefined };
    },
  };
}

function checkForm(
  document: DocumentState,
  added: readonly Operation[],
  find: (code: { id: string; version: string }) => FormDefinition | undefined,
): Result<FormDefinition> {
  const { form: code, answeredOn } = formHead(document);
  const form = code && find(code);
  if (!form) return fail(formUnknown);
  if (typeof answeredOn !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(answeredOn))
    return fail(answersRefused([{ path: 'answeredOn', code: 'roving.value-unreadable' }]));
  const issues = added.flatMap(({ set }) => checkAnswers(form, set, answeredOn));
  return issues.length > 0 ? fail(answersRefused(issues)) : { ok: true, value: form };
}
