// Runs one step of a bulk export: one file, written as a stream and saved with its audit rows in one transaction.
import { outcome } from '#platform/fhir/outcome.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { View } from '#platform/kernel/access/roles.ts';
import type { FieldCipher } from '#platform/kernel/crypto/field-cipher.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import { cutDown } from '../fhir/subset.ts';
import { showText } from '../seal.ts';
import type { Asking, RecordServices } from '../services.ts';
import { nobody, tableOf } from '../store/tables.ts';
import { Args, permissions, visible } from '../store/visibility.ts';
import { filterConditions } from './filter-conditions.ts';
import type { BulkFile, BulkJob, ExportParameters, ExportPlace } from './job.ts';
import { PageSize } from './page-size.ts';
import { bulkPermissions, mostBytesInFile, mostResourcesInFile, spoolName } from './settings.ts';
import { deletedPage, estimateOf, exportPage, storedTypes } from './store/export-rows.ts';
import { addFile, forgetPersons, notePersons, saveStep, tellPercent } from './store/jobs.ts';
import { Stopped } from './run-steps.ts';

/** One audit row names at most so many persons. */
const mostPersonsInAuditRow = 5_000;
const deletionsInBundle = 500;

interface Part {
  kind: BulkFile['kind'];
  type: string;
  resources: number;
  persons: Set<string>;
  after?: ExportPlace['after'];
  /** No more of this type. */
  whole: boolean;
}

interface Run {
  services: RecordServices;
  asking: Asking;
  job: BulkJob;
  parameters: ExportParameters;
  place: ExportPlace & { types: string[] };
  /** Throws Stopped when the job was cancelled, taken over, or the server stops. */
  goOn(percent: number): Promise<void>;
}

const untilOf = ({ job, parameters }: Run): string => {
  const started = job.startedAt.toISOString();
  return parameters.until && parameters.until < started ? parameters.until : started;
};

function percentOf({ place }: Run, given: number): number {
  const share = place.expected ? Math.min(0.99, given / place.expected) : 0;
  return Math.min(99, Math.floor((100 * (place.at + share)) / (place.types.length + 1)));
}

/** Lines as this reader sees them; whole texts are opened at once, others one by one. */
function shownLines(cipher: FieldCipher, view: View, elements: readonly string[], lines: string): string {
  if (view === 'full' && elements.length === 0) return showText(cipher, view, lines);
  const shown = lines.split('\n').map((line) => showText(cipher, view, line));
  return (elements.length > 0 ? shown.map((line) => cutDown(line, { elements })) : shown).join('\n');
}

/** The lines of one file, in chunks; `part` tells afterwards what was written. */
async function* resourceLines(run: Run, part: Part): AsyncIterable<Buffer> {
  const { services, asking, parameters, place } = run;
  const { db, access, cipher } = services.kernel;
  const conditions = await filterConditions(services, asking, part.type, parameters);
  const view = access.view(asking.actor, permissions.read);
  const elements = parameters.elements
    .filter((element) => !element.includes('.') || element.startsWith(`${part.type}.`))
    .map((element) => element.split('.').at(-1)!);
  const span = { since: parameters.since, until: untilOf(run) };
  const size = new PageSize();
  const page = (after: ExportPlace['after'], limit: number) =>
    exportPage(db, part.type, conditions, span, after, limit);
  let limit = size.next;
  let coming = page(part.after, limit);
  for (let bytes = 0; ;) {
    const { lines, resources, persons, last } = await coming;
    part.whole = resources < limit;
    part.after = last ?? part.after;
    part.resources += resources;
    for (const id of persons) part.persons.add(id);
    const full = part.resources >= mostResourcesInFile;
    size.took(resources, lines.length);
    limit = size.next;
    // The database reads the next page while this one is written.
    if (!part.whole && !full) {
      coming = page(part.after, limit);
      coming.catch(() => undefined);
    }
    if (resources > 0) {
      const chunk = Buffer.from(`${shownLines(cipher, view, elements, lines)}\n`);
      bytes += chunk.length;
      yield chunk;
    }
    if (part.whole || full) return;
    await run.goOn(percentOf(run, place.given + part.resources));
    if (bytes >= mostBytesInFile) return;
  }
}

/** Bundles that name what was deleted since; each line one bundle. */
async function* deletedLines(run: Run, part: Part): AsyncIterable<Buffer> {
  const { services, asking, parameters, place } = run;
  const { db, access } = services.kernel;
  for (const type of place.types) {
    const args = new Args();
    const sql = await visible(access, asking.actor, tableOf(type), 't', args, asking.now);
    const span = { since: parameters.since!, until: untilOf(run) };
    for (let after: ExportPlace['after']; ;) {
      const rows = await deletedPage(db, type, { sql, values: args.values }, span, after, deletionsInBundle);
      const last = rows.at(-1);
      if (!last) break;
      after = { patientId: last.patient_id, id: last.id };
      for (const row of rows) if (row.patient_id !== nobody) part.persons.add(row.patient_id);
      const entry = rows.map(({ id }) => ({ request: { method: 'DELETE', url: `${type}/${id}` } }));
      part.resources += 1;
      yield Buffer.from(`${JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry })}\n`);
    }
    await run.goOn(99);
  }
}

