// A report on a low-dose CT: what a specialist enters, and what it becomes in the record.

export const sides = ['left', 'right'] as const;
export const lobes = ['upper', 'middle', 'lower'] as const;
export const noduleTypes = ['solid', 'part-solid', 'ground-glass'] as const;
export const reportCategories = ['negative', 'follow-up', 'suspicious'] as const;
export type ReportCategory = (typeof reportCategories)[number];
export interface Nodule {
  side: (typeof sides)[number];
  lobe: (typeof lobes)[number];
  type: (typeof noduleTypes)[number];
  meanDiameterMillimetres: number;
  /** 0: needs no follow-up of its own. */
  followUpMonths: number;
}
export interface OtherFinding {
  text: string;
  followUpMonths: number;
}
export interface CtReport {
  findings: string;
  nodules: readonly Nodule[];
  otherFindings: readonly OtherFinding[];
  category: ReportCategory;
  conclusion: string;
}

/** No grading table is confirmed for this county: the doctor decides category and interval, we only check that they fit. */
export function faultOfReport({
  nodules,
  otherFindings,
  category,
}: CtReport): { path: string; code: string } | undefined {
  const left = nodules.findIndex(({ side, lobe }) => side === 'left' && lobe === 'middle');
  if (left >= 0) return { path: `nodules.${left}.lobe`, code: 'roving.ct-left-has-no-middle-lobe' };
  const followed = [...nodules, ...otherFindings].some(({ followUpMonths }) => followUpMonths > 0);
  if (category === 'negative' && followed) return { path: 'category', code: 'roving.ct-negative-with-follow-up' };
  if (category !== 'negative' && !followed) return { path: 'category', code: 'roving.ct-positive-without-follow-up' };
  return undefined;
}

/** Our own system: no LOINC term for these was confirmed. */
export const ctSystem = 'urn:tianmu:fhir:ct-screening';

export interface ReportWriting {
  reportId: string;
  personId: string;
  accession: string;
  scannedAt: string;
  signedAt: string;
  noduleIds: readonly string[];
}
type Resource = Record<string, unknown> & { resourceType: string; id: string };

const coded = (code: string, text: string) => ({ coding: [{ system: ctSystem, code }], text });
const concept = (code: string) => ({ coding: [{ system: ctSystem, code }] });

/** One DiagnosticReport, one Observation for each nodule. */
export function reportResources(report: CtReport, writing: ReportWriting): Resource[] {
  const subject = { reference: `Patient/${writing.personId}` };
  const nodules = report.nodules.map((nodule, index): Resource => ({
    resourceType: 'Observation',
    id: writing.noduleIds[index]!,
    status: 'final',
    category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'imaging' }] }],
    code: coded('nodule-mean-diameter', '肺结节平均直径'),
    subject,
    effectiveDateTime: writing.scannedAt,
    valueQuantity: {
      value: nodule.meanDiameterMillimetres,
      unit: 'mm',
      system: 'http://unitsofmeasure.org',
      code: 'mm',
    },
    component: [
      { code: coded('nodule-side', '侧别'), valueCodeableConcept: concept(nodule.side) },
      { code: coded('nodule-lobe', '肺叶'), valueCodeableConcept: concept(nodule.lobe) },
      { code: coded('nodule-type', '类型'), valueCodeableConcept: concept(nodule.type) },
    ],
  }));
  return [
    ...nodules,
    {
      resourceType: 'DiagnosticReport',
      id: writing.reportId,
      identifier: [{ system: `${ctSystem}:accession`, value: writing.accession }],
      status: 'final',
      category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'CT' }] }],
      code: coded('low-dose-chest-ct', '低剂量胸部 CT'),
      subject,
      effectiveDateTime: writing.scannedAt,
      issued: writing.signedAt,
      result: nodules.map(({ id }) => ({ reference: `Observation/${id}` })),
      conclusion: [report.findings, report.conclusion].filter(Boolean).join('\n'),
      conclusionCode: [concept(`category-${report.category}`)],
    },
  ];
}

/** What a follow-up found, as an Observation of the day. */
export const followUpResource = (found: {
  id: string;
  personId: string;
  at: string;
  outcome: string;
  note: string;
}): Resource => ({
  resourceType: 'Observation',
  id: found.id,
  status: 'final',
  category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'imaging' }] }],
  code: coded('finding-follow-up', '影像所见随访'),
  subject: { reference: `Patient/${found.personId}` },
  effectiveDateTime: found.at,
  valueCodeableConcept: concept(`follow-up-${found.outcome}`),
  ...(found.note && { note: [{ text: found.note }] }),
});
