// Puts a patient summary together: a document Bundle whose first entry is the Composition (IPS).
import { localReference } from '#platform/fhir/reference.ts';
import { sentence, table } from './narrative.ts';
import { sections } from './sections.ts';
import type { Resource } from './sections.ts';

export interface SummaryParts {
  patient: Resource;
  /** The person's resources that may stand in sections, newest first. */
  findings: readonly Resource[];
  /** What findings and patient name by reference, and may be shown. */
  named: readonly Resource[];
  /** Key (`Organization/1`) of the organisation that keeps the record, among `named`; absent where there is none. */
  author?: string;
  base: string;
  at: Date;
  newId(): string;
}

const keyOf = ({ resourceType, id }: Resource): string => `${resourceType}/${id}`;

/** Removes what points outside of the document; the words beside it stay. */
function trim(value: unknown, inside: ReadonlySet<string>, contained: ReadonlySet<string>): void {
  if (Array.isArray(value)) return value.forEach((one) => trim(one, inside, contained));
  if (typeof value !== 'object' || value === null) return;
  const object = value as Record<string, unknown>;
  if (typeof object.reference === 'string') {
    const { reference } = object;
    const local = localReference(reference);
    const found = reference.startsWith('#')
      ? contained.has(reference.slice(1))
      : local !== undefined && inside.has(`${local.type}/${local.id}`);
    if (!found) {
      delete object.reference;
      if (Object.keys(object).length === 0) object.display = '未包含在摘要中';
    } else if (local) object.reference = `${local.type}/${local.id}`;
  }
  for (const key in object) if (typeof object[key] === 'object') trim(object[key], inside, contained);
}

interface Entry {
  fullUrl: string;
  resource: object;
}

/** References between stored resources are relative: they resolve against the full address of the entry that holds them. */
function storedEntry(resource: Resource, base: string, inside: ReadonlySet<string>): Entry {
  const contained = Array.isArray(resource.contained) ? (resource.contained as { id?: string }[]) : [];
  trim(resource, inside, new Set(contained.flatMap((one) => (one.id === undefined ? [] : [one.id]))));
  return { fullUrl: `${base}/${keyOf(resource)}`, resource };
}

export function composeSummary({ patient, findings, named, author, base, at, newId }: SummaryParts): object {
  const subject = `${base}/${keyOf(patient)}`;
  const made: Entry[] = [];
  const make = (resource: Record<string, unknown>): string => {
    const id = newId();
    made.push({ fullUrl: `urn:uuid:${id}`, resource: { resourceType: resource.resourceType, id, ...resource } });
    return `urn:uuid:${id}`;
  };
  const authorUrl = author
    ? `${base}/${author}`
    : make({ resourceType: 'Organization', name: '天目健康档案', active: true });
  const used = new Map<string, Resource>();
  const written = sections.flatMap((section) => {
    const held = findings.filter((one) => section.holds(one));
    for (const one of held) used.set(keyOf(one), one);
    const head = { title: section.title, code: { coding: [{ system: 'http://loinc.org', code: section.code }] } };
    if (held.length > 0)
      return [
        {
          ...head,
          text: table(
            section.heads,
            held.map((one) => section.row(one)),
          ),
          entry: held.map((one) => ({ reference: `${base}/${keyOf(one)}` })),
        },
      ];
    if (!section.unknown) return [];
    const unknown = section.unknown(subject);
    const words = unknown.code ?? unknown.medicationCodeableConcept;
    return [{ ...head, text: sentence((words as { text: string }).text), entry: [{ reference: make(unknown) }] }];
  });
  const composition: Entry = {
    fullUrl: `urn:uuid:${newId()}`,
    resource: {
      resourceType: 'Composition',
      meta: { profile: ['http://hl7.org/fhir/uv/ips/StructureDefinition/Composition-uv-ips'] },
      language: 'zh-CN',
      text: sentence('患者摘要'),
      status: 'final',
      type: { coding: [{ system: 'http://loinc.org', code: '60591-5' }] },
      subject: { reference: subject },
      date: at.toISOString(),
      author: [{ reference: authorUrl }],
      title: '患者摘要',
      confidentiality: 'N',
      custodian: { reference: authorUrl },
      section: written,
    },
  };
  const stored = [patient, ...used.values(), ...named.filter((one) => !used.has(keyOf(one)))];
  const inside = new Set(stored.map(keyOf));
  return {
    resourceType: 'Bundle',
    id: newId(),
    meta: {
      lastUpdated: at.toISOString(),
      profile: ['http://hl7.org/fhir/uv/ips/StructureDefinition/Bundle-uv-ips'],
    },
    identifier: { system: 'urn:ietf:rfc:3986', value: `urn:uuid:${newId()}` },
    type: 'document',
    timestamp: at.toISOString(),
    entry: [composition, ...stored.map((one) => storedEntry(one, base, inside)), ...made],
  };
}