async function auditPersons(q: Transaction, run: Run, part: Part): Promise<void> {
  const fresh = await notePersons(q, run.job.id, [...part.persons]);
  for (let from = 0; from < fresh.length; from += mostPersonsInAuditRow) {
    await run.services.kernel.audit.record(q, run.asking.actor, {
      action: 'read',
      permission: bulkPermissions.export,
      outcome: 'success',
      object: `$export/${run.job.id}`,
      persons: fresh.slice(from, from + mostPersonsInAuditRow),
      detail: { type: part.type },
    });
  }
}

/** Writes one file and saves the step; an empty part leaves no file behind. */
async function writePart(
  run: Run,
  part: Part,
  lines: AsyncIterable<Buffer> | Iterable<Buffer>,
  next: (part: Part) => ExportPlace,
): Promise<void> {
  const { services, job } = run;
  const { db, spool } = services.kernel;
  // Another run of the same step writes a file of its own; the one that saves the step wins.
  const name = spoolName(job.id, services.kernel.newId());
  const bytes = await spool.write(name, lines);
  const counts = { ...(job.counts as Record<string, number>) };
  if (part.kind === 'output' && part.resources > 0) counts[part.type] = (counts[part.type] ?? 0) + part.resources;
  const place = next(part);
  const percent = Math.max(job.percent, percentOf({ ...run, place: { ...run.place, ...place } }, place.given));
  const saved = await db.tx(async (q) => {
    if (!(await saveStep(q, job, { place, counts, percent }))) return false;
    if (part.resources > 0) {
      const { kind, type, resources } = part;
      await addFile(q, job.id, { position: job.step, name, kind, type, resources, bytes });
    }
    await auditPersons(q, run, part);
    return true;
  });
  if (!saved || part.resources === 0) await spool.removeAll(name);
  if (!saved) throw new Stopped();
}

const newPart = (kind: Part['kind'], type: string): Part => ({
  kind,
  type,
  resources: 0,
  persons: new Set(),
  whole: false,
});

async function findTypes(run: Omit<Run, 'place'>): Promise<void> {
  const { services, job, parameters } = run;
  const { db } = services.kernel;
  const named = parameters.types.length > 0 ? parameters.types : parameters.filters.map((filter) => filter.type);
  const types =
    named.length > 0 ? [...new Set(named)] : await storedTypes(db, parameters.level === 'system', parameters.since);
  const place = { ...(job.place as ExportPlace), types };
  if (!(await saveStep(db, job, { place, counts: {}, percent: 0 }))) throw new Stopped();
}

async function finish(run: Run): Promise<void> {
  const { services, job, asking } = run;
  await services.kernel.db.tx(async (q) => {
    await forgetPersons(q, job.id);
    await services.kernel.audit.record(q, asking.actor, {
      action: 'execute',
      permission: bulkPermissions.export,
      outcome: 'success',
      object: `$export/${job.id}`,
      detail: job.counts as Record<string, number>,
    });
  });
}

/** One step; true when the export is complete. */
export async function exportStep(
  services: RecordServices,
  job: BulkJob,
  actor: Actor,
  signal: AbortSignal,
): Promise<boolean> {
  const parameters = job.parameters as ExportParameters;
  const asking = { actor, now: services.kernel.clock.now(), base: parameters.base, lenient: false };
  const goOn = async (percent: number) => {
    if (signal.aborted || !(await tellPercent(services.kernel.db, job, percent))) throw new Stopped();
  };
  const unplaced = { services, asking, job, parameters, goOn };
  const { types, ...place } = job.place as ExportPlace;
  if (!types) {
    await findTypes(unplaced);
    return false;
  }
  const run: Run = { ...unplaced, place: { ...place, types } };
  const type = types[place.at];
  if (type !== undefined) {
    const part = { ...newPart('output', type), after: place.after };
    place.expected ??= await estimateOf(services.kernel.db, type);
    run.place.expected = place.expected;
    await writePart(run, part, resourceLines(run, part), (written) =>
      written.whole
        ? { types, at: place.at + 1, given: 0 }
        : {
            types,
            at: place.at,
            after: written.after,
            given: place.given + written.resources,
            expected: place.expected,
          },
    );
    return false;
  }
  if (place.at === types.length) {
    const part = newPart('deleted', 'Bundle');
    const lines = parameters.since ? deletedLines(run, part) : [];
    await writePart(run, part, lines, () => ({ types, at: types.length + 1, given: 0 }));
    return false;
  }
  if (place.at === types.length + 1 && parameters.skipped.length > 0) {
    const part = newPart('error', 'OperationOutcome');
    part.resources = parameters.skipped.length;
    const lines = parameters.skipped.map((diagnostics) =>
      Buffer.from(`${JSON.stringify(outcome({ severity: 'warning', code: 'not-supported', diagnostics }))}\n`),
    );
    await writePart(run, part, lines, () => ({ types, at: types.length + 2, given: 0 }));
    return false;
  }
  await finish(run);
  return true;
}
