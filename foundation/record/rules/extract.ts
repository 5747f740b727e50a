// Takes out of a resource what searches look for: columns, tokens, identifiers, references, names, components.
import { intervalOf } from '#platform/fhir/dates.ts';
import { remembered } from '#platform/fhir/remember.ts';
import { localReference } from '#platform/fhir/reference.ts';
import type { LocalReference } from '#platform/fhir/reference.ts';
import { isPhone, isSecretIdentifier, isSensitive, personTypes } from './person-secrets.ts';
import type { IdentifierLike, SecretKind } from './person-secrets.ts';
import { villageCodeOf } from './person-facts.ts';
import { parametersOf, patientWalk } from './search-parameters.ts';
import type { SearchParameter } from './search-parameters.ts';
import { normalString, stringsOf } from './search-strings.ts';

interface Token {
  system?: string;
  code?: string;
}
export interface ExtractedIdentifier {
  system: string;
  value: string;
  secret?: SecretKind;
}
export interface ExtractedReference {
  parameter: string;
  type: string;
  id: string;
}
export interface Component {
  codeSystem?: number;
  code?: string;
  value?: number;
  unit?: string;
}
/** Milliseconds; infinite where a period is open. */
export interface Extracted {
  status?: string;
  categorySystem?: number;
  category?: string;
  codeSystem?: number;
  code?: string;
  from?: number;
  to?: number;
  from2?: number;
  to2?: number;
  value?: number;
  unit?: string;
  encounter?: string;
  organization?: string;
  performer?: string;
  sensitive: boolean;
  /** Codings beyond the first one of the parameter that has the code column. */
  codes: string[];
  tokens: string[];
  identifiers: ExtractedIdentifier[];
  references: ExtractedReference[];
  strings: { parameter: string; value: string }[];
  components: Component[];
  position?: { latitude: number; longitude: number };
}

/** FNV-1a, 32 bit: code systems are compared by number; the code itself is always compared too. */
export const systemNumber = remembered(hashOf);

function hashOf(system: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < system.length; at++) hash = Math.imul(hash ^ system.charCodeAt(at), 0x01000193);
  return hash | 0;
}

type Json = Record<string, unknown>;

/** Hands over the tokens of an element: codings, an identifier, a contact point, a bare code or boolean. */
function eachToken(value: unknown, type: string, take: (system: string | undefined, code: string | undefined) => void) {
  if (typeof value === 'string' || typeof value === 'boolean') take(undefined, String(value));
  else if (type === 'CodeableConcept') {
    const { coding } = value as { coding?: Token[] };
    if (coding) for (const { system, code } of coding) take(system, code);
  } else if (type === 'Coding') take((value as Token).system, (value as Token).code);
  else if (type === 'Identifier' || type === 'ContactPoint') {
    const { system, value: code } = value as IdentifierLike;
    take(system, code);
  }
}

/** Three spellings, so that `code`, `system|code` and `system|` are each one exact element. */
function spell(parameter: string, system: string | undefined, code: string | undefined): string[] {
  const bare = code === undefined ? [] : [`${parameter}:${code}`];
  if (system === undefined) return code === undefined ? [] : [...bare, `${parameter}:|${code}`];
  const ofSystem = [...bare, `${parameter}:${system}|`];
  return code === undefined ? ofSystem : [...ofSystem, `${parameter}:${system}|${code}`];
}

type Code = string | undefined;
/** Spellings by parameter, system and code: the codes in use are few, and come again in every resource. */
const spellings = new Map<string, Map<Code, Map<Code, readonly string[]>>>();
const mostSpellings = 10_000;
let spellingsKept = 0;

function spellingsOf(parameter: string, system: Code, code: Code): readonly string[] {
  const known = spellings.get(parameter)?.get(system)?.get(code);
  if (known) return known;
  if (spellingsKept++ >= mostSpellings) {
    spellings.clear();
    spellingsKept = 1;
  }
  const spelled = spell(parameter, system, code);
  const bySystem = spellings.get(parameter) ?? new Map<Code, Map<Code, readonly string[]>>();
  const byCode = bySystem.get(system) ?? new Map<Code, readonly string[]>();
  spellings.set(parameter, bySystem.set(system, byCode.set(code, spelled)));
  return spelled;
}

function pushTokens(parameter: string, system: Code, code: Code, into: Set<string>): void {
  for (const spelling of spellingsOf(parameter, system, code)) into.add(spelling);
}

interface Quantity {
  value?: number;
  unit?: string;
  code?: string;
}

/** What a reference search compares: `Type/id`, or the whole text of a foreign address. */
const referenceTarget = (text: string): LocalReference => localReference(text) ?? { type: '', id: text };

class Extraction {
  readonly tokens = new Set<string>();
  readonly codes = new Set<string>();
  readonly found: Extracted = {
    sensitive: false,
    codes: [],
    tokens: [],
    identifiers: [],
    references: [],
    strings: [],
    components: [],
  };

  constructor(type: string, patient: LocalReference | undefined) {
    this.type = type;
    this.patient = patient;
  }
  private readonly type: string;
  private readonly patient: LocalReference | undefined;

  token(parameter: SearchParameter, value: unknown, type: string): void {
    eachToken(value, type, (system, code) => this.oneToken(parameter, system, code));
  }

  private oneToken({ kept, name }: SearchParameter, system: string | undefined, code: string | undefined): void {
    const { found } = this;
    if (kept === 'code' && found.code === undefined && code !== undefined) {
      found.code = code;
      if (system !== undefined) found.codeSystem = systemNumber(system);
    } else if (kept === 'status' && found.status === undefined && code !== undefined) {
      found.status = code;
      if (system !== undefined) pushTokens(name, system, code, this.tokens);
    } else if (kept === 'category' && found.category === undefined && code !== undefined) {
      found.category = code;
      if (system !== undefined) found.categorySystem = systemNumber(system);
    } else pushTokens(name, system, code, kept === 'code' ? this.codes : this.tokens);
  }

