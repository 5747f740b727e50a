// Decides for a set of operations what is created, replaced, deleted or left: ids, matches, references, patients, versions.
import { isUuid } from '#platform/contract.ts';
import { conditionalReference, isFhirId, localReference } from '#platform/fhir/reference.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import { patientReference } from '../../rules/extract.ts';
import { rewriteReferences } from '../../rules/rewrite-references.ts';
import { attemptEach, Refusal } from '../refusal.ts';
import type { Asking, RecordServices } from '../services.ts';
import { keyText, locate, ownersOf, readMany } from '../store/read.ts';
import type { Current, Located } from '../store/read.ts';
import { nobody, tableOf } from '../store/tables.ts';
import { claimCreations, WriteRace } from '../store/write.ts';
import { claimOf, criteriaKey, findMatches, onlyMatch } from './find-matches.ts';
import type { Criteria, Matches } from './find-matches.ts';

export type Json = Record<string, unknown>;
export interface Operation {
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  type: string;
  id?: string;
  /** Search criteria: If-None-Exist of a POST, the query of a conditional PUT or DELETE. */
  condition?: string;
  ifMatch?: number;
  /** Its maker has made sure that nothing stands under its id. */
  fresh?: boolean;
  resource?: Json;
  /** JSON Patch of a PATCH, as it was sent; `applyPatches` makes an update of it before anything is planned. */
  patch?: unknown;
  /** Stored version from which a patch made the resource. */
  basedOn?: number;
  fullUrl?: string;
  /** Provenance without target, written with the version that comes of this. */
  provenance?: Json;
}
export interface Planned {
  operation: Operation;
  index: number;
  type: string;
  id: string;
  action: 'create' | 'update' | 'delete' | 'match' | 'none';
  patientId: string;
  /** Version after the write. */
  version: number;
  before?: Current;
  /** A deleted resource comes back. */
  revived?: boolean;
}

function refuse(index: number, ...args: ConstructorParameters<typeof Refusal>): never {
  const refusal = new Refusal(...args);
  refusal.operation = index;
  throw refusal;
}

/** Identifiers of what this set itself creates: a conditional reference may mean one of them. */
function identifiersInSet(planned: readonly Planned[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const { operation, type, id } of planned) {
    const identifiers = operation.resource?.identifier;
    for (const identifier of Array.isArray(identifiers) ? (identifiers as { system?: string; value?: string }[]) : []) {
      if (identifier.value === undefined) continue;
      found.set(`${type}?identifier=${identifier.system ?? ''}|${identifier.value}`, `${type}/${id}`);
    }
  }
  return found;
}

function chooseIds(services: RecordServices, operations: readonly Operation[], matches: Matches): Planned[] {
  const created = new Map<string, Planned>();
  const planned: Planned[] = [];
  const choose = (operation: Operation, index: number): Planned => {
    const { method, type, condition } = operation;
    const plan: Planned = {
      operation,
      index,
      type,
      id: operation.id ?? '',
      action: 'none',
      patientId: nobody,
      version: 1,
    };
    if (condition === undefined) {
      if (method === 'POST') plan.id = services.kernel.newId();
      else if (!isFhirId(plan.id))
        refuse(index, 'invalid', 'The id has signs that FHIR does not allow.', { code: 'value' });
      return plan;
    }
    const criteria = { type, query: condition };
    const match = onlyMatch(matches, criteria, index);
    const twin = created.get(criteriaKey(criteria));
    if (method === 'POST' && (match || twin))
      return { ...plan, id: (match ?? twin)!.id, patientId: match?.patientId ?? nobody, action: 'match' };
    if (method === 'DELETE') return match ? { ...plan, id: match.id, patientId: match.patientId } : plan;
    const given = method === 'PUT' ? (operation.resource?.id as string | undefined) : undefined;
    if (match && given !== undefined && given !== match.id)
      refuse(index, 'invalid', 'The id differs from that of the match.', { code: 'value' });
    plan.id = match?.id ?? given ?? services.kernel.newId();
    created.set(criteriaKey(criteria), plan);
    return plan;
  };
  attemptEach(operations.entries(), ([index, operation]) => void planned.push(choose(operation, index)));
  return planned;
}

