// Starts the simulator: `node run.mjs apps/county/simulator/main.ts --server http://127.0.0.1:8080`.
import { parseArgs } from 'node:util';
import { runFleet } from './run-vehicles.ts';
import { runSimulator } from './run.ts';

const help = `Usage: simulator --server URL [--seed N] [--per-minute N] [--mqtt HOST:PORT] [--jt808 HOST:PORT [--speed N] [--vehicle ID] [--vehicles-only]]
Lets home devices, clinics and vehicles of the demo county live: an outside program that signs in like anybody else.
  --server URL      where Tianmu answers
  --seed N          which course of events; 1 unless told
  --per-minute N    readings and visits together; 6 unless told
  --mqtt HOST:PORT  where home devices publish; without it they speak HTTPS
  --jt808 HOST:PORT where terminals of vehicles are heard; without it no vehicle drives
  --speed N         how many times faster than real time the server's clock runs; 1 unless told
  --vehicle ID      drive this vehicle alone
  --vehicles-only   drive, and let everything else rest
The password of the demo accounts comes from TIANMU_DEMO_PASSWORD, tianmu-demo unless set.
`;

const { values } = parseArgs({
  options: {
    server: { type: 'string' },
    seed: { type: 'string', default: '1' },
    'per-minute': { type: 'string', default: '6' },
    mqtt: { type: 'string' },
    jt808: { type: 'string' },
    speed: { type: 'string', default: '1' },
    vehicle: { type: 'string' },
    'vehicles-only': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const perMinute = Number(values['per-minute']);
const speed = Number(values.speed);
const gateway = /^(.+):(\d{1,5})$/.exec(values.jt808 ?? '');
const understood =
  values.server !== undefined &&
  URL.canParse(values.server) &&
  perMinute > 0 &&
  perMinute <= 600 &&
  speed > 0 &&
  (values.jt808 === undefined || gateway !== null);
if (values.help || !understood || !values.server) {
  process.stderr.write(help);
  process.exit(values.help ? 0 : 2);
}

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
// Whoever started it has ended, perhaps without a word.
process.once('disconnect', () => stop.abort());
const say = (line: string) => void process.stdout.write(`${line}\n`);
const shared = {
  server: values.server,
  password: process.env.TIANMU_DEMO_PASSWORD || 'tianmu-demo',
  seed: Number(values.seed),
  signal: stop.signal,
  say,
};
const fleet = gateway
  ? runFleet({
      ...shared,
      gateway: { host: gateway[1]!, port: Number(gateway[2]) },
      speed,
      vehicleId: values.vehicle,
    })
  : Promise.resolve();
try {
  const [tally] = await Promise.all([
    values['vehicles-only'] ? undefined : runSimulator({ ...shared, perMinute, mqtt: values.mqtt }),
    fleet,
  ]);
  if (tally) say(`stopped after ${tally.readings} readings and ${tally.visits} visits`);
} catch (error) {
  process.stderr.write(`the simulator failed: ${(error as Error).message}\n`);
  process.exit(1);
}
