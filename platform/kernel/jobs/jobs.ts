// Work that runs later or repeatedly: enqueued in the caller's transaction, retried with back-off, kept when dead.
import type { Sql } from '../db/db.ts';

/** A kind of job and what does it. Handlers are idempotent: a job may run twice after a crash. */
export interface JobHandler {
  /** `context.verb-noun`, e.g. `messaging.deliver-message`. */
  kind: string;
  /** Attempts before the job is set aside as dead; 8 unless told. */
  maxAttempts?: number;
  /** Nobody waits for it: while the server is busy with people and devices, one of these is begun every five seconds. */
  canWait?: true;
  run(payload: unknown, job: { id: string; attempt: number; signal: AbortSignal }): Promise<void>;
}

/** A job that the clock starts; exactly one server runs each occasion. */
export interface Schedule {
  kind: string;
  everySeconds: number;
}

export interface JobToEnqueue {
  kind: string;
  payload: Record<string, unknown>;
  runAt?: Date;
  singletonKey?: string;
}

export interface Jobs {
  enqueue(q: Sql, job: JobToEnqueue): Promise<void>;
  /** Many in one statement. */
  enqueueAll(q: Sql, jobs: readonly JobToEnqueue[]): Promise<void>;
}