function refuseDoubles(planned: readonly Planned[]): void {
  const keys = new Set<string>();
  const urls = new Set<string>();
  attemptEach(planned, ({ type, id, action, index, operation }) => {
    if (action !== 'match' && id !== '') {
      if (keys.has(keyText(type, id)))
        refuse(index, 'invalid', `${type}/${id} is in the set twice.`, { code: 'duplicate' });
      keys.add(keyText(type, id));
    }
    if (operation.fullUrl === undefined) return;
    if (urls.has(operation.fullUrl))
      refuse(index, 'invalid', `fullUrl ${operation.fullUrl} is in the set twice.`, { code: 'duplicate' });
    urls.add(operation.fullUrl);
  });
}

function resolveReferences(planned: readonly Planned[], matches: Matches, base: string, undo: (() => void)[]): void {
  const byUrl = new Map(
    planned.flatMap((plan) => (plan.operation.fullUrl ? [[plan.operation.fullUrl, `${plan.type}/${plan.id}`]] : [])),
  );
  const inSet = identifiersInSet(planned);
  attemptEach(planned, (plan) => {
    // What is written as new by another context names its references itself.
    if (!plan.operation.resource || plan.operation.fresh || plan.action === 'match') return;
    rewriteReferences(
      plan.operation.resource,
      (reference) => {
        const placed = byUrl.get(reference);
        if (placed) return placed;
        if (reference.startsWith(`${base}/`)) return reference.slice(base.length + 1);
        const criteria = conditionalReference(reference);
        if (!criteria) return undefined;
        const match = onlyMatch(matches, criteria, plan.index);
        const found = match
          ? `${criteria.type}/${match.id}`
          : inSet.get(`${criteria.type}?${decodeURIComponent(criteria.query)}`);
        return (
          found ??
          refuse(plan.index, 'version', `No ${criteria.type} matches a conditional reference.`, { code: 'not-found' })
        );
      },
      undo,
    );
  });
}

function criteriaOf(operations: readonly Operation[]): { own: Criteria[]; referred: Criteria[] } {
  const own = operations.flatMap(({ type, condition }) =>
    condition === undefined ? [] : [{ type, query: condition }],
  );
  const referred = new Map<string, Criteria>();
  for (const { resource, fresh } of operations) {
    if (fresh) continue;
    rewriteReferences(resource, (reference) => {
      const criteria = conditionalReference(reference);
      if (criteria) referred.set(reference, criteria);
      return undefined;
    });
  }
  return { own, referred: [...referred.values()] };
}

/** The patient of each resource, by the patients of this set and those that are stored. */
function choosePatients(
  services: RecordServices,
  planned: readonly Planned[],
  located: ReadonlyMap<string, Located>,
): void {
  const patients = new Map<string, string>();
  for (const plan of planned) {
    if (plan.type !== 'Patient' || plan.action === 'match') continue;
    const known = located.get(keyText('Patient', plan.id))?.patientId;
    plan.patientId = known ?? (isUuid(plan.id) ? plan.id : services.kernel.newId());
    if (plan.operation.method !== 'DELETE') patients.set(plan.id, plan.patientId);
  }
  attemptEach(planned, (plan) => {
    const { resource, method } = plan.operation;
    const stored = located.get(keyText(plan.type, plan.id));
    if (plan.action === 'match' || plan.type === 'Patient') return;
    if (method === 'DELETE') plan.patientId = stored?.patientId ?? nobody;
    else if (tableOf(plan.type).personal) {
      const reference = patientReference(plan.type, resource!);
      if (reference) {
        const patient = located.get(keyText('Patient', reference.id));
        const standing = patient && patient.deletedVersion === undefined ? patient.patientId : undefined;
        plan.patientId =
          patients.get(reference.id) ??
          standing ??
          refuse(plan.index, 'rule-broken', `Patient/${reference.id} does not exist.`, { code: 'not-found' });
      } else if (stored && plan.type === 'Provenance') plan.patientId = stored.patientId;
    }
    if (method !== 'DELETE' && stored && stored.patientId !== plan.patientId) {
      refuse(
        plan.index,
        'rule-broken',
        'A resource keeps its patient; delete it and write it anew for the other person.',
      );
    }
  });
}

