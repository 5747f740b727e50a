// Writes a set of resources in one transaction: decide, check policy, save, tell the registry, audit, announce.
import type { Transaction } from '#platform/kernel/db/db.ts';
import { breather } from '#platform/kernel/workers/breathe.ts';
import { extract } from '../../rules/extract.ts';
import { personFacts } from '../../rules/person-facts.ts';
import { attemptEach, Refusal } from '../refusal.ts';
import { seal } from '../seal.ts';
import type { Asking, RecordServices } from '../services.ts';
import { nobody, personalTables, tableOf } from '../store/tables.ts';
import type { StoredRow } from '../store/rows.ts';
import { deleteResources, saveResources, WriteRace } from '../store/write.ts';
import { permissions } from '../store/visibility.ts';
import { applyPatches } from './apply-patches.ts';
import { announceChanges } from './announce-changes.ts';
import { announceVisits } from './announce-visits.ts';
import { refuseOutOfScope } from './refuse-out-of-scope.ts';
import { planWrites } from './write-plan.ts';
import type { Json, Operation, Planned } from './write-plan.ts';

export interface Written {
  outcome: 'created' | 'updated' | 'deleted' | 'matched' | 'absent';
  type: string;
  id: string;
  version: number;
  updatedAt: Date;
  /** As stored (sealed); empty after a deletion. */
  content: string;
}

/** `versionId` and `lastUpdated` are ours; whatever the writer sent there is replaced. */
function stamped(plan: Planned, now: Date): Json {
  const { resourceType, id: _, meta, ...rest } = plan.operation.resource!;
  const stamp = { versionId: String(plan.version), lastUpdated: now.toISOString() };
  return { resourceType, id: plan.id, meta: { ...(meta as Json | undefined), ...stamp }, ...rest };
}

function refuseOperation({ index, patientId }: Planned, text: string): never {
  const refusal = new Refusal('forbidden', text);
  refusal.operation = index;
  if (patientId !== nobody) refusal.persons.push(patientId);
  throw refusal;
}

/** Everyone concerned must be in the writer's reach, except people whom this very set brings in. */
async function checkPolicy(
  q: Transaction,
  services: RecordServices,
  asking: Asking,
  planned: readonly Planned[],
): Promise<void> {
  const { access } = services.kernel;
  const { actor } = asking;
  const arriving = new Set(
    planned.filter((plan) => plan.type === 'Patient' && plan.action === 'create').map((plan) => plan.patientId),
  );
  const concerned = planned.filter(
    (plan) => plan.action !== 'none' && plan.patientId !== nobody && !arriving.has(plan.patientId),
  );
  const persons = concerned.map((plan) => plan.patientId);
  const reachable = new Set(
    await access.reachable(q, actor, asking.permission ?? permissions.write, persons, asking.now),
  );
  attemptEach(planned, (plan) => {
    const { method } = plan.operation;
    const written = method === 'DELETE' ? 'd' : method === 'POST' || plan.action === 'create' ? 'c' : 'u';
    refuseOutOfScope(access, actor, plan.type, written, plan.index);
    if (plan.action === 'none' || plan.action === 'match') return;
    const permission = tableOf(plan.type).personal ? (asking.permission ?? permissions.write) : permissions.directory;
    if (!access.holds(actor, permission)) refuseOperation(plan, `${plan.type} may not be written with this account.`);
    if (plan.before?.sensitive && !access.holds(actor, permissions.sensitive))
      refuseOperation(plan, 'This resource is out of reach.');
  });
  attemptEach(concerned, (plan) => {
    if (!reachable.has(plan.patientId)) refuseOperation(plan, 'This person is out of reach.');
  });
}

async function rowsOf(
  services: RecordServices,
  asking: Asking,
  planned: readonly Planned[],
): Promise<Map<Planned, StoredRow>> {
  const breathe = breather();
  const rows = new Map<Planned, StoredRow>();
  for (const plan of planned) {
    await breathe();
    if (plan.action !== 'create' && plan.action !== 'update') continue;
    const resource = stamped(plan, asking.now);
    rows.set(plan, {
      table: tableOf(plan.type),
      type: plan.type,
      id: plan.id,
      patientId: plan.patientId,
      version: plan.version,
      updatedAt: asking.now,
      content: JSON.stringify(seal(services.kernel.cipher, resource)),
      found: extract(plan.type, resource),
    });
  }
  return rows;
}

/** A person with findings stays: deleting the Patient would leave them without an owner. */
async function refuseOrphans(q: Transaction, planned: readonly Planned[]): Promise<void> {
  for (const plan of planned) {
    if (plan.type !== 'Patient' || plan.action !== 'delete') continue;
    for (const { table } of personalTables) {
      const rows = await q.query(`select 1 from ${table.name} where patient_id = $1 limit 1`, [plan.patientId]);
      if (rows.length > 0) {
        const refusal = new Refusal('conflict', 'Other resources belong to this patient.');
        refusal.operation = plan.index;
        throw refusal;
      }
    }
  }
}

