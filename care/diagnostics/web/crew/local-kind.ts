// Tells the device how studies are merged, and their words where a person has to decide.
import i18next from 'i18next';
import { currentLanguage } from '#platform/ui/i18n/i18n.ts';
import { registerLocalKind } from '#foundation/sync/web/conflicts-here.ts';
import { studyKind } from '../../contract.ts';
import { studyOf, studyRule } from '../../rules/study.ts';
import { testOf } from '../../rules/tests.ts';

export const registerDiagnosticsKinds = (): void =>
  registerLocalKind({
    kind: studyKind,
    ruleOf: studyRule,
    nameOf: (document) => {
      const { modality } = studyOf(document);
      return i18next.t(modality ? `diagnostics.modality.${modality}` : 'diagnostics.part');
    },
    labelOf: (field) => {
      const test = testOf(field.replace(/^value\./, ''));
      return test ? test.name[currentLanguage() === 'en' ? 'en' : 'zh'] : i18next.t('diagnostics.seen');
    },
    textOf: (field, value) => {
      const test = testOf(field.replace(/^value\./, ''));
      const plain = typeof value === 'string' || typeof value === 'number' ? String(value) : '—';
      return test && value !== null ? `${plain} ${test.unit}` : plain;
    },
  });
