// The messages between the database handle and the worker thread that holds PGlite.

export type WorkerCall = { id: number } & (
  | { verb: 'query'; sql: string; args: readonly unknown[] }
  | { verb: 'copyIn'; sql: string; chunks: Uint8Array[] }
  | { verb: 'copyOut'; sql: string }
  | { verb: 'listen'; channel: string }
  | { verb: 'close' }
);

export interface WorkerFailure {
  message: string;
  code: string | undefined;
  detail: string | undefined;
  constraint: string | undefined;
}

export type WorkerAnswer =
  | { ready: true }
  | { id: number; value: unknown }
  | { id: number; failure: WorkerFailure }
  | { notified: string; payload: string };
