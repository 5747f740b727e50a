// The one table of search parameters: which R4 parameters this store answers and where it keeps their values.
import { officialSearchParameters } from '#platform/fhir/generated/search-parameters.ts';
import type { ParameterType, SearchParameterShape } from '#platform/fhir/search.ts';
import { resourceTypes } from '#platform/fhir/structure.ts';
import { compileExpression } from './element-path.ts';
import type { Walk } from './element-path.ts';

/**
 * Where a parameter's values are kept. Columns hold the first value; further values of `status`, `category` and `code`
 * go to the token list, further references to the reference table.
 */
export type Kept =
  | 'id'
  | 'updated'
  | 'patient'
  | 'status'
  | 'category'
  | 'code'
  | 'when'
  | 'when2'
  | 'encounter'
  | 'org'
  | 'performer'
  | 'quantity'
  | 'component'
  | 'combo'
  | 'token'
  | 'reference'
  | 'string'
  | 'identifier'
  | 'phone'
  | 'near';

export interface SearchParameter extends SearchParameterShape {
  readonly kept: Kept;
  /** Official definition, or ours where R4 has none. */
  readonly definition: string;
  readonly expression?: string;
  /** A patient parameter that may name several patients (participants, targets). */
  readonly many?: boolean;
  readonly walk?: Walk;
}

/** `name` or `name>place`; without a place tokens go to the token list, references to the reference table, and so on. */
const table: Record<string, string> = {
  Patient:
    'name given family birthdate>when gender>status phone>phone address address-city address-state address-postalcode address-village general-practitioner organization>org active language identifier-last4 phone-last4',
  RelatedPerson: 'name birthdate>when gender phone>phone active relationship>code address identifier-last4 phone-last4',
  Encounter:
    'date>when class>category type>code service-provider>org participant>performer reason-code location episode-of-care based-on diagnosis',
  Condition:
    'code>code category>category clinical-status>status verification-status onset-date>when recorded-date>when2 encounter>encounter severity asserter>performer',
  Observation:
    'code>code category>category date>when value-quantity>quantity value-concept encounter>encounter performer>performer combo-code>combo component-code>combo device based-on has-member derived-from code-value-quantity component-code-value-quantity',
  DiagnosticReport:
    'code>code category>category date>when issued>when2 encounter>encounter performer>performer result conclusion based-on',
  ImagingStudy:
    'modality>code started>when encounter>encounter performer>performer endpoint series dicom-class bodysite basedon reason',
  MedicationRequest:
    'code>code authoredon>when intent>category requester>performer encounter>encounter medication priority',
  MedicationDispense: 'code>code whenhandedover>when performer>performer prescription medication',
  MedicationAdministration: 'code>code effective-time>when performer>performer context medication request',
  Immunization: 'vaccine-code>code date>when performer>performer lot-number status-reason reaction-date>when2',
  Procedure: 'code>code category>category date>when encounter>encounter performer>performer based-on reason-code',
  AllergyIntolerance:
    'code>code category>category date>when clinical-status>status criticality onset>when2 verification-status recorder>performer',
  CarePlan:
    'category>category date>when encounter>encounter care-team condition intent goal performer>performer activity-code',
  CareTeam: 'category>category date>when participant encounter>encounter',
  EpisodeOfCare: 'type>code date>when organization>org care-manager>performer condition',
  Goal: 'category>category start-date>when lifecycle-status>status target-date>when2',
  ServiceRequest:
    'code>code category>category authored>when occurrence>when2 encounter>encounter requester performer>performer intent priority based-on',
  Task: 'code>code authored-on>when modified>when2 requester owner>performer priority intent focus based-on group-identifier business-status encounter>encounter part-of',
  DocumentReference:
    'type>code category>category date>when period>when2 author>performer custodian>org encounter>encounter relatesto event facility',
  Composition: 'type>code category>category date>when encounter>encounter author>performer title section attester',
  Consent: 'category>category date>when scope>code actor organization>org period>when2',
  Flag: 'date>when encounter>encounter author>performer',
  QuestionnaireResponse: 'questionnaire authored>when encounter>encounter author>performer source>reference',
  Claim: 'created>when provider>performer insurer>org use>category priority encounter>encounter item-udi',
  ExplanationOfBenefit: 'created>when provider>performer claim encounter>encounter coverage',
  Coverage: 'type>code payor beneficiary subscriber',
  Provenance: 'target recorded>when agent>performer entity',
  Device: 'type>code organization>org device-name manufacturer model',
  Medication: 'code>code form ingredient-code lot-number',
  SupplyDelivery: 'receiver supplier',
  Appointment: 'date>when actor service-type>code practitioner location part-status',
  Practitioner: 'name given family gender phone>phone address active communication identifier-last4 phone-last4',
  PractitionerRole: 'practitioner organization>org role>code specialty>category location active service date>when',
  Organization: 'name address active type>code partof>org',
  Location: 'name address type>code organization>org partof near>near operational-status',
};

/** Every type answers these where R4 defines them for it. */
const everywhere =
  'patient>patient subject identifier status>status code>code date>when category>category encounter>encounter url>token type';

