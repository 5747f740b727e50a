// Runs an import batch by batch: patients first, then the rest; while one batch is written, the next is checked in a worker.
import { outcome } from '#platform/fhir/outcome.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Asking, RecordServices } from '../services.ts';
import { permissions } from '../store/visibility.ts';
import { WriteRace } from '../store/write.ts';
import type { CheckedLine, CheckedLines, LinesToCheck, RefusedLine } from './check-lines.ts';
import { fetchInput, inputName } from './fetch-input.ts';
import type { BulkJob, ImportedCounts, ImportParameters, ImportPlace } from './job.ts';
import { linesOf } from './line-batch.ts';
import { Stopped } from './run-steps.ts';
import { spoolName } from './settings.ts';
import { addFile, addRefusals, forgetPersons, refusalsAfter, saveStep } from './store/jobs.ts';
import { writeBatch } from './write-batch.ts';

const mostLines = 2_000;
const mostBytes = 8 * 1024 * 1024;
/** Bytes that the search for Patients passes over in one batch. */
const mostScannedBytes = 64 * 1024 * 1024;
const batchesInStep = 20;
const mostAttempts = 5;
const checker = new URL('./check-lines.ts', import.meta.url);

interface Batch {
  checked: CheckedLines;
  next: ImportPlace;
}

/** Where the import goes on after the end of a file. */
function afterFile(place: ImportPlace): ImportPlace | undefined {
  const start = { byte: 0, line: 0, bytes: place.bytes };
  if (place.file + 1 < place.bytes.length) return { ...start, pass: place.pass, file: place.file + 1 };
  return place.pass === 'patients' ? { ...start, pass: 'rest', file: 0 } : undefined;
}

/** Key of a resource that looks at the text only: enough to keep the same resource from standing twice in a batch. */
const keyOf = ({ type, id }: CheckedLine): string => `${type}/${id}`;

async function readBatch(services: RecordServices, job: BulkJob, place: ImportPlace, at: Date): Promise<Batch> {
  const { spool, workers } = services.kernel;
  const { base } = job.parameters as ImportParameters;
  const content = await spool.read(inputName(job.id, place.file), place.byte);
  if (!content) throw new Stopped();
  const lines: (LinesToCheck['lines'][number] & { end: number })[] = [];
  let bytes = 0;
  let end = place.byte;
  let number = place.line;
  let whole = true;
  for await (const line of linesOf(content, place)) {
    if (lines.length >= mostLines || bytes >= mostBytes || end - place.byte >= mostScannedBytes) {
      whole = false;
      break;
    }
    ({ end, number } = line);
    const looksLikePatient = line.text === undefined || line.text.includes('"Patient"');
    if (place.pass === 'patients' && !looksLikePatient) continue;
    lines.push(line);
    bytes += line.text?.length ?? 0;
  }
  const given: LinesToCheck = {
    lines: lines.map(({ number: one, text }) => ({ number: one, text })),
    pass: place.pass,
    base,
    at: at.toISOString(),
  };
  const checked =
    lines.length === 0 ? { good: [], refused: [] } : await workers.run<LinesToCheck, CheckedLines>(checker, given);
  return { checked, next: { ...place, byte: whole ? place.bytes[place.file]! : end, line: number } };
}

/** The same resource twice: the second one comes after the first is written, so the last one stands. */
function rounds(lines: readonly CheckedLine[]): CheckedLine[][] {
  const all: { keys: Set<string>; lines: CheckedLine[] }[] = [];
  const seen = new Map<string, number>();
  for (const line of lines) {
    const round = (seen.get(keyOf(line)) ?? -1) + 1;
    seen.set(keyOf(line), round);
    (all[round] ??= { keys: new Set(), lines: [] }).lines.push(line);
  }
  return all.map((one) => one.lines);
}

function addCounts(into: Record<string, ImportedCounts>, more: Record<string, ImportedCounts>): void {
  for (const [type, counts] of Object.entries(more)) {
    const sum = (into[type] ??= { created: 0, updated: 0, unchanged: 0, refused: 0 });
    for (const key of Object.keys(sum) as (keyof ImportedCounts)[]) sum[key] += counts[key];
  }
}

const linesInFile = 1e10;
function refusalOf(file: number, { number, type, id, issues }: RefusedLine): { line: number; outcome: string } {
  const where = `${type ?? 'Resource'}${id === undefined ? '' : `/${id}`}, input ${file + 1}, line ${number}: `;
  const told = issues.map((one) => ({ ...one, diagnostics: `${where}${one.diagnostics ?? ''}` }));
  return { line: file * linesInFile + number, outcome: JSON.stringify(outcome(...told)) };
}

