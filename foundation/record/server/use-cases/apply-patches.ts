// Turns the JSON Patches of a set into updates of what is stored now; what changes meanwhile starts the write again.
import { applyJsonPatch } from '#platform/fhir/json-patch.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import { attemptEach, Refusal } from '../refusal.ts';
import { unseal } from '../seal.ts';
import type { Asking, RecordServices } from '../services.ts';
import { keyText, locate, readMany } from '../store/read.ts';
import type { Current, Located } from '../store/read.ts';
import { nobody } from '../store/tables.ts';
import { permissions } from '../store/visibility.ts';
import { checkResource } from './check-resource.ts';
import { findMatches, onlyMatch } from './find-matches.ts';
import { refuseOutOfScope } from './refuse-out-of-scope.ts';
import type { Json, Operation } from './write-plan.ts';

function refuse(index: number, ...args: ConstructorParameters<typeof Refusal>): never {
  const refusal = new Refusal(...args);
  refusal.operation = index;
  throw refusal;
}

/** The id that each conditional patch means: just one resource must match. */
async function chooseTargets(
  q: Sql,
  services: RecordServices,
  asking: Asking,
  operations: readonly Operation[],
): Promise<Operation[]> {
  const criteria = operations.flatMap(({ method, type, condition }) =>
    method === 'PATCH' && condition !== undefined ? [{ type, query: condition }] : [],
  );
  if (criteria.length === 0) return [...operations];
  const matches = await findMatches(q, services, asking, criteria);
  return operations.map((operation, index) => {
    const { method, type, condition, ...rest } = operation;
    if (method !== 'PATCH' || condition === undefined) return operation;
    const found = onlyMatch(matches, { type, query: condition }, index);
    if (!found) refuse(index, 'not-found', `No ${type} matches the criteria.`);
    return { ...rest, method, type, id: found.id };
  });
}

function patched(services: RecordServices, operation: Operation, index: number, current: Current): Operation {
  const { type, id, ifMatch, fullUrl, provenance } = operation;
  if (ifMatch !== undefined && ifMatch !== current.version)
    refuse(index, 'version', `The version is ${current.version}.`);
  const before = JSON.parse(unseal(services.kernel.cipher, current.content)) as Json;
  const done = applyJsonPatch(before, operation.patch);
  if (!done.ok) {
    const place = done.step === undefined ? '' : `Step ${done.step + 1}: `;
    refuse(index, done.malformed ? 'invalid' : 'rule-broken', `${place}${done.text}`, { code: 'processing' });
  }
  if (done.resource.id !== id) refuse(index, 'rule-broken', 'A patch keeps the id.', { code: 'value' });
  const issues = checkResource(done.resource, type);
  if (issues.length > 0) refuse(index, 'rule-broken', issues);
  return { method: 'PUT', type, id, fullUrl, provenance, resource: done.resource, basedOn: current.version };
}

/** Nobody learns by a patch what they may not write: reach is checked before the first step is tried. */
export async function applyPatches(
  q: Sql,
  services: RecordServices,
  asking: Asking,
  operations: readonly Operation[],
): Promise<Operation[]> {
  if (operations.every(({ method }) => method !== 'PATCH')) return [...operations];
  const { access } = services.kernel;
  const permission = asking.permission ?? permissions.write;
  const chosen = await chooseTargets(q, services, asking, operations);
  const patches = chosen.filter(({ method }) => method === 'PATCH');
  const located = await locate(
    q,
    patches.map(({ type, id }) => ({ type, id: id! })),
  );
  const standing = [...located.values()].filter((one) => one.deletedVersion === undefined);
  const rows = await readMany(q, standing, async (table, args) =>
    table.personal ? access.personFilter(asking.actor, permission, 't.patient_id', args, asking.now) : 'true',
  );
  const current = new Map(rows.map((row) => [keyText(row.type, row.id), row]));
  const updates = [...chosen];
  attemptEach(chosen.entries(), ([index, operation]) => {
    if (operation.method !== 'PATCH') return;
    refuseOutOfScope(access, asking.actor, operation.type, 'u', index);
    const key = keyText(operation.type, operation.id!);
    const row = current.get(key) ?? refuseMissing(index, key, located.get(key));
    if (row.sensitive && !access.holds(asking.actor, permissions.sensitive)) refuseHidden(index, row.patientId);
    updates[index] = patched(services, operation, index, row);
  });
  return updates;
}

function refuseMissing(index: number, key: string, located: Located | undefined): never {
  if (!located) refuse(index, 'not-found', `${key} does not exist.`);
  if (located.deletedVersion !== undefined) refuse(index, 'gone', `${key} was deleted.`);
  return refuseHidden(index, located.patientId);
}

function refuseHidden(index: number, patientId: string): never {
  const refusal = new Refusal('forbidden', 'This resource is out of reach.');
  refusal.operation = index;
  if (patientId !== nobody) refusal.persons.push(patientId);
  throw refusal;
}
