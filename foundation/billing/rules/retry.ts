// When a settlement that was not answered is sent again.

const firstSeconds = 30;
const mostSeconds = 1_800;

/** Twice as long after each attempt, half an hour at most. */
export const retryAt = (attempts: number, now: Date): Date =>
  new Date(now.getTime() + Math.min(mostSeconds, firstSeconds * 2 ** Math.max(0, attempts - 1)) * 1_000);
