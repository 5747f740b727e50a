// What a resource and the Provenances about it say of where it came from: places, people, devices, systems, numbers.
import { localReference } from '#platform/fhir/reference.ts';

type Json = Record<string, unknown>;
interface Reference {
  reference?: string;
  display?: string;
  identifier?: { system?: string; value?: string };
}
const list = <Item>(value: unknown): Item[] =>
  Array.isArray(value) ? (value as Item[]) : value === undefined || value === null ? [] : [value as Item];

/** Somebody or something named in the record: by words, by an address within it, or both. */
export interface Named {
  /** `Type/id` in this record, where it is one. */
  local?: string;
  display?: string;
}
const named = (value: unknown): Named[] =>
  list<Reference & { actor?: Reference; who?: Reference }>(value).flatMap((one) => {
    const reference = one.actor ?? one.who ?? one;
    const local = reference.reference === undefined ? undefined : localReference(reference.reference);
    const display = reference.display ?? reference.identifier?.value;
    return local || display
      ? [{ ...(local && { local: `${local.type}/${local.id}` }), ...(display && { display }) }]
      : [];
  });

const places = ['serviceProvider', 'custodian', 'managingOrganization', 'organization'] as const;
const people = [
  'performer',
  'requester',
  'author',
  'recorder',
  'asserter',
  'participant',
  'interpreter',
  'source',
] as const;

export interface OriginFacts {
  by: Named[];
  device: Named[];
  /** Address of the system that sent it (meta.source). */
  system?: string;
  /** Numbers under which the sender knows it. */
  identifiers: string[];
}

/** `meta.source` and identifiers as they stand; the person's own numbers are never among them. */
export function originFacts(resource: object): OriginFacts {
  const json = resource as Json;
  const own = [...places, ...people].flatMap((key) => {
    const value = json[key];
    // Of an Encounter's participants the individual is meant.
    return key === 'participant' ? list<Json>(value).flatMap((one) => named(one.individual)) : named(value);
  });
  const device = named(json.device);
  const system = (json.meta as { source?: unknown } | undefined)?.source;
  return {
    by: own.filter(({ local }) => !local?.startsWith('Patient/') && !local?.startsWith('RelatedPerson/')),
    device,
    ...(typeof system === 'string' && { system }),
    identifiers: list<{ value?: string }>(json.identifier).flatMap(({ value }) => value ?? []),
  };
}

export interface ProvenanceFacts {
  recordedAt?: string;
  agents: Named[];
  activity?: string;
}
export function provenanceFacts(provenance: object): ProvenanceFacts {
  const json = provenance as Json;
  const activity = json.activity as { text?: string; coding?: { display?: string; code?: string }[] } | undefined;
  const words = activity?.text ?? activity?.coding?.[0]?.display ?? activity?.coding?.[0]?.code;
  return {
    ...(typeof json.recorded === 'string' && { recordedAt: json.recorded }),
    agents: list<Json>(json.agent).flatMap((agent) => [...named(agent), ...named(agent.onBehalfOf)]),
    ...(words && { activity: words }),
  };
}
