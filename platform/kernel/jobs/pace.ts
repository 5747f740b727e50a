// How fast background work may go: people and devices are answered first, what follows from it waits.
import { performance } from 'node:perf_hooks';

const parallel = 4;
/** One of them may be a telephone call that lasts minutes. */
const parallelWhenBusy = 2;
/** From this share of busy time on. */
const busyShare = 0.85;
/** After a job nothing is begun for so many times as long as it took, a second at most. */
const restPerWork = 3;
const mostRestMilliseconds = 1_000;
/** While it is busy, one job that can wait is begun so often. */
const deferMilliseconds = 5_000;

export interface Pace {
  /** Looks at how busy the process was since the last look. */
  look(): void;
  /** How many jobs may begin now, beside those that run. */
  room(running: number): number;
  /** Whether jobs that can wait may begin now. */
  takesDeferred(): boolean;
  deferredBegan(): void;
  /** A job ended that took so long: milliseconds until the next may begin. */
  restAfter(tookMilliseconds: number): number;
}

/** `now` in milliseconds; `busyTime` tells the share of busy time since it was asked before. */
export function createPace(now: () => number = () => performance.now(), busyTime = eventLoopShare()): Pace {
  let busy = false;
  let restUntil = -Infinity;
  let deferredAt = -Infinity;
  return {
    look: () => void (busy = busyTime() > busyShare),
    room(running) {
      if (!busy) return parallel - running;
      return now() < restUntil ? 0 : Math.min(1, parallelWhenBusy - running);
    },
    takesDeferred: () => !busy || now() - deferredAt >= deferMilliseconds,
    deferredBegan: () => void (deferredAt = now()),
    restAfter(took) {
      if (!busy) return 0;
      const rest = Math.min(restPerWork * took, mostRestMilliseconds);
      restUntil = now() + rest;
      return rest;
    },
  };
}

function eventLoopShare(): () => number {
  let before = performance.eventLoopUtilization();
  return () => {
    const usage = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(usage, before);
    before = usage;
    return utilization;
  };
}