const own: Record<string, { type: ParameterType; kept: Kept; expression?: string }> = {
  'address-village': { type: 'string', kept: 'string' },
  'identifier-last4': { type: 'token', kept: 'identifier' },
  'phone-last4': { type: 'token', kept: 'phone' },
};
const general: SearchParameter[] = [
  { name: '_id', type: 'token', kept: 'id', definition: 'http://hl7.org/fhir/SearchParameter/Resource-id' },
  {
    name: '_lastUpdated',
    type: 'date',
    kept: 'updated',
    definition: 'http://hl7.org/fhir/SearchParameter/Resource-lastUpdated',
  },
  {
    name: '_tag',
    type: 'token',
    kept: 'token',
    definition: 'http://hl7.org/fhir/SearchParameter/Resource-tag',
    expression: 'Resource.meta.tag',
  },
  {
    name: '_security',
    type: 'token',
    kept: 'token',
    definition: 'http://hl7.org/fhir/SearchParameter/Resource-security',
    expression: 'Resource.meta.security',
  },
];
const composites: Record<string, Kept> = {
  'code-value-quantity': 'code',
  'component-code-value-quantity': 'component',
};

interface Official {
  type: string;
  id: string;
  expression: string;
}
const official = new Map<string, Map<string, Official>>();
let section = new Map<string, Official>();
for (const line of officialSearchParameters.trim().split('\n')) {
  if (line.startsWith('# ')) official.set(line.slice(2), (section = new Map()));
  else {
    const [name, type, id, expression] = line.split('\t');
    section.set(name!, { type: type!, id: id!, expression: expression! });
  }
}

const place: Partial<Record<ParameterType, Kept>> = {
  token: 'token',
  reference: 'reference',
  string: 'string',
  uri: 'token',
};
const chainTargets: Record<string, readonly string[]> = {
  patient: ['Patient'],
  subject: ['Patient'],
  encounter: ['Encounter'],
};

function parameter(type: string, entry: string): SearchParameter | undefined {
  const [name, wanted] = entry.split('>') as [string, Kept | undefined];
  const mine = own[name];
  if (mine) return { name, ...mine, definition: `urn:tianmu:search-parameter:${name}` };
  const found = official.get(type)!.get(name);
  const definition = `http://hl7.org/fhir/SearchParameter/${found?.id}`;
  if (!found) return undefined;
  const composite = composites[name];
  if (composite) return { name, type: 'composite', kept: composite, definition };
  const parameterType = found.type as ParameterType;
  const kept = name === 'identifier' ? 'identifier' : (wanted ?? place[parameterType]);
  if (!kept) return undefined;
  return {
    name,
    type: parameterType,
    kept,
    definition,
    expression: found.expression,
    many: /participant|target|agent|actor|entity|link|recipient/.test(found.expression),
    targets: chainTargets[name],
    walk: kept === 'near' ? undefined : compileExpression(type, found.expression),
  };
}

function parametersFor(type: string): ReadonlyMap<string, SearchParameter> {
  const all = new Map<string, SearchParameter>();
  for (const one of general) {
    const expression = one.expression?.replace('Resource', type);
    all.set(one.name, { ...one, expression, walk: expression ? compileExpression(type, expression) : undefined });
  }
  const named = table[type]?.split(' ') ?? [];
  const used = new Set<Kept>();
  for (const entry of named) {
    const one = parameter(type, entry);
    if (!one) throw new Error(`R4 has no search parameter ${entry} of ${type}`);
    all.set(one.name, one);
    used.add(one.kept);
  }
  for (const entry of everywhere.split(' ')) {
    const [name, wanted] = entry.split('>') as [string, Kept | undefined];
    if (all.has(name) || (type === 'Patient' && name === 'patient')) continue;
    // A column serves one parameter: where the type's own line has taken it, tokens go to the list; a second date is left out.
    const taken = wanted !== undefined && used.has(wanted);
    if (taken && wanted === 'when') continue;
    const one = parameter(type, taken ? name : entry);
    if (!one) continue;
    all.set(name, one);
    used.add(one.kept);
  }
  return all;
}

const tables = new Map<string, ReadonlyMap<string, SearchParameter>>();
export function parametersOf(type: string): ReadonlyMap<string, SearchParameter> {
  let known = tables.get(type);
  if (!known && resourceTypes.has(type)) tables.set(type, (known = parametersFor(type)));
  return known ?? new Map();
}
export const findParameter = (type: string, name: string): SearchParameter | undefined => parametersOf(type).get(name);

const patientWalks = new Map<string, Walk | undefined>();
/** Visits the references by which a resource belongs to a patient: R4's `patient` parameter, else `subject`. */
export function patientWalk(type: string): Walk | undefined {
  if (!patientWalks.has(type)) {
    const found = official.get(type)?.get('patient') ?? official.get(type)?.get('subject');
    patientWalks.set(type, found?.type === 'reference' ? compileExpression(type, found.expression) : undefined);
  }
  return patientWalks.get(type);
}
