// Tells the device how fields of a crew's documents are merged, and what they are called where a person has to decide.
import i18next from 'i18next';
import type { FormDefinition } from '#foundation/knowledge/rules/form.ts';
import { itemsOf } from '#foundation/knowledge/rules/evaluate-form.ts';
import { answerWords } from '#foundation/knowledge/web/form/answer-words.ts';
import { vitalRules } from '#foundation/record/rules/vitals.ts';
import type { SyncEngine } from '#foundation/sync/rules/device/engine.ts';
import type { DocumentState, FieldValue } from '#foundation/sync/rules/operation.ts';
import { registerLocalKind } from '#foundation/sync/web/conflicts-here.ts';
import { currentLanguage } from '#platform/ui/i18n/i18n.ts';
import { crewKinds } from '../../crew-contract.ts';
import { attendanceRule, vitalOfField } from '../../rules/crew/attendance.ts';
import { checkInRule } from '../../rules/crew/check-in-document.ts';
import { formHead, formRule, keyOfField } from '../../rules/crew/form-document.ts';
import { particularsRule } from '../../rules/crew/particulars.ts';
import { formsHere } from './people-here.ts';

const t = (key: string, values?: Record<string, unknown>): string => i18next.t(key, values ?? {});
const local = (text: { zh: string; en: string }): string => (currentLanguage() === 'en' ? text.en : text.zh);
function plain(value: FieldValue): string {
  if (value === null || value === '') return t('crew.nothing');
  if (Array.isArray(value)) return value.map(plain).join('、');
  // Allergies and check-ins: their words alone.
  return typeof value === 'object' ? plain(value['title'] ?? value['reason'] ?? null) : String(value);
}

let forms: readonly FormDefinition[] = [];
let ruleOfForm = formRule([]);
/** Forms come with packs: called with the engine before its documents are shown. */
export function learnForms(engine: SyncEngine): void {
  const found = formsHere(engine);
  if (found.length === forms.length && found.every((form, at) => form === forms[at])) return;
  forms = found;
  ruleOfForm = formRule(found);
}
const formOfDocument = (document: DocumentState): FormDefinition | undefined => {
  const code = formHead(document).form;
  return forms.find(({ id, version }) => id === code?.id && version === code.version);
};
const itemOf = (field: string, document: DocumentState) => {
  const form = formOfDocument(document);
  return form && itemsOf(form).find(({ key }) => key === keyOfField(field));
};

export function registerRovingKinds(): void {
  registerLocalKind({
    kind: crewKinds.person,
    ruleOf: particularsRule,
    nameOf: () => t('crew.kind.person'),
    labelOf: (field) => t(`crew.field.${field}`),
    textOf: (_field, value) => plain(value),
  });
  registerLocalKind({
    kind: crewKinds.attendance,
    ruleOf: attendanceRule,
    nameOf: () => t('crew.kind.attendance'),
    labelOf: (field) => {
      const vital = vitalOfField(field);
      return vital ? t(`crew.vital.${vital}`) : t(`crew.field.${field}`);
    },
    textOf: (field, value) => {
      const vital = vitalOfField(field);
      return vital && value !== null ? `${plain(value)} ${vitalRules[vital].unit}` : plain(value);
    },
  });
  registerLocalKind({
    kind: crewKinds.form,
    ruleOf: (field) => ruleOfForm(field),
    nameOf: (document) => {
      const form = formOfDocument(document);
      return form ? local(form.title) : t('crew.kind.form');
    },
    labelOf: (field, document) => {
      const item = itemOf(field, document);
      return item ? local(item.label) : t(`crew.field.${field}`);
    },
    textOf: (field, value, document) => {
      const item = itemOf(field, document);
      if (!item || value === null || (typeof value === 'object' && !Array.isArray(value))) return plain(value);
      return answerWords(item, value as string, {
        text: local,
        yes: t('knowledge.form.yes'),
        no: t('knowledge.form.no'),
        signed: t('knowledge.form.signed'),
      });
    },
  });
  registerLocalKind({
    kind: crewKinds.checkIn,
    ruleOf: checkInRule,
    nameOf: () => t('crew.kind.checkIn'),
    labelOf: (field) => t(`crew.field.${field}`),
    textOf: (_field, value) => plain(value),
  });
}
