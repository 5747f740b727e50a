// One line of the timeline from a resource of any type.
import { observedUnit } from '#platform/fhir/units.ts';
import type { Interpretation, Source, TimelineEntry, TimelineKind } from '../contract.ts';
import { lifeSourceOf } from './life-source.ts';
import { sourceSystem } from './visit-resources.ts';
import { isSimulated } from './person-facts.ts';
import { interpretation } from './vitals.ts';

/** Which types stand in the timeline, and as what; bookkeeping such as claims and provenance does not; what was paid does. */
export const kindOfType: Record<string, TimelineKind> = {
  Encounter: 'visit',
  Condition: 'condition',
  Observation: 'measurement',
  DiagnosticReport: 'report',
  ImagingStudy: 'report',
  MedicationRequest: 'medication',
  MedicationDispense: 'medication',
  MedicationStatement: 'medication',
  MedicationAdministration: 'medication',
  Immunization: 'immunization',
  Procedure: 'procedure',
  AllergyIntolerance: 'allergy',
  DocumentReference: 'document',
  Composition: 'document',
  CarePlan: 'plan',
  Goal: 'plan',
  ServiceRequest: 'referral',
  QuestionnaireResponse: 'other',
  EpisodeOfCare: 'other',
  Consent: 'other',
  Flag: 'other',
  Invoice: 'payment',
  ExplanationOfBenefit: 'payment',
};

interface Coding {
  system?: string;
  code?: string;
  display?: string;
}
interface Concept {
  coding?: Coding[];
  text?: string;
}
interface Quantity {
  value?: number;
  unit?: string;
  code?: string;
}
interface Range {
  low?: Quantity;
  high?: Quantity;
}
export interface Measured {
  code?: Concept;
  valueQuantity?: Quantity;
  valueCodeableConcept?: Concept;
  valueString?: string;
  valueInteger?: number;
  valueBoolean?: boolean;
  interpretation?: Concept[];
  referenceRange?: Range[];
}
type Reference = { reference?: string; display?: string };
type Json = Record<string, unknown>;

export const conceptText = (concept: Concept | undefined): string =>
  concept?.text ?? concept?.coding?.find((one) => one.display)?.display ?? concept?.coding?.[0]?.code ?? '';

/** As written by the laboratory or device, else by the reference range that stands beside the value. */
export function interpretationOf(measured: Measured): Interpretation | undefined {
  const codes = measured.interpretation?.flatMap((one) => one.coding?.map((coding) => coding.code) ?? []) ?? [];
  if (codes.some((code) => code === 'H' || code === 'HH')) return 'high';
  if (codes.some((code) => code === 'L' || code === 'LL')) return 'low';
  if (codes.includes('N')) return 'normal';
  const value = measured.valueQuantity?.value;
  const range = measured.referenceRange?.[0];
  return value === undefined ? undefined : interpretation(value, range?.low?.value, range?.high?.value);
}

const rounded = (value: number): string => String(Math.round(value * 100) / 100);
const writtenUnit = (unit: string | undefined): string | undefined =>
  unit === 'a' || unit === '{pack}.a' ? observedUnit(unit, 'zh-CN') : unit;
function quantityText(quantity: Quantity | undefined): string | undefined {
  if (quantity?.value === undefined) return undefined;
  return [rounded(quantity.value), writtenUnit(quantity.unit ?? quantity.code)].filter(Boolean).join(' ');
}
function valueText(measured: Measured): string | undefined {
  const quantity = quantityText(measured.valueQuantity);
  if (quantity !== undefined) return quantity;
  if (measured.valueString !== undefined) return measured.valueString;
  if (measured.valueInteger !== undefined) return String(measured.valueInteger);
  if (measured.valueBoolean !== undefined) return measured.valueBoolean ? '是' : '否';
  return measured.valueCodeableConcept && conceptText(measured.valueCodeableConcept);
}

function measurementDetail(resource: Json & Measured): string | undefined {
  const components = (resource.component as Measured[] | undefined) ?? [];
  const own = valueText(resource);
  if (own || components.length === 0) return own;
  const quantities = components.map((one) => one.valueQuantity);
  const units = new Set(quantities.map((one) => one?.unit ?? one?.code));
  if (quantities.length === 2 && units.size === 1 && quantities.every((one) => one?.value !== undefined)) {
    return `${quantities.map((one) => rounded(one!.value!)).join('/')} ${[...units][0] ?? ''}`.trim();
  }
  return components.map((one) => `${conceptText(one.code)} ${valueText(one) ?? ''}`.trim()).join(', ');
}

