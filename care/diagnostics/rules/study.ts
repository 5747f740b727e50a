// What a study document says and what can't be right in it. The same in browser and server.
import type { Issue } from '#platform/contract.ts';
import { viewField, type ConflictRule } from '#foundation/sync/rules/conflict-rule.ts';
import type { DocumentState, FieldValue, Operation } from '#foundation/sync/rules/operation.ts';
import {
  modalities,
  urgencies,
  type Modality,
  type SentOut,
  type StudyAnswer,
  type StudyFile,
  type StudyFinding,
} from '../contract.ts';
import { bazett } from './corrected-qt.ts';
import { testOf, testsOf, valueState } from './tests.ts';

export const valueFieldOf = (key: string): string => `value.${key}`;
const rules: Record<string, ConflictRule> = {
  attendanceId: 'first',
  modality: 'first',
  reason: 'latest',
  text: 'ask',
  files: 'append',
  sent: 'latest',
  cancelled: 'latest',
  answer: 'latest',
};
const testKeyOf = (field: string): string | undefined =>
  field.startsWith('value.') ? field.slice('value.'.length) : undefined;
/** Two devices that measured differently: a person decides which one holds. */
export const studyRule = (field: string): ConflictRule | undefined => {
  const key = testKeyOf(field);
  return key === undefined ? rules[field] : testOf(key) && !testOf(key)!.computed ? 'ask' : undefined;
};

export interface Study {
  attendanceId?: string;
  modality?: Modality;
  reason?: string;
  text?: string;
  values: Record<string, number>;
  files: StudyFile[];
  sent?: SentOut;
  answer?: StudyAnswer;
  cancelled?: string;
}
export function studyOf(document: Pick<DocumentState, 'fields'> | undefined): Study {
  const shown: Record<string, FieldValue> = Object.fromEntries(
    Object.entries(document?.fields ?? {}).map(([field, heads]) => [
      field,
      viewField(heads, studyRule(field) ?? 'ask').value,
    ]),
  );
  const text = (field: string) => (typeof shown[field] === 'string' ? { [field]: shown[field] } : {});
  const values: Record<string, number> = {};
  for (const [field, value] of Object.entries(shown)) {
    const key = testKeyOf(field);
    if (key !== undefined && typeof value === 'number') values[key] = value;
  }
  return {
    ...text('attendanceId'),
    ...text('modality'),
    ...text('reason'),
    ...text('text'),
    ...text('cancelled'),
    values,
    files: (shown['files'] ?? []) as unknown as StudyFile[],
    ...(shown['sent'] && { sent: shown['sent'] as unknown as SentOut }),
    ...(shown['answer'] && { answer: shown['answer'] as unknown as StudyAnswer }),
  };
}

/** Entered and computed values in the order of the list, each with its range and state. */
export function findingsOf({ modality, values }: Study, language: 'zh' | 'en' = 'zh'): StudyFinding[] {
  if (!modality) return [];
  const all: Record<string, number> = { ...values };
  if (modality === 'ecg' && values['qt'] !== undefined && values['rate'] !== undefined)
    all['qtc'] = Math.round(bazett(values['qt'], values['rate']));
  return testsOf(modality).flatMap((test): StudyFinding[] => {
    const value = all[test.key];
    if (value === undefined) return [];
    const [low, high] = test.usual ?? [];
    return [
      {
        code: test.key,
        name: test.name[language],
        value,
        unit: test.unit,
        ...(low !== undefined && { low }),
        ...(high !== undefined && { high }),
        state: valueState(test, value),
      },
    ];
  });
}
export const isCritical = (study: Study): boolean =>
  study.answer?.critical === true || findingsOf(study).some(({ state }) => state === 'critical');

const isText = (value: unknown, most: number): boolean =>
  typeof value === 'string' && value.trim() !== '' && value.length <= most;
const isInstant = (value: unknown): boolean => typeof value === 'string' && !Number.isNaN(Date.parse(value));
export const fileTypes = /^(image\/(png|jpeg|webp)|application\/pdf|text\/xml|application\/xml|application\/dicom)$/;
const isFile = (file: StudyFile): boolean =>
  isText(file.attachmentId, 36) && isText(file.name, 120) && fileTypes.test(file.mediaType) && file.bytes > 0;
const isSent = (sent: SentOut): boolean =>
  isText(sent.organisationId, 36) &&
  isText(sent.organisationName, 80) &&
  isText(sent.question, 500) &&
  urgencies.includes(sent.urgency) &&
  isInstant(sent.at) &&
  isText(sent.byName, 40);

const fits: Record<string, (value: FieldValue) => boolean> = {
  attendanceId: (value) => isText(value, 36),
  modality: (value) => modalities.includes(value as Modality),
  reason: (value) => isText(value, 500),
  text: (value) => isText(value, 4_000),
  cancelled: (value) => isText(value, 200),
  files: (value) => Array.isArray(value) && value.every((one) => isFile(one as unknown as StudyFile)),
  sent: (value) => isSent(value as unknown as SentOut),
};
export function checkStudy({ set }: Pick<Operation, 'set'>): Issue[] {
  return Object.entries(set).flatMap(([field, value]): Issue[] => {
    if (field === 'answer') return [{ path: `set.${field}`, code: 'diagnostics.not-yours-to-write' }];
    if (value === null) return [];
    const test = testOf(testKeyOf(field) ?? '');
    if (!test) return fits[field]?.(value) ? [] : [{ path: `set.${field}`, code: 'diagnostics.value-wrong' }];
    const [low, high] = test.possible;
    return typeof value === 'number' && value >= low && value <= high
      ? []
      : [{ path: `set.${field}`, code: 'diagnostics.value-impossible', parameters: { name: test.name.zh, low, high } }];
  });
}
