// Judges days with new points while the server runs; rests long enough to leave the database to the points themselves.
import type { Kernel } from '#platform/kernel/kernel.ts';
import { judgeDays } from './use-cases/judge-days.ts';

const shortestRestMilliseconds = 500;
/** Of the time, at most a fifth is spent on judging. */
const restShare = 4;

export function startDayJudge(kernel: Kernel): { stop(): Promise<void> } {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let judging: Promise<void> | undefined;
  const turn = (): void => {
    const startedAt = performance.now();
    judging = judgeDays(kernel)
      .then(
        () => undefined,
        (error: unknown) => kernel.log.error({ err: error }, 'days of vehicles could not be judged'),
      )
      .finally(() => {
        const rest = Math.max(shortestRestMilliseconds, (performance.now() - startedAt) * restShare);
        if (!stopped) timer = setTimeout(turn, rest);
      });
  };
  turn();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await judging;
    },
  };
}