function worst(all: (Interpretation | undefined)[]): Interpretation | undefined {
  return all.includes('high') ? 'high' : all.includes('low') ? 'low' : all.find((one) => one !== undefined);
}

const list = <Item>(value: unknown): Item[] =>
  Array.isArray(value) ? (value as Item[]) : value === undefined ? [] : [value as Item];

function conceptOf(type: string, resource: Json): Concept | undefined {
  if (type === 'Encounter') return list<Concept>(resource.reasonCode)[0] ?? list<Concept>(resource.type)[0];
  const fields = ['code', 'vaccineCode', 'medicationCodeableConcept', 'type', 'description'] as const;
  for (const field of fields) if (typeof resource[field] === 'object') return list<Concept>(resource[field])[0];
  return list<Concept>(resource.category)[0];
}

function detailOf(type: string, resource: Json): string | undefined {
  switch (type) {
    case 'Observation':
      return measurementDetail(resource);
    case 'DiagnosticReport':
      return resource.conclusion as string | undefined;
    case 'MedicationRequest':
      return list<{ text?: string }>(resource.dosageInstruction)[0]?.text;
    case 'AllergyIntolerance':
      return list<{ manifestation?: Concept[] }>(resource.reaction)
        .flatMap((one) => one.manifestation?.map(conceptText) ?? [])
        .join(', ');
    case 'DocumentReference':
    case 'Composition':
      return (resource.description ?? resource.title) as string | undefined;
    case 'CarePlan':
      return list<{ detail?: { code?: Concept } }>(resource.activity)
        .map((one) => conceptText(one.detail?.code))
        .filter(Boolean)
        .join(', ');
    default:
      return undefined;
  }
}

function authorOf(resource: Json): string | undefined {
  const references = [
    resource.serviceProvider,
    resource.performer,
    resource.requester,
    resource.author,
    resource.recorder,
    resource.custodian,
  ];
  return references
    .flatMap((one) => list<Reference & { actor?: Reference }>(one))
    .map((one) => one.display ?? one.actor?.display)
    .find(Boolean);
}

const sources: readonly Source[] = ['clinic', 'home', 'vehicle', 'self', 'system', 'import'];
export function sourceOf(resource: Json): Source {
  const tags = (resource.meta as { tag?: Coding[] } | undefined)?.tag ?? [];
  const code = tags.find((tag) => tag.system === sourceSystem)?.code;
  return sources.find((source) => source === code) ?? 'import';
}

export function visitOf(resource: Json): string | undefined {
  if (resource.resourceType === 'Encounter') return resource.id as string;
  const context = resource.context as { encounter?: Reference[] } | Reference | undefined;
  const reference =
    (resource.encounter as Reference | undefined) ??
    list<Reference>((context as { encounter?: Reference[] })?.encounter)[0] ??
    (context as Reference);
  const text = reference?.reference;
  return text?.startsWith('Encounter/') ? text.slice('Encounter/'.length) : undefined;
}

function statusOf(resource: Json): string | undefined {
  const status = resource.status ?? (resource.clinicalStatus as Concept | undefined)?.coding?.[0]?.code;
  return typeof status === 'string' ? status : undefined;
}

/** `times`: the instants that the store found for the resource; open ends are absent. */
export function timelineEntry(type: string, resource: object, times: { at?: string; endAt?: string }): TimelineEntry {
  const json = resource as Json;
  const concept = conceptOf(type, json);
  const coding = concept?.coding?.[0];
  const components = (json.component as Measured[] | undefined) ?? [];
  return {
    resource: `${type}/${json.id as string}`,
    kind: kindOfType[type] ?? 'other',
    ...times,
    code: coding?.code,
    codeSystem: coding?.system,
    title: conceptText(concept),
    detail: detailOf(type, json) || undefined,
    interpretation:
      type === 'Observation' ? worst([interpretationOf(json), ...components.map(interpretationOf)]) : undefined,
    status: statusOf(json),
    visitId: visitOf(json),
    by: authorOf(json),
    source: sourceOf(json),
    from: lifeSourceOf(type, json, sourceOf(json)),
    simulated: isSimulated(json),
  };
}