/** A client's UUID must not be the person row of another Patient: both would share their findings. */
async function refuseTakenPersons(
  q: Sql,
  planned: readonly Planned[],
  located: ReadonlyMap<string, Located>,
): Promise<void> {
  const arriving = planned.filter(
    ({ type, id, operation }) =>
      type === 'Patient' && operation.method === 'PUT' && isUuid(id) && !located.has(keyText(type, id)),
  );
  if (arriving.length === 0) return;
  const taken = await ownersOf(
    q,
    arriving.map((plan) => plan.patientId),
  );
  attemptEach(arriving, (plan) => {
    if (taken.has(plan.patientId)) refuse(plan.index, 'conflict', 'This id belongs to another person.');
  });
}

function chooseAction(plan: Planned, located: Located | undefined, before: Current | undefined): void {
  const { method, ifMatch } = plan.operation;
  if (plan.action === 'match') return;
  if (ifMatch !== undefined && before?.version !== ifMatch) {
    refuse(plan.index, 'version', before ? `The version is ${before.version}.` : 'There is no current version.');
  }
  if (plan.operation.basedOn !== undefined && before?.version !== plan.operation.basedOn) throw new WriteRace();
  plan.before = before;
  plan.revived = located?.deletedVersion !== undefined;
  plan.version = (before?.version ?? located?.deletedVersion ?? 0) + 1;
  if (method === 'DELETE') plan.action = before ? 'delete' : 'none';
  else plan.action = before ? 'update' : 'create';
}

/** Reads what the set needs and decides. Conditional creates hold their claims until the transaction ends. */
export async function planWrites(
  q: Sql,
  services: RecordServices,
  asking: Asking,
  operations: readonly Operation[],
  undo: (() => void)[],
): Promise<Planned[]> {
  const { own, referred } = criteriaOf(operations);
  const claims = operations.flatMap(({ method, type, condition }) =>
    condition === undefined || method === 'DELETE' ? [] : [claimOf(services, { type, query: condition })],
  );
  await claimCreations(q, claims, asking.now);
  const matches = await findMatches(q, services, asking, [...own, ...referred]);
  const planned = chooseIds(services, operations, matches);
  refuseDoubles(planned);
  resolveReferences(planned, matches, asking.base, undo);

  const keys = new Map<string, { type: string; id: string }>();
  for (const { type, id, operation, action } of planned) {
    const minted = (operation.method === 'POST' || operation.fresh) && action !== 'match';
    if (!minted && id !== '') keys.set(keyText(type, id), { type, id });
    const patient = operation.resource && action !== 'match' ? patientReference(type, operation.resource) : undefined;
    if (patient) keys.set(keyText('Patient', patient.id), localReference(`Patient/${patient.id}`)!);
  }
  const located = await locate(q, [...keys.values()]);
  choosePatients(services, planned, located);
  await refuseTakenPersons(q, planned, located);
  const standing = planned.flatMap((plan) => located.get(keyText(plan.type, plan.id)) ?? []);
  const current = new Map((await readMany(q, standing)).map((one_) => [keyText(one_.type, one_.id), one_]));
  attemptEach(planned, (plan) => {
    const key = keyText(plan.type, plan.id);
    chooseAction(plan, located.get(key), current.get(key));
    if (plan.action === 'match') {
      plan.before = current.get(key);
      plan.version = plan.before?.version ?? 1;
      plan.patientId = plan.before?.patientId ?? plan.patientId;
    }
  });
  return planned;
}
