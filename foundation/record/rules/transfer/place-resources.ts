// Gives resources of a file their place in a person's record: new ids, references inside of the record, nothing that points to the other system.
import { localReference } from '#platform/fhir/reference.ts';
import { colourSystem } from '../banner.ts';
import type { LeftOutReason } from '../../transfer-contract.ts';
import type { BroughtBundle, BroughtResource } from './read-bundle.ts';

type Json = Record<string, unknown>;
export type PlacedResource = Json & { resourceType: string; id: string };
interface Placing {
  /** `Patient/<id>` of the person. */
  patient: string;
  /** Types that belong to a person; others are a directory of the other system. */
  isPersonal(type: string): boolean;
  /** The id that a resource of the file has here, the same each time it is brought. */
  idOf(brought: BroughtResource): string;
}
export interface Placed {
  taken: { brought: BroughtResource; resource: PlacedResource }[];
  leftOut: { brought: BroughtResource; reason: LeftOutReason }[];
}

/** Permissions that were given elsewhere do not move, nor what every system derives or writes itself. */
const reasons: Readonly<Record<string, LeftOutReason>> = {
  Consent: 'consent',
  AuditEvent: 'derived',
  Provenance: 'derived',
  Person: 'identity',
  RelatedPerson: 'identity',
  Group: 'identity',
};
function reasonOf(
  { type, resource }: BroughtResource,
  isPersonal: (type: string) => boolean,
): LeftOutReason | undefined {
  if (reasons[type]) return reasons[type];
  if (!isPersonal(type)) return 'directory';
  const codings = (resource.code as { coding?: { system?: string }[] } | undefined)?.coding ?? [];
  return type === 'Flag' && codings.some(({ system }) => system === colourSystem) ? 'derived' : undefined;
}

/** Copies: what was read stays as it is. */
export function placeResources(bundle: BroughtBundle, placing: Placing): Placed {
  const placed: Placed = { taken: [], leftOut: [] };
  const addresses = new Map<string, string>();
  const names = new Map<string, string>();
  for (const brought of bundle.patients)
    for (const address of addressesOf(brought)) addresses.set(address, placing.patient);
  const staying: { brought: BroughtResource; id: string }[] = [];
  for (const brought of bundle.others) {
    const reason = reasonOf(brought, placing.isPersonal);
    if (reason) {
      placed.leftOut.push({ brought, reason });
      const name = nameOf(brought.resource);
      if (name) for (const address of addressesOf(brought)) names.set(address, name);
      continue;
    }
    const id = placing.idOf(brought);
    staying.push({ brought, id });
    for (const address of addressesOf(brought)) addresses.set(address, `${brought.type}/${id}`);
  }
  for (const { brought, id } of staying) {
    const { meta, ...rest } = structuredClone(brought.resource);
    const { versionId: _version, lastUpdated: _at, ...kept } = (meta ?? {}) as Json;
    const contained = Array.isArray(rest.contained) ? (rest.contained as { id?: string }[]) : [];
    const own = new Set(contained.map((one) => `#${one.id}`));
    refer(rest, (reference) => addresses.get(reference) ?? (own.has(reference) ? reference : undefined), names);
    const resource = { ...(Object.keys(kept).length > 0 && { meta: kept }), ...rest, resourceType: brought.type, id };
    placed.taken.push({ brought, resource });
  }
  return placed;
}

/** Every spelling by which a resource of the same file may mean this one. */
function addressesOf({ type, id, fullUrl }: BroughtResource): string[] {
  const local = fullUrl === undefined ? undefined : /([A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64})$/.exec(fullUrl)?.[1];
  return [fullUrl, local, id === undefined ? undefined : `${type}/${id}`].filter((one) => one !== undefined);
}
const nameOf = ({ name }: Json): string | undefined => {
  if (typeof name === 'string') return name;
  const first = Array.isArray(name) ? (name[0] as { text?: string; family?: string; given?: string[] }) : undefined;
  return first?.text ?? ([first?.family, ...(first?.given ?? [])].filter(Boolean).join(' ') || undefined);
};

/** A reference that leads out of the file becomes words: the name that the file gives, or that it is not here. */
function refer(
  value: unknown,
  place: (reference: string) => string | undefined,
  names: ReadonlyMap<string, string>,
): void {
  if (Array.isArray(value)) return value.forEach((one) => refer(one, place, names));
  if (typeof value !== 'object' || value === null) return;
  const object = value as Json;
  if (typeof object.reference === 'string') {
    const { reference } = object;
    const version = localReference(reference);
    const here = place(reference) ?? (version && place(`${version.type}/${version.id}`));
    if (here) object.reference = here;
    else {
      delete object.reference;
      const known = names.get(reference) ?? (version && names.get(`${version.type}/${version.id}`));
      if (object.display === undefined && object.identifier === undefined) object.display = known ?? '未随档案转入';
    }
  }
  for (const key in object) if (typeof object[key] === 'object') refer(object[key], place, names);
}
