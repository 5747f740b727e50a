// One person at one stop: what the crew measured, noted and had signed, and the FHIR resources that say so.
import type { Issue } from '#platform/contract.ts';
import { vitalKinds, type Vital, type VitalKind } from '#foundation/record/contract.ts';
import { visitResources, vitalObservations, type Resource } from '#foundation/record/rules/visit-resources.ts';
import { isPlausible, vitalRules } from '#foundation/record/rules/vitals.ts';
import { viewField, type ConflictRule } from '#foundation/sync/rules/conflict-rule.ts';
import type { DocumentState, FieldValue, Operation } from '#foundation/sync/rules/operation.ts';

/** `v.systolic`: one field for each vital, so that two devices may measure different ones. */
const vitalPrefix = 'v.';
export const vitalField = (kind: VitalKind): string => `${vitalPrefix}${kind}`;
export const vitalOfField = (field: string): VitalKind | undefined =>
  field.startsWith(vitalPrefix) ? vitalKinds.find((kind) => vitalField(kind) === field) : undefined;

const rules: Record<string, ConflictRule> = {
  visitId: 'first',
  /** `home` where the stop is a home visit; a service point without. */
  place: 'first',
  startedAt: 'first',
  endedAt: 'latest',
  reasons: 'append',
  note: 'ask',
  allergies: 'append',
  signature: 'latest',
  /** Name of the meter that sent the last values, where one did. */
  device: 'latest',
};
export const attendanceRule = (field: string): ConflictRule | undefined =>
  vitalOfField(field) ? 'latest' : rules[field];

/** An allergy that turned out to be wrong stays, marked so. */
export interface NotedAllergy {
  title: string;
  wrong?: true;
}
const longest = { note: 2_000, reason: 200, allergy: 100, device: 100, signature: 20_000 };
const isText = (value: FieldValue, most: number): value is string =>
  typeof value === 'string' && value.trim().length > 0 && value.length <= most;
const isInstant = (value: FieldValue): boolean => typeof value === 'string' && !Number.isNaN(Date.parse(value));
const isAllergy = (value: FieldValue): boolean =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  isText(value['title'] ?? null, longest.allergy);

const fits: Record<string, (value: FieldValue) => boolean> = {
  visitId: (value) => isText(value, 36),
  place: (value) => value === 'home',
  startedAt: isInstant,
  endedAt: isInstant,
  reasons: (value) => Array.isArray(value) && value.every((one) => isText(one, longest.reason)),
  note: (value) => isText(value, longest.note),
  allergies: (value) => Array.isArray(value) && value.every(isAllergy),
  signature: (value) => isText(value, longest.signature) && /^[\dMLml .,-]+$/.test(value),
  device: (value) => isText(value, longest.device),
};

/** What is wrong with the values: types, lengths, and numbers that no person can have. */
export function checkAttendance({ set }: Pick<Operation, 'set'>): Issue[] {
  return Object.entries(set).flatMap(([field, value]): Issue[] => {
    if (value === null) return [];
    const kind = vitalOfField(field);
    if (!kind) return fits[field]?.(value) ? [] : [{ path: field, code: 'roving.value-unreadable' }];
    if (typeof value === 'number' && isPlausible(kind, value)) return [];
    const [low, high] = vitalRules[kind].plausible;
    return [{ path: field, code: 'roving.vital-implausible', parameters: { name: vitalRules[kind].text, low, high } }];
  });
}

export interface AttendanceFrame {
  organizationId: string;
  /** Service point, where the visit is known. */
  pointId?: string;
  simulated: boolean;
}
export interface ResourceChange {
  put: Resource[];
  remove: { type: string; id: string }[];
}

const shown = (document: DocumentState, field: string): FieldValue | undefined => {
  const heads = document.fields[field];
  return heads && viewField(heads, attendanceRule(field) ?? 'ask').value;
};
const texts = (value: FieldValue | undefined): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

/** Encounter (with the document's id), note, signature, observations and allergies, as the document says them now. */
export function attendanceResources(document: DocumentState, frame: AttendanceFrame): ResourceChange {
  const id = document.documentId;
  const patient = `Patient/${document.personId}`;
  const startedAt = (shown(document, 'startedAt') as string | undefined) ?? new Date(0).toISOString();
  const endedAt = shown(document, 'endedAt') as string | null | undefined;
  const note = shown(document, 'note') as string | null | undefined;
  const simulated = frame.simulated;
  const atHome = shown(document, 'place') === 'home';
  const [encounter, ...others] = visitResources(
    { visitId: id, startedAt, kind: atHome ? 'home' : 'roving', reason: '', vitals: [], simulated },
    { patient, organization: frame.organizationId, ...(note && { noteBase64: base64(note) }) },
  );
  const reasons = texts(shown(document, 'reasons'));
  const own: Resource = {
    ...encounter!,
    status: endedAt ? 'finished' : 'in-progress',
    period: { start: startedAt, ...(endedAt && { end: endedAt }) },
    reasonCode: reasons.length > 0 ? reasons.map((text) => ({ text })) : [{ text: atHome ? '上门' : '巡诊' }],
    ...(frame.pointId && { location: [{ location: { reference: `Location/${frame.pointId}` } }] }),
  };
  const meta = own['meta'];
  const put: Resource[] = [own, ...others];
  const remove: ResourceChange['remove'] = [];
  if (!note) remove.push({ type: 'DocumentReference', id: `${id}-note` });
  const signature = shown(document, 'signature') as string | null | undefined;
  if (signature) put.push(signatureResource(id, patient, startedAt, signature, meta));
  else remove.push({ type: 'DocumentReference', id: `${id}-signature` });
  const { measured, gone } = observations(document, patient, frame);
  put.push(...measured);
  remove.push(...gone);
  for (const allergy of allergiesOf(document)) put.push(allergyResource(id, patient, startedAt, allergy, meta));
  return { put, remove };
}

