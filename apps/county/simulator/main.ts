// Starts the simulator: `node run.mjs apps/county/simulator/main.ts --server http://127.0.0.1:8080`.
import { parseArgs } from 'node:util';
import { runSimulator } from './run.ts';

const help = `Usage: simulator --server URL [--seed N] [--per-minute N]
Lets home devices and clinics of the demo county live: an outside program that signs in like anybody else.
  --server URL      where Tianmu answers
  --seed N          which course of events; 1 unless told
  --per-minute N    readings and visits together; 6 unless told
The password of the demo accounts comes from TIANMU_DEMO_PASSWORD, tianmu-demo unless set.
`;

const { values } = parseArgs({
  options: {
    server: { type: 'string' },
    seed: { type: 'string', default: '1' },
    'per-minute': { type: 'string', default: '6' },
    help: { type: 'boolean', default: false },
  },
});
const perMinute = Number(values['per-minute']);
if (values.help || !values.server || !URL.canParse(values.server) || !(perMinute > 0 && perMinute <= 600)) {
  process.stderr.write(help);
  process.exit(values.help ? 0 : 2);
}

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
const say = (line: string) => void process.stdout.write(`${line}\n`);
try {
  const tally = await runSimulator({
    server: values.server,
    password: process.env.TIANMU_DEMO_PASSWORD || 'tianmu-demo',
    seed: Number(values.seed),
    perMinute,
    signal: stop.signal,
    say,
  });
  say(`stopped after ${tally.readings} readings and ${tally.visits} visits`);
} catch (error) {
  process.stderr.write(`the simulator failed: ${(error as Error).message}\n`);
  process.exit(1);
}
