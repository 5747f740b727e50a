// Whether the server answered the last call: one truth for the whole page.

let state = true;
const hearers = new Set<() => void>();

export const reachable = {
  get: (): boolean => state,
  set: (now: boolean): void => {
    if (now === state) return;
    state = now;
    for (const hear of hearers) hear();
  },
  subscribe: (hear: () => void): (() => void) => {
    hearers.add(hear);
    return () => hearers.delete(hear);
  },
};
