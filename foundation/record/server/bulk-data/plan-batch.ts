// Decides for a batch of checked lines what is created, replaced, left or refused: patients, reach, versions.
import { isDeepStrictEqual } from 'node:util';
import { isUuid } from '#platform/contract.ts';
import type { IssueCode } from '#platform/fhir/outcome.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import { unseal } from '../seal.ts';
import type { Asking, RecordServices } from '../services.ts';
import { keyText, locate, ownersOf, readMany } from '../store/read.ts';
import type { Current, Located } from '../store/read.ts';
import { nobody, tableOf } from '../store/tables.ts';
import { permissions } from '../store/visibility.ts';
import type { CheckedLine, RefusedLine } from './check-lines.ts';
import { reachedBy } from './store/jobs.ts';

export interface PlannedLine {
  line: CheckedLine;
  action: 'create' | 'update' | 'unchanged';
  patientId: string;
  version: number;
}

class LineFault extends Error {
  readonly code: IssueCode;
  constructor(code: IssueCode, message: string) {
    super(message);
    this.code = code;
  }
}

type Json = Record<string, unknown>;
/** The resource without what the server itself writes into it. */
function own(text: string): Json {
  const { meta, ...rest } = JSON.parse(text) as Json & { meta?: Json };
  const { versionId: _, lastUpdated: __, ...kept } = meta ?? {};
  return Object.keys(kept).length > 0 ? { ...rest, meta: kept } : rest;
}

interface Known {
  located: ReadonlyMap<string, Located>;
  current: ReadonlyMap<string, Current>;
  /** Person rows that have a Patient already. */
  owned: ReadonlySet<string>;
  /** Patients of this batch. */
  arriving: ReadonlyMap<string, string>;
}

function patientOf({ type, id, patient }: CheckedLine, known: Known): string {
  const stored = known.located.get(keyText(type, id));
  if (type === 'Patient') {
    const patientId = stored?.patientId ?? known.arriving.get(id)!;
    if (!stored && known.owned.has(patientId)) throw new LineFault('conflict', 'This id belongs to another person.');
    return patientId;
  }
  if (!patient || !tableOf(type).personal) return nobody;
  const standing = known.located.get(keyText('Patient', patient.id));
  const patientId =
    known.arriving.get(patient.id) ?? (standing?.deletedVersion === undefined ? standing?.patientId : undefined);
  if (patientId === undefined) throw new LineFault('not-found', `Patient/${patient.id} does not exist.`);
  return patientId;
}

function planLine(services: RecordServices, line: CheckedLine, known: Known): PlannedLine {
  const key = keyText(line.type, line.id);
  const stored = known.located.get(key);
  const before = known.current.get(key);
  const patientId = patientOf(line, known);
  if (stored && stored.patientId !== patientId)
    throw new LineFault('business-rule', 'A resource keeps its patient; delete it and write it anew.');
  const version = (before?.version ?? stored?.deletedVersion ?? 0) + 1;
  if (!before) return { line, action: 'create', patientId, version };
  const same = isDeepStrictEqual(own(line.text), own(unseal(services.kernel.cipher, before.content)));
  return { line, action: same ? 'unchanged' : 'update', patientId, version: same ? before.version : version };
}

async function knownTo(q: Sql, services: RecordServices, lines: readonly CheckedLine[]): Promise<Known> {
  const keys = new Map<string, { type: string; id: string }>();
  for (const { type, id, patient } of lines) {
    keys.set(keyText(type, id), { type, id });
    if (patient) keys.set(keyText('Patient', patient.id), { type: 'Patient', id: patient.id });
  }
  const located = await locate(q, [...keys.values()]);
  const standing = lines.flatMap(({ type, id }) => located.get(keyText(type, id)) ?? []);
  const current = new Map((await readMany(q, standing)).map((one) => [keyText(one.type, one.id), one]));
  const arriving = new Map(
    lines
      .filter(({ type, id }) => type === 'Patient' && !located.has(keyText(type, id)))
      .map(({ id }) => [id, isUuid(id) ? id : services.kernel.newId()]),
  );
  const owned = arriving.size > 0 ? await ownersOf(q, [...arriving.values()]) : new Set<string>();
  return { located, current, owned, arriving };
}

/** The lines of whom the writer may not reach, with the reason. */
async function unreachable(
  q: Sql,
  services: RecordServices,
  asking: Asking,
  jobId: string,
  planned: readonly PlannedLine[],
  known: Known,
): Promise<Map<PlannedLine, string>> {
  const { access } = services.kernel;
  const { actor, now } = asking;
  const persons = [...new Set(planned.map((plan) => plan.patientId).filter((id) => id !== nobody))];
  const related = await access.reachable(q, actor, permissions.write, persons, now);
  const reachable = new Set([...related, ...(await reachedBy(q, jobId, persons))]);
  for (const patientId of known.arriving.values()) reachable.add(patientId);
  const reasons = new Map<PlannedLine, string>();
  for (const plan of planned) {
    const { type, id } = plan.line;
    const permission = tableOf(type).personal ? permissions.write : permissions.directory;
    if (!access.holds(actor, permission)) reasons.set(plan, `${type} may not be written with this account.`);
    else if (plan.patientId !== nobody && !reachable.has(plan.patientId))
      reasons.set(plan, 'This person is out of reach.');
    else if (known.current.get(keyText(type, id))?.sensitive && !access.holds(actor, permissions.sensitive))
      reasons.set(plan, 'This resource is out of reach.');
  }
  return reasons;
}

export interface BatchPlan {
  planned: PlannedLine[];
  refused: RefusedLine[];
  /** Persons whom this batch brings in. */
  arriving: string[];
  /** Persons who were out of the writer's reach. */
  outOfReach: string[];
}

/** Lines have keys of their own: the same resource stands once in a batch. */
export async function planBatch(
  q: Sql,
  services: RecordServices,
  asking: Asking,
  jobId: string,
  lines: readonly CheckedLine[],
): Promise<BatchPlan> {
  const known = await knownTo(q, services, lines);
  const refused: RefusedLine[] = [];
  const refuse = ({ number, type, id }: CheckedLine, code: IssueCode, diagnostics: string) =>
    refused.push({ number, type, id, issues: [{ severity: 'error', code, diagnostics }] });
  const planned = lines.flatMap((line) => {
    try {
      return [planLine(services, line, known)];
    } catch (error) {
      if (!(error instanceof LineFault)) throw error;
      refuse(line, error.code, error.message);
      return [];
    }
  });
  const reasons = await unreachable(q, services, asking, jobId, planned, known);
  for (const [plan, reason] of reasons) refuse(plan.line, 'forbidden', reason);
  const kept = planned.filter((plan) => !reasons.has(plan));
  return {
    planned: kept,
    refused,
    arriving: kept
      .filter(({ line, action }) => line.type === 'Patient' && action === 'create')
      .map((plan) => plan.patientId),
    outOfReach: [...new Set([...reasons.keys()].map((plan) => plan.patientId).filter((id) => id !== nobody))],
  };
}
