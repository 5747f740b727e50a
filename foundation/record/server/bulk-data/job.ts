// A bulk export or import as it is kept: who asked for what, how far it is, and what came of it.

export type JobKind = 'export' | 'import';
export type ImportedCounts = { created: number; updated: number; unchanged: number; refused: number };

export interface ExportParameters {
  level: 'system' | 'patient';
  types: string[];
  since?: string;
  until?: string;
  /** `name` or `Type.name`. */
  elements: string[];
  filters: { type: string; query: string }[];
  /** What lenient handling skipped. */
  skipped: string[];
  base: string;
}

/** Where the next part of an export begins. */
export interface ExportPlace {
  /** Absent until the first step has found out which types there are. */
  types?: string[];
  /** Index in `types`; beyond them the deletions are told. */
  at: number;
  /** Key of the last resource of this type that was given. */
  after?: { patientId: string; id: string };
  /** Resources of this type so far, and how many there are by the database's estimate. */
  given: number;
  expected?: number;
}

export interface ImportParameters {
  base: string;
  /** Files that are still to be fetched; without any the body was the file. */
  inputs: { type: string; url: string }[];
}

export interface ImportPlace {
  /** Patients first: what belongs to them may stand before them. */
  pass: 'fetch' | 'patients' | 'rest';
  /** Index of the file, first byte of the next line in it, and that line's number in the whole order. */
  file: number;
  byte: number;
  line: number;
  /** Bytes of each file. */
  bytes: number[];
}

export interface BulkJob {
  id: string;
  accountId: string;
  kind: JobKind;
  state: 'running' | 'finished' | 'failed';
  request: string;
  parameters: ExportParameters | ImportParameters;
  place: ExportPlace | ImportPlace;
  /** Counts the steps: a step is saved only by the run that began it. */
  step: number;
  counts: Record<string, number> | Record<string, ImportedCounts>;
  percent: number;
  startedAt: Date;
  finishedAt?: Date;
  expiresAt?: Date;
  /** Why it failed. */
  problem?: string;
}

export interface BulkFile {
  position: number;
  /** In the spool. */
  name: string;
  kind: 'output' | 'deleted' | 'error';
  type: string;
  resources: number;
  bytes: number;
}
