// The sections of a patient summary (IPS, http://hl7.org/fhir/uv/ips): LOINC codes, what belongs in, and how it reads.
import { dayText, named, valueText } from './narrative.ts';

export type Resource = Record<string, unknown> & { resourceType: string; id: string };

interface Section {
  /** LOINC code, as the composition profile of the IPS fixes it. */
  code: string;
  title: string;
  holds(resource: Resource): boolean;
  heads: readonly string[];
  row(resource: Resource): string[];
  /** A required section without entries says so with one that states that nothing is known. */
  unknown?: (subject: string) => Omit<Resource, 'id'>;
}

interface Concept {
  coding?: { system?: string; code?: string }[];
}
const codeOf = (value: unknown): string | undefined => (value as Concept | undefined)?.coding?.[0]?.code;
const isOneOf = (value: unknown, codes: readonly string[]): boolean =>
  value === undefined || codes.includes(value as string);
const inCategory = ({ category }: Resource, code: string): boolean =>
  Array.isArray(category) && (category as Concept[]).some((one) => one.coding?.some((coding) => coding.code === code));
const isRefuted = ({ verificationStatus }: Resource): boolean =>
  ['refuted', 'entered-in-error'].includes(codeOf(verificationStatus) ?? '');

const statuses: Readonly<Record<string, string>> = {
  active: '使用中',
  'on-hold': '暂停',
  completed: '已完成',
  intended: '计划',
};
const criticalities: Readonly<Record<string, string>> = { high: '高', low: '低', 'unable-to-assess': '无法评估' };

/** http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips: the record holds nothing, which is not the same as that there is nothing. */
const nothingKnown = (code: string, text: string) => ({
  coding: [{ system: 'http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips', code }],
  text,
});
const medicationName = (resource: Resource): string => {
  const { medicationCodeableConcept, medicationReference } = resource;
  return medicationCodeableConcept
    ? named(medicationCodeableConcept)
    : ((medicationReference as { display?: string } | undefined)?.display ?? '');
};

export const sections: readonly Section[] = [
  {
    code: '11450-4',
    title: '健康问题',
    holds: (one) =>
      one.resourceType === 'Condition' &&
      isOneOf(codeOf(one.clinicalStatus), ['active', 'recurrence', 'relapse']) &&
      !isRefuted(one),
    heads: ['问题', '起始'],
    row: (one) => [named(one.code), dayText(one.onsetDateTime ?? one.recordedDate)],
    unknown: (subject) => ({
      resourceType: 'Condition',
      code: nothingKnown('no-problem-info', '没有健康问题的信息'),
      subject: { reference: subject },
    }),
  },
  {
    code: '48765-2',
    title: '过敏与不耐受',
    holds: (one) =>
      one.resourceType === 'AllergyIntolerance' && isOneOf(codeOf(one.clinicalStatus), ['active']) && !isRefuted(one),
    heads: ['过敏原', '危险程度'],
    row: (one) => [named(one.code), criticalities[one.criticality as string] ?? ''],
    unknown: (subject) => ({
      resourceType: 'AllergyIntolerance',
      code: nothingKnown('no-allergy-info', '没有过敏信息'),
      patient: { reference: subject },
    }),
  },
  {
    code: '10160-0',
    title: '用药',
    holds: (one) =>
      (one.resourceType === 'MedicationRequest' && isOneOf(one.status, ['active', 'on-hold'])) ||
      (one.resourceType === 'MedicationStatement' && isOneOf(one.status, ['active', 'on-hold', 'intended'])),
    heads: ['药品', '用法', '状态', '开具'],
    row: (one) => [
      medicationName(one),
      ((one.dosageInstruction ?? one.dosage) as { text?: string }[] | undefined)?.[0]?.text ?? '',
      statuses[one.status as string] ?? '',
      dayText(one.authoredOn ?? one.effectiveDateTime),
    ],
    unknown: (subject) => ({
      resourceType: 'MedicationStatement',
      status: 'unknown',
      medicationCodeableConcept: nothingKnown('no-medication-info', '没有用药信息'),
      subject: { reference: subject },
    }),
  },
  {
    code: '11369-6',
    title: '预防接种',
    holds: (one) => one.resourceType === 'Immunization' && one.status === 'completed',
    heads: ['疫苗', '接种日期'],
    row: (one) => [named(one.vaccineCode), dayText(one.occurrenceDateTime)],
  },
  {
    code: '30954-2',
    title: '检验检查结果',
    holds: (one) =>
      (one.resourceType === 'Observation' && inCategory(one, 'laboratory')) || one.resourceType === 'DiagnosticReport',
    heads: ['项目', '结果', '日期'],
    row: (one) => [
      named(one.code),
      one.resourceType === 'DiagnosticReport' ? ((one.conclusion as string | undefined) ?? '') : valueText(one),
      dayText(one.effectiveDateTime ?? one.issued),
    ],
  },
  {
    code: '8716-3',
    title: '生命体征',
    holds: (one) => one.resourceType === 'Observation' && inCategory(one, 'vital-signs'),
    heads: ['项目', '数值', '日期'],
    row: (one) => [named(one.code), valueText(one), dayText(one.effectiveDateTime)],
  },
  {
    code: '47519-4',
    title: '手术与操作',
    holds: (one) => one.resourceType === 'Procedure' && one.status === 'completed',
    heads: ['操作', '日期'],
    row: (one) => [
      named(one.code),
      dayText(one.performedDateTime ?? (one.performedPeriod as { start?: string } | undefined)?.start),
    ],
  },
];
