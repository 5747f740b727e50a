// Writes a batch of an import in the caller's transaction: registry, rows, history, audit and what others are told.
import type { Transaction } from '#platform/kernel/db/db.ts';
import { personFacts } from '../../rules/person-facts.ts';
import { personTypes } from '../../rules/person-secrets.ts';
import { seal } from '../seal.ts';
import type { Asking, RecordServices } from '../services.ts';
import type { StoredRow } from '../store/rows.ts';
import { nobody, tableOf } from '../store/tables.ts';
import { saveResources } from '../store/write.ts';
import { announceChanges } from '../use-cases/announce-changes.ts';
import { announceVisits } from '../use-cases/announce-visits.ts';
import type { Json } from '../use-cases/write-plan.ts';
import type { CheckedLine, RefusedLine } from './check-lines.ts';
import type { ImportedCounts } from './job.ts';
import { planBatch } from './plan-batch.ts';
import type { PlannedLine } from './plan-batch.ts';
import { bulkPermissions } from './settings.ts';
import { notePersons } from './store/jobs.ts';

export interface BatchResult {
  counts: Record<string, ImportedCounts>;
  refused: RefusedLine[];
}

const dayMilliseconds = 86_400_000;

/** As it is stored: numbers of persons sealed, the version its own. The text holds version 1. */
function contentOf(services: RecordServices, { line, version }: PlannedLine): string {
  if (version === 1 && !personTypes.has(line.type)) return line.text;
  const resource = JSON.parse(line.text) as Json & { meta: Json };
  resource.meta.versionId = String(version);
  return JSON.stringify(seal(services.kernel.cipher, resource));
}

const rowOf = (services: RecordServices, asking: Asking, plan: PlannedLine): StoredRow => ({
  table: tableOf(plan.line.type),
  type: plan.line.type,
  id: plan.line.id,
  patientId: plan.patientId,
  version: plan.version,
  updatedAt: asking.now,
  content: contentOf(services, plan),
  found: plan.line.found,
});

/** Patients exist in the registry too; one that it refuses is not written. */
async function tellRegistry(
  q: Transaction,
  services: RecordServices,
  asking: Asking,
  planned: readonly PlannedLine[],
): Promise<{ written: PlannedLine[]; refused: RefusedLine[] }> {
  const written: PlannedLine[] = [];
  const refused: RefusedLine[] = [];
  for (const plan of planned) {
    const { number, type, id, text } = plan.line;
    const told =
      type === 'Patient'
        ? await services.registry.recordPersonFromFhir(q, asking.actor, {
            personId: plan.patientId,
            ...personFacts(JSON.parse(text) as Json),
          })
        : undefined;
    if (!told || told.ok) written.push(plan);
    else
      refused.push({
        number,
        type,
        id,
        issues: [{ severity: 'error', code: 'business-rule', diagnostics: told.problem.code }],
      });
  }
  return { written, refused };
}

function count(planned: readonly PlannedLine[], refused: readonly RefusedLine[]): Record<string, ImportedCounts> {
  const counts: Record<string, ImportedCounts> = {};
  const of = (type: string) => (counts[type] ??= { created: 0, updated: 0, unchanged: 0, refused: 0 });
  for (const { line, action } of planned)
    of(line.type)[action === 'create' ? 'created' : action === 'update' ? 'updated' : 'unchanged'] += 1;
  for (const { type } of refused) of(type ?? 'Resource').refused += 1;
  return counts;
}

async function tellOthers(
  q: Transaction,
  services: RecordServices,
  asking: Asking,
  changed: readonly PlannedLine[],
): Promise<void> {
  const told = changed.map(({ line, action, patientId, version }) => ({
    type: line.type,
    id: line.id,
    action: action === 'create' ? ('create' as const) : ('update' as const),
    patientId,
    version,
  }));
  await announceChanges(q, services, asking.now, told);
  const recent = changed.flatMap(({ line, patientId, action }) =>
    line.type === 'Encounter' && action === 'create' && (line.found.to ?? 0) > asking.now.getTime() - dayMilliseconds
      ? [{ type: line.type, id: line.id, action, patientId, resource: JSON.parse(line.text) as Json }]
      : [],
  );
  await announceVisits(q, services, asking.now, recent);
}

export async function writeBatch(
  q: Transaction,
  services: RecordServices,
  asking: Asking,
  jobId: string,
  lines: readonly CheckedLine[],
): Promise<BatchResult> {
  const plan = await planBatch(q, services, asking, jobId, lines);
  const changing = plan.planned.filter(({ action }) => action !== 'unchanged');
  const { written, refused } = await tellRegistry(q, services, asking, changing);
  const rows = written.map((one) => rowOf(services, asking, one));
  const fresh = new Set(rows.filter((_, index) => written[index]!.action === 'create'));
  await saveResources(q, services.kernel.cipher, rows, { fresh });
  await notePersons(q, jobId, plan.arriving);
  const persons = [...new Set(written.map(({ patientId }) => patientId).filter((id) => id !== nobody))];
  const entry = { action: 'execute', permission: bulkPermissions.import, object: `$import/${jobId}` } as const;
  if (written.length > 0)
    await services.kernel.audit.record(q, asking.actor, {
      ...entry,
      outcome: 'success',
      persons,
      detail: { resources: written.length },
    });
  if (plan.outOfReach.length > 0)
    await services.kernel.audit.record(q, asking.actor, { ...entry, outcome: 'refused', persons: plan.outOfReach });
  await tellOthers(q, services, asking, written);
  const unchanged = plan.planned.filter(({ action }) => action === 'unchanged');
  const allRefused = [...plan.refused, ...refused];
  return { counts: count([...written, ...unchanged], allRefused), refused: allRefused };
}
