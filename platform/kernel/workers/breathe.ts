// Lets other requests through while one piece of work keeps the event loop busy for seconds.

/** Longest stretch without a pause, in milliseconds: less than a person or a heartbeat notices. */
const longestStretch = 20;

/** Call the result often and await it: it pauses only where the stretch was long enough. */
export function breather(clock: () => number = () => performance.now()): () => Promise<void> | undefined {
  let since = clock();
  return () => {
    if (clock() - since < longestStretch) return undefined;
    return new Promise<void>((goOn) =>
      setImmediate(() => {
        since = clock();
        goOn();
      }),
    );
  };
}
