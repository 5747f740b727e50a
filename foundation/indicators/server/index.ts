// Front door of the indicators: higher contexts say how facts are counted, screens and sheets show them.
import { readFileSync } from 'node:fs';
import { dayOf } from '#platform/contract.ts';
import type { Context } from '#platform/kernel/context.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { readCatalogue } from '#platform/kernel/messages/catalogue.ts';
import type { IndicatorCatalogue } from '../rules/indicator.ts';
import type { Parts } from './parts.ts';
import { permissions } from './permissions.ts';
import type { FactSource, NameSource } from './ports.ts';
import { endpointsOf } from './routes.ts';
import { countMonth, countMonthJob } from './use-cases/count-month.ts';

export type * from './ports.ts';

export interface Indicators {
  readonly context: Context;
  /** Called at start; throws on an indicator that the catalogue lacks, or that has a source already. */
  registerFacts(source: FactSource): void;
  registerNames(source: NameSource): void;
}

const files = ['roving-evaluation.json', 'family-doctor.json', 'home-care.json', 'chronic-care.json'];
/** After a start, terminals and devices first tell what they kept: a count before that would stand for an hour. */
const quietAfterStart = 3 * 60_000;
const countDueJob = 'indicators.count-due-months';
const countAllDueJob = 'indicators.count-all-due';

export function createIndicators(kernel: Kernel): Indicators {
  const catalogues = new Map(
    files.map((file) => {
      const text = readFileSync(new URL(`../catalogues/${file}`, import.meta.url), 'utf8');
      const catalogue = JSON.parse(text) as IndicatorCatalogue;
      return [catalogue.catalogue, catalogue];
    }),
  );
  const parts: Parts = { kernel, catalogues, factSources: [], nameSources: [] };
  /** One count after the other: an earlier one must not write over what a later one has counted. */
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = (payload: unknown, signal: AbortSignal): Promise<void> => {
    const turn = last.then(() => countMonth(parts, payload, signal));
    last = turn.catch(() => undefined);
    return turn;
  };
  // When the server is put together: its first schedules come before the contexts' own start.
  const startedAt = kernel.clock.now().getTime();
  const countDue = () =>
    kernel.jobs.enqueue(kernel.db, {
      kind: countAllDueJob,
      payload: {},
      runAt: new Date(Math.max(kernel.clock.now().getTime(), startedAt + quietAfterStart)),
      singletonKey: 'due',
    });
  /** This month, and the last one for what arrives late: one job, because each that waits for its turn keeps others from running. */
  const countAllDue = async (signal: AbortSignal) => {
    const now = kernel.clock.now().getTime();
    const months = new Set([0, 10].map((days) => dayOf(new Date(now - days * 86_400_000)).slice(0, 7)));
    for (const month of months) for (const catalogue of catalogues.keys()) await inTurn({ catalogue, month }, signal);
  };
  return {
    context: {
      name: 'indicators',
      migrations: new URL('./migrations/', import.meta.url),
      permissions,
      endpoints: endpointsOf(parts),
      jobs: [
        { kind: countMonthJob, maxAttempts: 3, run: (payload, { signal }) => inTurn(payload, signal) },
        { kind: countDueJob, run: countDue },
        { kind: countAllDueJob, maxAttempts: 3, run: (_payload, { signal }) => countAllDue(signal) },
      ],
      schedules: [{ kind: countDueJob, everySeconds: 3_600 }],
      messages: readCatalogue(new URL('../messages/', import.meta.url)),
    },
    registerFacts(source) {
      const known = catalogues.get(source.catalogue)?.indicators.some((one) => one.indicator === source.indicator);
      const taken = parts.factSources.some(
        (one) => one.catalogue === source.catalogue && one.indicator === source.indicator,
      );
      if (!known || taken)
        throw new Error(`The indicator ${source.catalogue} ${source.indicator} can't be registered.`);
      parts.factSources.push(source);
    },
    registerNames: (source) => void parts.nameSources.push(source),
  };
}