export function allergiesOf(document: DocumentState): NotedAllergy[] {
  const all = (shown(document, 'allergies') ?? []) as unknown as NotedAllergy[];
  const wrong = new Set(all.filter((one) => one.wrong).map(({ title }) => title));
  return [...new Set(all.map(({ title }) => title))].map((title) => ({
    title,
    ...(wrong.has(title) && { wrong: true }),
  }));
}

/** Values that stand; each vital with the moment at which it was entered. */
function observations(
  document: DocumentState,
  patient: string,
  { organizationId, simulated }: AttendanceFrame,
): { measured: Resource[]; gone: ResourceChange['remove'] } {
  const id = document.documentId;
  const device = shown(document, 'device') as string | null | undefined;
  const at = (kinds: readonly VitalKind[]) =>
    kinds
      .flatMap((kind) => document.fields[vitalField(kind)] ?? [])
      .reduce((last, one) => (one.at > last ? one.at : last), '');
  const write = (vitals: Vital[]): Resource[] =>
    vitalObservations(vitals, {
      id,
      patient,
      at: at(vitals.map(({ kind }) => kind)),
      source: 'vehicle',
      simulated,
      visitId: id,
      performer: `Organization/${organizationId}`,
      ...(device && { device: { id: device, name: device } }),
    });
  const measured: Resource[] = [];
  const gone: ResourceChange['remove'] = [];
  const groups: VitalKind[][] = [
    ['systolic', 'diastolic'],
    ...vitalKinds.filter((kind) => kind !== 'systolic' && kind !== 'diastolic').map((kind) => [kind]),
  ];
  for (const kinds of groups) {
    const touched = kinds.some((kind) => document.fields[vitalField(kind)]);
    const vitals = kinds.flatMap((kind): Vital[] => {
      const value = shown(document, vitalField(kind));
      return typeof value === 'number' ? [{ kind, value }] : [];
    });
    if (vitals.length > 0) measured.push(...write(vitals));
    else if (touched)
      gone.push({ type: 'Observation', id: `${id}-${kinds.length > 1 ? 'blood-pressure' : kinds[0]!}` });
  }
  return { measured, gone };
}

const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

function signatureResource(id: string, patient: string, date: string, path: string, meta: unknown): Resource {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100"><path fill="none" stroke="#000" d="${path}"/></svg>`;
  return {
    resourceType: 'DocumentReference',
    id: `${id}-signature`,
    meta,
    status: 'current',
    type: { text: '本人签名' },
    subject: { reference: patient },
    date,
    content: [{ attachment: { contentType: 'image/svg+xml', data: base64(svg) } }],
    context: { encounter: [{ reference: `Encounter/${id}` }] },
  };
}

function allergyResource(id: string, patient: string, at: string, allergy: NotedAllergy, meta: unknown): Resource {
  const system = 'http://terminology.hl7.org/CodeSystem/allergyintolerance';
  const verification = allergy.wrong ? 'entered-in-error' : 'unconfirmed';
  return {
    resourceType: 'AllergyIntolerance',
    id: `${id}-allergy-${shortHash(allergy.title)}`,
    meta,
    // FHIR ait-2: what was entered in error has no clinical status.
    ...(!allergy.wrong && { clinicalStatus: { coding: [{ system: `${system}-clinical`, code: 'active' }] } }),
    verificationStatus: { coding: [{ system: `${system}-verification`, code: verification }] },
    code: { text: allergy.title },
    patient: { reference: patient },
    encounter: { reference: `Encounter/${id}` },
    recordedDate: at,
  };
}

/** FNV-1a of the UTF-8 bytes, twice with different starts: tells a person's few allergies apart, no more. */
function shortHash(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const hash = (start: number) =>
    bytes
      .reduce((sum, byte) => Math.imul(sum ^ byte, 0x01000193) >>> 0, start)
      .toString(16)
      .padStart(8, '0');
  return hash(0x811c9dc5) + hash(0x1000193);
}