async function tellRegistry(
  q: Transaction,
  services: RecordServices,
  asking: Asking,
  planned: readonly Planned[],
): Promise<void> {
  for (const plan of planned) {
    if (plan.type !== 'Patient' || (plan.action !== 'create' && plan.action !== 'update')) continue;
    const facts = personFacts(plan.operation.resource!);
    const told = await services.registry.recordPersonFromFhir(q, asking.actor, { personId: plan.patientId, ...facts });
    if (!told.ok) {
      const refusal = new Refusal(told.problem.kind, told.problem.code);
      refusal.operation = plan.index;
      throw refusal;
    }
  }
}

const outcomes = { create: 'created', update: 'updated', delete: 'deleted', match: 'matched', none: 'absent' } as const;
const auditActions = { POST: 'create', PUT: 'update', PATCH: 'update', DELETE: 'delete' } as const;

async function recordAudit(
  q: Transaction,
  services: RecordServices,
  asking: Asking,
  planned: readonly Planned[],
): Promise<void> {
  const [first] = planned;
  const single = planned.length === 1;
  await services.kernel.audit.record(q, asking.actor, {
    action: single ? auditActions[first!.operation.method] : 'execute',
    permission: asking.permission ?? permissions.write,
    outcome: 'success',
    persons: [...new Set(planned.map((plan) => plan.patientId).filter((id) => id !== nobody))],
    object: single ? `${first!.type}/${first!.id}` : 'Bundle',
    version: single ? first!.version : undefined,
    detail: single ? undefined : { resources: planned.length },
  });
}

/** What X-Provenance tells is kept with the person of the version that it is about. */
async function planProvenances(
  q: Transaction,
  services: RecordServices,
  asking: Asking,
  written: readonly Planned[],
  undo: (() => void)[],
): Promise<Planned[]> {
  const about = written.filter(
    ({ operation, action }) => operation.provenance && (action === 'create' || action === 'update'),
  );
  if (about.length === 0) return [];
  const operations = about.map(({ operation, type, id, version }): Operation => {
    const target = [{ reference: `${type}/${id}/_history/${version}` }];
    return { method: 'POST', type: 'Provenance', resource: { ...structuredClone(operation.provenance!), target } };
  });
  const planned = await planWrites(q, services, asking, operations, undo);
  return planned.map((plan) => ({ ...plan, index: about[plan.index]!.index, patientId: about[plan.index]!.patientId }));
}

export async function writeInTransaction(
  q: Transaction,
  services: RecordServices,
  asking: Asking,
  operations: readonly Operation[],
  undo: (() => void)[] = [],
): Promise<Written[]> {
  const own = await planWrites(q, services, asking, await applyPatches(q, services, asking, operations), undo);
  const planned = [...own, ...(await planProvenances(q, services, asking, own, undo))];
  await checkPolicy(q, services, asking, planned);
  const rows = await rowsOf(services, asking, planned);
  const deletions = planned.filter((plan) => plan.action === 'delete');
  await deleteResources(
    q,
    deletions.map((plan) => ({ ...plan, table: tableOf(plan.type), sensitive: plan.before!.sensitive })),
    asking.now,
  );
  const fresh = new Set([...rows].filter(([plan]) => plan.action === 'create').map(([, row]) => row));
  await saveResources(q, services.kernel.cipher, [...rows.values()], { fresh });
  await refuseOrphans(q, planned);
  await tellRegistry(q, services, asking, planned);
  if (!asking.audited) await recordAudit(q, services, asking, own);
  await announceChanges(q, services, asking.now, planned);
  // Our own screens name their permission and announce what they recorded themselves.
  if (asking.permission === undefined) {
    const visits = planned.map((plan) => ({ ...plan, resource: plan.operation.resource }));
    await announceVisits(q, services, asking.now, visits);
  }
  return own.map((plan) => ({
    outcome: outcomes[plan.action],
    type: plan.type,
    id: plan.id,
    version: plan.version,
    updatedAt: plan.action === 'match' ? (plan.before?.updatedAt ?? asking.now) : asking.now,
    content: rows.get(plan)?.content ?? (plan.action === 'match' ? (plan.before?.content ?? '') : ''),
  }));
}

const mostAttempts = 5;

/** Runs the set in a transaction of its own, again when another writer was faster. */
export async function writeResources(
  services: RecordServices,
  asking: Asking,
  operations: readonly Operation[],
): Promise<Written[]> {
  // The tree of units must be in memory: it can't be read from inside of a transaction.
  await services.kernel.access.unitsOf(asking.actor, permissions.write);
  for (let attempt = 1; ; attempt++) {
    const undo: (() => void)[] = [];
    try {
      return await services.kernel.db.tx((q) => writeInTransaction(q, services, asking, operations, undo));
    } catch (error) {
      // References are rewritten in place: the next attempt begins with what the client sent.
      undo.toReversed().forEach((restore) => restore());
      if (!(error instanceof WriteRace)) throw error;
      if (attempt === mostAttempts)
        throw new Refusal('conflict', 'Others write the same resource at this moment; try again.');
    }
  }
}
