// The only source of time: the real clock, or one that starts at a given instant and runs faster (demo and tests).

export interface Clock {
  now(): Date;
  /** Simulated seconds per real second; 1 for the real clock. */
  readonly speed: number;
}

export const systemClock: Clock = { now: () => new Date(), speed: 1 };

/** A clock that reads `start` now and runs `speed` times as fast as the machine's. */
export function shiftedClock(start: Date, speed: number, machine: Clock = systemClock): Clock {
  const origin = machine.now().getTime();
  return { speed, now: () => new Date(start.getTime() + (machine.now().getTime() - origin) * speed) };
}

/** A clock for tests that moves only when told. */
export function manualClock(start: string): Clock & { advanceSeconds(seconds: number): void } {
  let at = new Date(start).getTime();
  return { speed: 1, now: () => new Date(at), advanceSeconds: (seconds) => void (at += seconds * 1000) };
}
