// Runs due jobs and schedules while the server is up; NOTIFY wakes it, polling is the truth.
import type { Logger } from 'pino';
import type { Clock } from '../clock/clock.ts';
import type { Db } from '../db/db.ts';
import type { JobHandler, Jobs, Schedule } from './jobs.ts';
import { createPace } from './pace.ts';
import { claimJobs, failJob, finishJob, holdJob, type JobRow } from './queue.ts';

/** Seconds of the machine after which another runner takes a job over; the living one renews it three times as often. */
const leaseSeconds = 60;
const pollMilliseconds = 2_000;
const scheduleMilliseconds = 500;

export interface RunnerServices {
  db: Db;
  jobs: Jobs;
  clock: Clock;
  log: Logger;
}

export class JobRunner {
  private readonly services: RunnerServices;
  private readonly handlers: Map<string, JobHandler>;
  private readonly schedules: readonly Schedule[];
  private readonly stopSignal = new AbortController();
  private readonly running = new Set<Promise<void>>();
  private timer: NodeJS.Timeout | undefined;
  private stopListening: (() => Promise<void>) | undefined;
  private turning: Promise<void> | undefined;
  private again = false;
  private lookedAt = -Infinity;
  private readonly pace = createPace();

  constructor(services: RunnerServices, handlers: readonly JobHandler[], schedules: readonly Schedule[]) {
    this.services = services;
    this.handlers = new Map(handlers.map((handler) => [handler.kind, handler]));
    const twice = handlers.find((handler) => this.handlers.get(handler.kind) !== handler);
    if (twice) throw new Error(`two handlers run the jobs of kind ${twice.kind}`);
    this.schedules = schedules;
    const orphan = schedules.find((schedule) => !this.handlers.has(schedule.kind));
    if (orphan) throw new Error(`nobody runs the scheduled job ${orphan.kind}`);
  }

  async start(): Promise<void> {
    const { db, clock } = this.services;
    for (const schedule of this.schedules) {
      await db.query(
        `insert into jobs.schedule (kind, every_seconds, next_run_at) values ($1, $2, $3)
         on conflict (kind) do update set every_seconds = excluded.every_seconds`,
        [schedule.kind, schedule.everySeconds, clock.now()],
      );
    }
    this.stopListening = await db.listen('tianmu_jobs', () => this.wake());
    this.wake();
  }

  async stop(): Promise<void> {
    this.stopSignal.abort();
    clearTimeout(this.timer);
    await this.stopListening?.();
    await this.turning;
    await Promise.all(this.running);
  }

  private wake(): void {
    if (this.stopSignal.signal.aborted) return;
    if (this.turning) {
      this.again = true;
      return;
    }
    clearTimeout(this.timer);
    this.turning = this.turn()
      .catch((error: unknown) => this.services.log.error({ err: error }, 'the job queue could not be read'))
      .finally(() => {
        this.turning = undefined;
        if (this.stopSignal.signal.aborted) return;
        const soon = this.again;
        this.again = false;
        this.timer = setTimeout(() => this.wake(), soon ? 0 : pollMilliseconds);
      });
  }

  private async turn(): Promise<void> {
    await this.enqueueSchedules();
    while (!this.stopSignal.signal.aborted) {
      const { db, clock } = this.services;
      const room = this.pace.room(this.running.size);
      if (room < 1) return;
      const deferred = this.pace.takesDeferred();
      const kinds = [...this.handlers.values()].filter(({ canWait }) => deferred || !canWait).map(({ kind }) => kind);
      const claimed = await db.tx((q) => claimJobs(q, kinds, clock.now(), leaseSeconds * clock.speed, room));
      if (claimed.length === 0) return;
      if (claimed.some(({ kind }) => this.handlers.get(kind)!.canWait)) this.pace.deferredBegan();
      for (const job of claimed) {
        const began = performance.now();
        const work = this.run(job).finally(() => {
          this.running.delete(work);
          const rest = this.pace.restAfter(performance.now() - began);
          if (rest === 0) this.wake();
          else setTimeout(() => this.wake(), rest).unref();
        });
        this.running.add(work);
      }
    }
  }

  private async run(job: JobRow): Promise<void> {
    const { db, clock, log } = this.services;
    const renew = () =>
      void holdJob(db, job, clock.now(), leaseSeconds * clock.speed).catch((error: unknown) =>
        log.warn({ err: error, kind: job.kind, jobId: job.id }, 'the hold on a job could not be renewed'),
      );
    const renewing = setInterval(renew, (leaseSeconds * 1000) / 3);
    try {
      await this.handlers
        .get(job.kind)!
        .run(job.payload, { id: job.id, attempt: job.attempt, signal: this.stopSignal.signal });
      await finishJob(db, job.id);
    } catch (error) {
      const state = await failJob(db, job, String(error), clock.now()).catch(() => 'unknown');
      log[state === 'dead' ? 'error' : 'warn'](
        { err: error, kind: job.kind, jobId: job.id, attempt: job.attempt, state },
        'a job failed',
      );
    } finally {
      clearInterval(renewing);
    }
  }

  /** Whoever moves `next_run_at` forward enqueues the occasion: exactly one server does. */
  private async enqueueSchedules(): Promise<void> {
    const { db, clock, jobs } = this.services;
    // Each job that ends wakes the runner: the schedules are looked at twice a second at most.
    const looked = performance.now();
    if (looked - this.lookedAt < scheduleMilliseconds) return;
    this.lookedAt = looked;
    this.pace.look();
    const at = clock.now();
    const rows = await db.query<{ kind: string }>('select kind from jobs.schedule where next_run_at <= $1', [at]);
    const due = new Set(rows.map(({ kind }) => kind));
    for (const schedule of this.schedules) {
      if (!due.has(schedule.kind)) continue;
      // However fast the clock runs, an occasion comes once a second of the machine at most.
      const seconds = Math.max(schedule.everySeconds, clock.speed);
      const next = new Date(at.getTime() + seconds * 1000);
      await db.tx(async (q) => {
        const [mine] = await q.query(
          'update jobs.schedule set next_run_at = $3 where kind = $1 and next_run_at <= $2 returning kind',
          [schedule.kind, at, next],
        );
        if (mine) await jobs.enqueue(q, { kind: schedule.kind, payload: {}, singletonKey: 'scheduled' });
      });
    }
  }
}
