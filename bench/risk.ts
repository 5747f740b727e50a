// Bars: 300,000 persons a second and core for the six cheapest models with full results; the walk through a county in at most twice the time of COPY of its inputs and results with their keys (PostgreSQL).
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assess } from '#care/risk/rules/assess.ts';
import { evaluateInstrument } from '#foundation/knowledge/rules/evaluate-instrument.ts';
import { createKnowledge } from '#foundation/knowledge/server/index.ts';
import { openPostgres } from '#platform/kernel/db/postgres.ts';
import type { Bench, BenchResult } from './bench.ts';
import { ownDatabase } from './own-database.ts';
import { copySameRows, openWalks, seedCounty, type Walked } from './risk/county.ts';
import { makePeople } from './risk/made-people.ts';

const bars = { personsPerSecond: 300_000, countyRatio: 2 };
/** The six whose reckoning takes least, as measured here one by one. */
const cheapest = 6;
const models = [
  'china-par-10y',
  'who-cvd-2019-east-asia',
  'ncdrs',
  'stroke-eight-factor',
  'ckd-epi-2021',
  'fib-4',
  'plcom2012',
];
const made = 100_000;
const interpreted = 5_000;
const usualSeed = 1;
const usualRounds = 5;
const usualResidents = 30_000;
const day = '2026-11-27';
const round = (value: number, digits = 2) => Number(value.toFixed(digits));
const median = (all: readonly number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]!;

export const bench: Bench = async ({
  database,
  seed = usualSeed,
  rounds = usualRounds,
  residents = usualResidents,
  note,
}): Promise<BenchResult> => {
  const pure = measureModels(seed, rounds);
  note(`${pure.personsPerSecond} persons/s with ${pure.six.join(', ')}`);
  const county = database ? await measureCounty(database, residents, rounds, note) : undefined;
  return {
    ok: pure.personsPerSecond >= bars.personsPerSecond && (!county || county.ratio <= bars.countyRatio),
    engine: database ? 'postgresql' : 'none',
    peers: { interpretedPersonsPerSecond: pure.interpreted, copySeconds: county ? county.copySeconds : null },
    figures: {
      persons: made,
      models: pure.six.length,
      personsPerSecond: pure.personsPerSecond,
      ratioToInterpreter: round(pure.personsPerSecond / pure.interpreted, 1),
      ...(county && {
        residents: county.walked.people,
        results: county.walked.results,
        countySeconds: round(county.walked.seconds, 1),
        countyRatio: county.ratio,
      }),
      bar_personsPerSecond: bars.personsPerSecond,
      bar_countyRatio: bars.countyRatio,
    },
  };
};

function measureModels(seed: number, rounds: number) {
  const knowledge = createKnowledge();
  const running = knowledge
    .instruments(day)
    .filter(({ id }) => models.includes(id))
    .map((instrument) => ({ instrument, evaluate: knowledge.evaluator(instrument.id, instrument.version)! }));
  const people = makePeople(made, seed);
  // Processor time of this thread: what else the machine does is not counted. What was reckoned is looked at, so that nothing of it can be left out.
  let complete = 0;
  const run = (some: typeof running, count: number): number => {
    const before = process.threadCpuUsage();
    for (let index = 0; index < count; index++)
      for (const { instrument, evaluate } of some)
        if (assess(instrument.id, evaluate, people[index]!).result.state === 'complete') complete++;
    const { user, system } = process.threadCpuUsage(before);
    return (user + system) / 1e6;
  };
  run(running, made);
  const six = running
    .map((one) => ({ one, seconds: run([one], made) }))
    .toSorted((a, b) => a.seconds - b.seconds)
    .slice(0, cheapest)
    .map(({ one }) => one);
  const slow = six.map(({ instrument }) => ({
    instrument,
    evaluate: (values: (typeof people)[number]) => evaluateInstrument(instrument, values),
  }));
  const ours: number[] = [];
  const peers: number[] = [];
  for (let at = 0; at < rounds; at++) {
    ours.push(made / run(six, made));
    peers.push(interpreted / run(slow as typeof running, interpreted));
  }
  if (complete === 0) throw new Error('nothing was reckoned');
  return {
    six: six.map(({ instrument }) => instrument.id),
    personsPerSecond: Math.round(median(ours)),
    interpreted: Math.round(median(peers)),
  };
}

async function measureCounty(
  address: string,
  residents: number,
  rounds: number,
  note: (line: string) => void,
): Promise<{ walked: Walked; copySeconds: number; ratio: number }> {
  const own = await ownDatabase(address, 'risk');
  const folder = mkdtempSync(join(tmpdir(), 'tianmu-risk-'));
  process.env.TIANMU_KEY_FILE ??= join(folder, 'bench.key');
  try {
    if (own.flags.length === 0)
      await seedCounty(['--database', own.url, '--data', join(folder, 'data'), '--residents', String(residents)], note);
    const ours: Walked[] = [];
    const peers: number[] = [];
    const db = await openPostgres({ url: own.url });
    const { walk, close } = await openWalks(db, join(folder, 'files'));
    try {
      for (let at = 0; at < rounds; at++) {
        ours.push(await walk());
        peers.push(await copySameRows(db));
        note(`walk ${round(ours.at(-1)!.seconds, 1)} s, COPY ${round(peers.at(-1)!, 1)} s`);
      }
    } finally {
      await close();
    }
    const seconds = median(ours.map((one) => one.seconds));
    const copySeconds = median(peers);
    return {
      walked: { ...ours[0]!, seconds },
      copySeconds: round(copySeconds, 1),
      ratio: round(seconds / copySeconds),
    };
  } finally {
    await own.drop();
    rmSync(folder, { recursive: true, force: true });
  }
}