function percentOf({ pass, file, byte, bytes }: ImportPlace): number {
  const all = bytes.reduce((sum, one) => sum + one, 0);
  const done = bytes.slice(0, file).reduce((sum, one) => sum + one, 0) + byte;
  const share = all === 0 ? 1 : done / all;
  return Math.min(99, Math.floor(pass === 'patients' ? 10 * share : 10 + 90 * share));
}

/** Writes the batch and saves the step in one transaction: a batch is done once, whatever dies. Returns the job as it stands now. */
async function saveBatch(services: RecordServices, asking: Asking, job: BulkJob, batch: Batch): Promise<BulkJob> {
  const { file } = job.place as ImportPlace;
  for (let attempt = 1; ; attempt++) {
    const counts: Record<string, ImportedCounts> = {};
    addCounts(counts, job.counts as Record<string, ImportedCounts>);
    const next = { place: afterWhole(batch.next), counts, percent: Math.max(job.percent, percentOf(batch.next)) };
    try {
      await services.kernel.db.tx(async (q) => {
        const refused = [...batch.checked.refused];
        for (const { type } of refused)
          addCounts(counts, { [type ?? 'Resource']: { created: 0, updated: 0, unchanged: 0, refused: 1 } });
        for (const lines of rounds(batch.checked.good)) {
          const written = await writeBatch(q, services, asking, job.id, lines);
          addCounts(counts, written.counts);
          refused.push(...written.refused);
        }
        await addRefusals(
          q,
          job.id,
          refused.map((one) => refusalOf(file, one)),
        );
        if (!(await saveStep(q, job, next))) throw new Stopped();
      });
      return { ...job, ...next, step: job.step + 1 };
    } catch (error) {
      if (!(error instanceof WriteRace) || attempt === mostAttempts) throw error;
    }
  }
}

const isWhole = (place: ImportPlace): boolean => place.byte >= (place.bytes[place.file] ?? 0);
const afterWhole = (place: ImportPlace): ImportPlace => (isWhole(place) ? (afterFile(place) ?? place) : place);
/** Nothing is left to read in the last file of the last pass. */
const isOver = (place: ImportPlace): boolean =>
  isWhole(place) && place.pass === 'rest' && place.file + 1 >= place.bytes.length;

async function* refusalLines(
  services: RecordServices,
  job: BulkJob,
  written: { count: number },
): AsyncIterable<Buffer> {
  for (let line = 0; ;) {
    const rows = await refusalsAfter(services.kernel.db, job.id, line, mostLines);
    if (rows.length === 0) return;
    line = rows.at(-1)!.line;
    written.count += rows.length;
    yield Buffer.from(`${rows.map((row) => row.outcome).join('\n')}\n`);
  }
}

/** The refused lines become a file; what was sent is not needed any more. */
async function finish(services: RecordServices, job: BulkJob): Promise<void> {
  const { db, spool, newId } = services.kernel;
  const written = { count: 0 };
  const name = spoolName(job.id, newId());
  const bytes = await spool.write(name, refusalLines(services, job, written));
  const file = { position: 0, name, kind: 'error', type: 'OperationOutcome', resources: written.count, bytes } as const;
  await db.tx(async (q) => {
    if (written.count > 0) await addFile(q, job.id, file);
    await forgetPersons(q, job.id);
  });
  for (const index of (job.place as ImportPlace).bytes.keys()) await spool.removeAll(inputName(job.id, index));
}

export async function importStep(
  services: RecordServices,
  job: BulkJob,
  actor: Actor,
  signal: AbortSignal,
): Promise<boolean> {
  const place = job.place as ImportPlace;
  if (place.pass === 'fetch') {
    await fetchInput(services, job, actor, signal);
    return false;
  }
  if (isOver(place)) {
    await finish(services, job);
    return true;
  }
  const { base } = job.parameters as ImportParameters;
  const asking = { actor, now: services.kernel.clock.now(), base, lenient: false };
  // The tree of units must be in memory: it can't be read from inside of a transaction.
  await services.kernel.access.unitsOf(actor, permissions.write);
  let standing = job;
  let coming = readBatch(services, job, place, asking.now);
  for (let turn = 1; ; turn++) {
    const batch = await coming;
    const last = turn === batchesInStep || isOver(afterWhole(batch.next)) || signal.aborted;
    if (!last) {
      coming = readBatch(services, job, afterWhole(batch.next), asking.now);
      coming.catch(() => undefined);
    }
    standing = await saveBatch(services, { ...asking, actor: freshSpan(actor) }, standing, batch);
    if (last) return false;
    if (signal.aborted) throw new Stopped();
  }
}

/** Each batch has an audit row of its own. */
const freshSpan = (actor: Actor): Actor => ({ ...actor, span: { ...actor.span, persons: new Set(), audited: false } });
