// Puts what another context knows of a person into the record, in that context's own transaction; what says the same as before is left alone.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import type { Source } from '../../contract.ts';
import { kindOfType } from '../../rules/timeline-entry.ts';
import { sourceSystem, type Resource } from '../../rules/visit-resources.ts';
import { notWritten, outOfReach } from '../problems.ts';
import { Refusal } from '../refusal.ts';
import type { RecordServices } from '../services.ts';
import { locate, readMany, type Located } from '../store/read.ts';
import { nobody } from '../store/tables.ts';
import { WriteRace } from '../store/write.ts';
import { announceVisits } from './announce-visits.ts';
import type { Operation } from './write-plan.ts';
import { writeInTransaction } from './write-resources.ts';

export interface ResourcesToPut {
  /** With ids and references (`Patient/<id>`) made by the caller. */
  put: readonly Resource[];
  /** What stands no more. */
  remove?: readonly { type: string; id: string }[];
  /**
   * None of them stands yet, as their maker has made sure in this transaction, and nobody else holds these objects: they
   * are neither compared with what stands nor copied. For sets of hundreds.
   */
  fresh?: boolean;
  /** The caller writes the audit row of this transaction itself, with whoever brought it and all persons concerned. */
  audited?: boolean;
  /** Encounters among them that are new and of these days are told as visits: nobody else counts them. */
  visits?: boolean;
}
/** PostgreSQL's own sign for "run this transaction again". */
const serializationFailure = '40001';

/**
 * Writes under `permission` (the caller's own, for the persons concerned). Keeps history and versions as a client's
 * writes do. Fails where a resource is not valid or its person is out of reach; the caller rolls back then.
 */
export async function putResources(
  services: RecordServices,
  q: Transaction,
  actor: Actor,
  permission: string,
  { put, remove = [], fresh = false, audited = false, visits = false }: ResourcesToPut,
  now: Date,
): Promise<Result<{ written: number }>> {
  const keys = [...put.map(({ resourceType, id }) => ({ type: resourceType, id })), ...remove];
  const located = fresh ? new Map<string, Located>() : await locate(q, keys);
  const standing = [...located.values()].filter(({ deletedVersion }) => deletedVersion === undefined);
  const before = new Map((await readMany(q, standing)).map((one) => [`${one.type}/${one.id}`, one.content]));
  const marked = fresh ? put : put.map((resource) => withSource(resource, before, sourceOfActor(actor)));
  const operations: Operation[] = [
    ...marked
      .filter((resource) => !saysTheSame(before.get(`${resource.resourceType}/${resource.id}`), resource))
      .map((resource) => ({
        method: 'PUT' as const,
        type: resource.resourceType,
        id: resource.id,
        fresh,
        resource: fresh ? resource : structuredClone(resource),
      })),
    ...remove
      .filter(({ type, id }) => before.has(`${type}/${id}`))
      .map(({ type, id }) => ({ method: 'DELETE' as const, type, id })),
  ];
  if (operations.length === 0) return succeed({ written: 0 });
  try {
    await writeInTransaction(q, services, { actor, now, base: '', lenient: false, permission, audited }, operations);
    if (visits) await announceVisits(q, services, now, newOnes(put, before));
    return succeed({ written: operations.length });
  } catch (error) {
    if (error instanceof Refusal) return fail(error.kind === 'forbidden' ? outOfReach : notWritten);
    if (error instanceof WriteRace) throw Object.assign(error, { code: serializationFailure });
    throw error;
  }
}

/** Who writes without saying where from is staff at work, the person, or the system itself. */
const sourceOfActor = ({ purpose }: Actor): Source =>
  purpose === 'self' ? 'self' : purpose === 'system' ? 'system' : 'clinic';

type Tags = readonly { system?: string; code?: string }[];
const tagsOf = (resource: Resource): Tags => (resource.meta as { tag?: Tags } | undefined)?.tag ?? [];

/** What stands in timelines tells its source; one that stands already keeps that of its first writing. */
function withSource(resource: Resource, before: ReadonlyMap<string, string>, own: Source): Resource {
  const { resourceType, id } = resource;
  if (!(resourceType in kindOfType) || tagsOf(resource).some(({ system }) => system === sourceSystem)) return resource;
  const stored = before.get(`${resourceType}/${id}`);
  const kept = stored && tagsOf(JSON.parse(stored) as Resource).find(({ system }) => system === sourceSystem);
  const tag = [kept ?? { system: sourceSystem, code: own }, ...tagsOf(resource)];
  return { ...resource, meta: { ...(resource.meta as object | undefined), tag } };
}

const newOnes = (put: readonly Resource[], before: ReadonlyMap<string, string>) =>
  put
    .filter(({ resourceType, id }) => !before.has(`${resourceType}/${id}`))
    .map((resource) => ({
      type: resource.resourceType,
      id: resource.id,
      action: 'create' as const,
      patientId: patientOf(resource),
      resource,
    }));
const patientOf = ({ subject }: Resource): string =>
  (subject as { reference?: string } | undefined)?.reference?.split('/')[1] ?? nobody;

/** Versions and times of the stored one aside. Resources of people are sealed: they never compare as the same. */
function saysTheSame(stored: string | undefined, resource: Resource): boolean {
  if (stored === undefined) return false;
  return withoutStamp(JSON.parse(stored) as Record<string, unknown>) === withoutStamp(resource);
}
function withoutStamp({ meta, ...rest }: Record<string, unknown>): string {
  const { versionId: _version, lastUpdated: _at, ...kept } = (meta ?? {}) as Record<string, unknown>;
  return JSON.stringify([Object.keys(kept).length > 0 ? kept : {}, Object.entries(rest).toSorted(byKey)]);
}
const byKey = ([one]: [string, unknown], [other]: [string, unknown]) => (one < other ? -1 : 1);