  date(parameter: SearchParameter, value: unknown, type: string): void {
    const interval = intervalOf(value, type);
    if (!interval) return;
    if (parameter.kept === 'when') [this.found.from, this.found.to] = [interval.from, interval.to];
    else [this.found.from2, this.found.to2] = [interval.from, interval.to];
  }

  reference(parameter: SearchParameter, value: unknown): void {
    const text = typeof value === 'string' ? value : (value as { reference?: string }).reference;
    const { identifier } = value as { identifier?: IdentifierLike };
    if (identifier?.value !== undefined) {
      for (const token of spell(`${parameter.name}:identifier`, identifier.system, identifier.value))
        this.tokens.add(token);
    }
    // A reference in words only, or to a contained resource, is there all the same: `:missing` must not count it.
    else if (text === undefined || text.startsWith('#')) this.tokens.add(`${parameter.name}:identifier:`);
    if (text === undefined || text.startsWith('#')) return;
    const { found, patient } = this;
    const target = referenceTarget(text);
    const isOwnPatient = patient !== undefined && target.type === 'Patient' && target.id === patient.id;
    if ((parameter.kept === 'patient' || parameter.name === 'subject') && isOwnPatient) return;
    if (parameter.kept === 'encounter' && target.type === 'Encounter' && found.encounter === undefined) {
      found.encounter = target.id;
    } else if (parameter.kept === 'org' && target.type === 'Organization' && found.organization === undefined) {
      found.organization = target.id;
    } else if (parameter.kept === 'performer' && found.performer === undefined) {
      found.performer = `${target.type}/${target.id}`;
    } else found.references.push({ parameter: parameter.name, ...target });
  }

  identifier(value: IdentifierLike): void {
    if (value.value === undefined) return;
    const secret = personTypes.has(this.type) && isSecretIdentifier(value) ? 'id' : undefined;
    this.found.identifiers.push({ system: value.system ?? '', value: value.value, secret });
  }

  phone(value: { system?: string; value?: string }): void {
    if (value.value === undefined || !isPhone(value.system)) return;
    this.found.identifiers.push({ system: 'phone', value: value.value, secret: 'phone' });
  }

  take(parameter: SearchParameter, value: unknown, type: string): void {
    const { found } = this;
    if (parameter.kept === 'identifier') return this.identifier(value as IdentifierLike);
    // Codes of components stand in their own table, that of the observation in its column.
    if (parameter.kept === 'combo') return;
    if (parameter.kept === 'phone') return this.phone(value as { system?: string; value?: string });
    switch (parameter.type) {
      case 'token':
      case 'uri':
        return this.token(parameter, value, type);
      case 'date':
        return this.date(parameter, value, type);
      case 'reference':
        return this.reference(parameter, value);
      case 'string':
        for (const text of stringsOf(value, type)) {
          const normal = normalString(text);
          if (normal) found.strings.push({ parameter: parameter.name, value: normal });
        }
        return;
      case 'quantity': {
        const { value: number, code, unit } = value as Quantity;
        if (type === 'Quantity' && found.value === undefined) [found.value, found.unit] = [number, code ?? unit];
        return;
      }
      default:
        return;
    }
  }
}

interface ObservationComponent {
  code?: { coding?: Token[] };
  valueQuantity?: Quantity;
}
function componentsOf(components: readonly ObservationComponent[]): Component[] {
  return components.flatMap(({ code, valueQuantity }) =>
    (code?.coding ?? [{} as Token]).map((coding) => ({
      codeSystem: coding.system === undefined ? undefined : systemNumber(coding.system),
      code: coding.code,
      value: valueQuantity?.value,
      unit: valueQuantity?.code ?? valueQuantity?.unit,
    })),
  );
}

/** The patient to whom a resource belongs, as it is referred to. */
export function patientReference(type: string, resource: object): LocalReference | undefined {
  let first: LocalReference | undefined;
  patientWalk(type)?.(resource, (value) => {
    const { reference } = value as { reference?: string };
    const target = reference === undefined ? undefined : localReference(reference);
    if (!first && target?.type === 'Patient') first = target;
  });
  return first;
}

const unique = <Item>(items: readonly Item[], key: (item: Item) => string): Item[] => [
  ...new Map(items.map((item) => [key(item), item])).values(),
];

/** The parameters of a type that take something out of a resource. */
const walkedOf = remembered((type) =>
  [...parametersOf(type).values()].flatMap((parameter) =>
    parameter.walk ? [{ parameter, walk: parameter.walk }] : [],
  ),
);

/** Everything that searches need, from a validated resource whose references are resolved. */
export function extract(type: string, resource: object): Extracted {
  const extraction = new Extraction(type, patientReference(type, resource));
  for (const { parameter, walk } of walkedOf(type))
    walk(resource, (value, valueType) => extraction.take(parameter, value, valueType));
  const { found } = extraction;
  found.tokens = [...extraction.tokens];
  found.codes = [...extraction.codes];
  if (found.strings.length > 1) found.strings = unique(found.strings, (one) => `${one.parameter} ${one.value}`);
  const json = resource as Json;
  found.sensitive = isSensitive((json.meta as Json | undefined)?.security);
  if (type === 'Observation' && Array.isArray(json.component)) found.components = componentsOf(json.component);
  const village = type === 'Patient' ? villageCodeOf(resource) : undefined;
  if (village) found.strings.push({ parameter: 'address-village', value: village });
  if (type === 'Location' && json.position) found.position = json.position as Extracted['position'];
  return found;
}
