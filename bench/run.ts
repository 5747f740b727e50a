// `npm run bench -- NAME`: runs one measurement and prints exactly one JSON line on stdout; everything else goes to stderr.
import { existsSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import type { Bench, BenchResult } from './bench.ts';

const benches: Record<string, string> = {
  start: 'time to the first page on a fresh data folder, time of a second start, memory',
  load: 'loads the demo county (100,000 residents) into PostgreSQL and compares with raw COPY plus index builds',
  screens:
    'asks what stands behind the demo screens, of the county in --database (with its --data folder) or a new one',
  crash: 'kills the server 50 times under writers; nothing acknowledged may be lost, nothing half done',
  fuzz: 'a million damaged resources, bundles, patches and searches: no crash, no 500, memory flat',
  roads:
    'builds a road graph, ranks sources, compares routes with plain Dijkstra and with cases (--pbf FILE, --cases CSV)',
  record:
    'reads and searches against raw statements behind the same HTTP server, writes, and another FHIR server (--peer URL)',
  telemetry:
    'vehicle terminals over JT/T 808 (--terminals N, --seconds N), a kill of the server amid the load, mutated frames (--fuzz N)',
  devices:
    'readings of 50 publishers over MQTT QoS 1 and HTTP batches (--seconds N), and random kills of the server amid the load (--rounds N)',
  orders:
    'steps of orders at 32 callers and a page of a long queue against bare SQL, or random histories (--interleavings N)',
  sync: 'random days of up to five devices (--rounds N) end alike, every operation exactly once',
  risk: 'six models over 100,000 made people on one core, and the walk of all models through a county (--residents N) against COPY',
  mpi: '100,000 pairs of records: who is joined without asking, who is shown to somebody (--seed N)',
  planner:
    "plans periodic instances (--instances DIR, --seconds N each), CVRP files (--cvrp DIR, --vroom BINARY) and the county's month",
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    database: { type: 'string' },
    data: { type: 'string' },
    help: { type: 'boolean' },
    rounds: { type: 'string' },
    residents: { type: 'string' },
    peer: { type: 'string' },
    instances: { type: 'string' },
    seconds: { type: 'string' },
    cvrp: { type: 'string' },
    vroom: { type: 'string' },
    pbf: { type: 'string' },
    cases: { type: 'string' },
    terminals: { type: 'string' },
    fuzz: { type: 'string' },
    interleavings: { type: 'string' },
    seed: { type: 'string' },
  },
});
const [name] = positionals;
if (values.help || name === undefined || !(name in benches) || !existsSync(new URL(`./${name}.ts`, import.meta.url))) {
  const list = Object.entries(benches).map(([key, text]) => `  ${key.padEnd(10)} ${text}`);
  process.stderr.write(
    `Usage: npm run bench -- NAME [--database URL] [--data DIR] [--rounds N] [--residents N] [--peer URL] [--instances DIR] [--seconds N] [--cvrp DIR] [--vroom FILE] [--pbf FILE] [--cases CSV] [--terminals N] [--fuzz N] [--interleavings N] [--seed N]\n\n${list.join('\n')}\n`,
  );
  process.exit(values.help ? 0 : 2);
}
const note = (line: string) => void process.stderr.write(`${line}\n`);
const { bench } = (await import(`./${name}.ts`)) as { bench: Bench };
let result: BenchResult;
try {
  result = await bench({
    note,
    ...(values.database ? { database: values.database } : {}),
    ...(values.data ? { data: values.data } : {}),
    ...(values.rounds ? { rounds: Number(values.rounds) } : {}),
    ...(values.residents ? { residents: Number(values.residents) } : {}),
    ...(values.peer ? { peer: values.peer } : {}),
    ...(values.instances ? { instances: values.instances } : {}),
    ...(values.seconds ? { seconds: Number(values.seconds) } : {}),
    ...(values.cvrp ? { cvrp: values.cvrp } : {}),
    ...(values.vroom ? { vroom: values.vroom } : {}),
    ...(values.pbf ? { pbf: values.pbf } : {}),
    ...(values.cases ? { cases: values.cases } : {}),
    ...(values.terminals ? { terminals: Number(values.terminals) } : {}),
    ...(values.fuzz ? { fuzz: Number(values.fuzz) } : {}),
    ...(values.seed ? { seed: Number(values.seed) } : {}),
    ...(values.interleavings ? { interleavings: Number(values.interleavings) } : {}),
  });
} catch (error) {
  note(`The bench ${name} did not run: ${(error as Error).stack ?? String(error)}`);
  process.exit(1);
}
const machine = {
  cores: cpus().length,
  model: cpus()[0]?.model.trim() ?? '',
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.version,
};
process.stdout.write(`${JSON.stringify({ bench: name, ...result, machine })}\n`);
process.exit(0);
