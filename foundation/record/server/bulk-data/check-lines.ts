// Reads and checks lines of an import and takes out what searches need; runs in a worker thread.
import { conditionalReference, localReference } from '#platform/fhir/reference.ts';
import type { LocalReference } from '#platform/fhir/reference.ts';
import type { OutcomeIssue } from '#platform/fhir/outcome.ts';
import { isResourceType } from '#platform/fhir/structure.ts';
import { checkResource } from '../use-cases/check-resource.ts';
import { extract, patientReference } from '../../rules/extract.ts';
import type { Extracted } from '../../rules/extract.ts';
import { rewriteReferences } from '../../rules/rewrite-references.ts';
import type { ImportPlace } from './job.ts';

export interface LinesToCheck {
  lines: { number: number; text: string | undefined }[];
  pass: ImportPlace['pass'];
  base: string;
  /** `lastUpdated` of what is written. */
  at: string;
}
export interface CheckedLine {
  number: number;
  type: string;
  id: string;
  patient?: LocalReference;
  /** JSON with version 1. */
  text: string;
  found: Extracted;
}
export interface RefusedLine {
  number: number;
  type?: string;
  id?: string;
  issues: OutcomeIssue[];
}
export interface CheckedLines {
  good: CheckedLine[];
  refused: RefusedLine[];
}

const issue = (code: OutcomeIssue['code'], diagnostics: string): OutcomeIssue => ({
  severity: 'error',
  code,
  diagnostics,
});
/** Cheap sign of a Patient; a line that only looks like one is left to the second pass. */
const patientSign = /"resourceType"\s*:\s*"Patient"/;

type Json = Record<string, unknown>;
type Checked = { good: CheckedLine } | { refused: Omit<RefusedLine, 'number'> } | undefined;

/** Undefined where the line belongs to the other pass. */
function checkLine(text: string | undefined, { pass, base, at }: LinesToCheck, number: number): Checked {
  const refuse = (issues: OutcomeIssue[], type?: string, id?: string) => ({ refused: { type, id, issues } });
  const looksLikePatient = text !== undefined && patientSign.test(text);
  if (pass === 'patients' && !looksLikePatient) return undefined;
  // What cannot be read is told by the second pass, once.
  const unreadable = (found: OutcomeIssue) => (pass === 'patients' ? undefined : refuse([found]));
  if (text === undefined) return unreadable(issue('too-long', 'The line is too long.'));
  if (/\\u00(00|1f)/i.test(text)) return unreadable(issue('value', 'Control characters are not allowed.'));
  let resource: Json;
  try {
    resource = JSON.parse(text) as Json;
  } catch {
    return unreadable(issue('structure', 'The line is not JSON.'));
  }
  const { resourceType: type, id } = (resource ?? {}) as { resourceType?: unknown; id?: unknown };
  if (typeof type !== 'string' || !isResourceType(type))
    return unreadable(issue('structure', 'The line is no FHIR resource.'));
  if (looksLikePatient && (type === 'Patient') !== (pass === 'patients')) return undefined;
  if (typeof id !== 'string') return refuse([issue('required', 'A resource of an import needs an id.')], type);
  const faults = checkResource(resource, type);
  if (faults.length > 0) return refuse(faults, type, id);
  let conditional = false;
  rewriteReferences(resource, (reference) => {
    if (conditionalReference(reference)) conditional = true;
    return reference.startsWith(`${base}/`) ? reference.slice(base.length + 1) : undefined;
  });
  if (conditional) return refuse([issue('not-supported', 'Conditional references are not resolved here.')], type, id);
  const { resourceType, id: _, meta, ...rest } = resource;
  const stamped = { resourceType, id, meta: { ...(meta as Json), versionId: '1', lastUpdated: at }, ...rest };
  const patient = type === 'Patient' ? localReference(`Patient/${id}`) : patientReference(type, stamped);
  return { good: { number, type, id, patient, text: JSON.stringify(stamped), found: extract(type, stamped) } };
}

export default function checkLines(input: LinesToCheck): CheckedLines {
  const checked: CheckedLines = { good: [], refused: [] };
  for (const { number, text } of input.lines) {
    const one = checkLine(text, input, number);
    if (one && 'good' in one) checked.good.push(one.good);
    else if (one) checked.refused.push({ number, ...one.refused });
  }
  return checked;
}
