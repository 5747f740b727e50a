// Counts all indicators of a month anew, each in a transaction of its own; a broken run is run again as a whole.
import { z } from 'zod';
import type { IndicatorDefinition } from '../../rules/indicator.ts';
import type { Parts } from '../parts.ts';
import type { CountedMonth } from '../ports.ts';
import { replaceFacts, saveRun } from '../store/fact.ts';

export const countMonthJob = 'indicators.count-month';
const countPayload = z.object({ catalogue: z.string(), month: z.string() });

export function spanOf(month: string, now: Date): CountedMonth {
  const [year, number] = month.split('-').map(Number) as [number, number];
  const last = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return { month, fromOn: `${month}-01`, toOn: `${month}-${String(last).padStart(2, '0')}`, now };
}

export async function countMonth(parts: Parts, payload: unknown, signal: AbortSignal): Promise<void> {
  const { kernel } = parts;
  const { catalogue, month } = countPayload.parse(payload);
  const definitions = new Map(
    (parts.catalogues.get(catalogue)?.indicators ?? []).map((one): [string, IndicatorDefinition] => [
      one.indicator,
      one,
    ]),
  );
  const sources = parts.factSources.filter((one) => one.catalogue === catalogue && definitions.has(one.indicator));
  const note = (state: 'running' | 'done' | 'failed', done: number) =>
    saveRun(kernel.db, { catalogue, month, state, done, of: sources.length }, kernel.clock.now());
  await note('running', 0);
  try {
    for (const [index, source] of sources.entries()) {
      signal.throwIfAborted();
      const facts = await source.facts(kernel.db, spanOf(month, kernel.clock.now()));
      const { indicator } = source;
      const { version } = definitions.get(indicator)!;
      await kernel.db.tx((q) => replaceFacts(q, { catalogue, indicator, month, version }, facts));
      await note('running', index + 1);
    }
    await note('done', sources.length);
  } catch (error) {
    await note('failed', 0);
    throw error;
  }
}
