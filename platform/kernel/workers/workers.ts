// CPU-heavy work off the main thread: a pool of worker threads that run pure functions of algorithm files.

export interface Workers {
  /** Calls the default export of `file` with `input` in a worker; aborts when the signal does. */
  run<Input, Output>(file: URL, input: Input, options?: { signal?: AbortSignal }): Promise<Output>;
}
