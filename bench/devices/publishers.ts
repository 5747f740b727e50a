// Process with all publishers of the bench `devices`: sends readings over MQTT or HTTP, keeps what was acknowledged, sends again what was not.
import { createHash } from 'node:crypto';
import mqtt, { type MqttClient } from 'mqtt';

export interface Place {
  http: string;
  mqttPort: number;
}
export type Order =
  | { order: 'mqtt'; place: Place; accounts: number; devices: number; seconds: number; window: number; from: number }
  | { order: 'http'; place: Place; accounts: number; devices: number; seconds: number; batch: number; from: number }
  | { order: 'finish' };
export interface Report {
  /** Readings made and acknowledged; each has its number, from `from` on. */
  made: number;
  acknowledged: number;
  seconds: number;
  failures: number;
  /** Numbers of readings without an acknowledgement. */
  open: number[];
  p50Milliseconds: number;
  p99Milliseconds: number;
}

export const accountOf = (index: number): string => `bench-gateway-${index}`;
export const benchPassword = 'bench-password';
export const serialOf = (index: number): string => `BENCH-${index}`;

/** Five kinds in turn; no two readings say the same. */
export function readingOf(number: number, now: number) {
  const values = [
    { systolic: 110 + (number % 60), diastolic: 60 + (number % 40) },
    { glucose: 4 + (number % 80) / 10 },
    { 'body-weight': 50 + (number % 400) / 10 },
    { 'oxygen-saturation': 92 + (number % 8) },
    { 'body-temperature': 36 + (number % 15) / 10 },
  ][number % 5]!;
  return { at: new Date(now).toISOString(), sequence: number, values };
}

let finish = false;
const pause = (milliseconds: number) => new Promise((wait) => setTimeout(wait, milliseconds));
/** Devices of one publisher are its own. */
const deviceOf = (publisher: number, turn: number, accounts: number, devices: number): number =>
  publisher + accounts * (turn % Math.floor(devices / accounts));

async function overMqtt(order: Extract<Order, { order: 'mqtt' }>): Promise<Report> {
  const { place, accounts, devices, window, from } = order;
  const waits: number[] = [];
  const open = new Set<number>();
  let [made, acknowledged, failures] = [0, 0, 0];
  finish = false;
  const clients: MqttClient[] = [];
  for (let index = 0; index < accounts; index += 1)
    clients.push(
      mqtt.connect(`mqtt://127.0.0.1:${place.mqttPort}`, {
        username: accountOf(index),
        password: benchPassword,
        clientId: accountOf(index),
        // The same session goes on: what had no answer is sent again.
        clean: false,
        reconnectPeriod: 200,
        connectTimeout: 60_000,
        keepalive: 60,
      }),
    );
  for (const client of clients) client.on('error', () => (failures += 1));
  for (const client of clients) if (!client.connected) await new Promise((done) => client.once('connect', done));
  const startedAt = performance.now();
  const endAt = startedAt + order.seconds * 1_000;
  await Promise.all(
    clients.map(async (client, publisher) => {
      let turn = 0;
      const lane = async () => {
        while (performance.now() < endAt && !finish) {
          const number = from + made;
          made += 1;
          open.add(number);
          const topic = `tianmu/devices/${serialOf(deviceOf(publisher, turn++, accounts, devices))}/measurements`;
          const sentAt = performance.now();
          const text = JSON.stringify({ readings: [readingOf(number, Date.now())] });
          // A break amid the repetition ends the call: the same reading again, as a gateway does.
          while (!(await sent(client, topic, text))) await pause(100);
          waits.push(performance.now() - sentAt);
          open.delete(number);
          acknowledged += 1;
        }
      };
      await Promise.all(Array.from({ length: window }, lane));
    }),
  );
  const seconds = (performance.now() - startedAt) / 1_000;
  await Promise.all(clients.map((client) => client.endAsync(true)));
  return { made, acknowledged, seconds, failures, open: [...open], ...percentiles(waits) };
}

async function overHttp(order: Extract<Order, { order: 'http' }>): Promise<Report> {
  const { place, accounts, devices, batch, from } = order;
  const waits: number[] = [];
  let [made, acknowledged, failures] = [0, 0, 0];
  const tokens = await Promise.all(
    Array.from({ length: accounts }, async (_, index) => {
      const answer = await fetch(`${place.http}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ account: accountOf(index), password: benchPassword }),
      });
      return ((await answer.json()) as { token: string }).token;
    }),
  );
  const startedAt = performance.now();
  const endAt = startedAt + order.seconds * 1_000;
  const open: number[] = [];
  await Promise.all(
    tokens.map(async (token, publisher) => {
      let turn = 0;
      while (performance.now() < endAt) {
        const numbers = Array.from({ length: batch }, () => from + made++);
        const now = Date.now();
        const uploads = numbers.map((number) => ({
          serial: serialOf(deviceOf(publisher, turn++, accounts, devices)),
          readings: [readingOf(number, now)],
        }));
        const sentAt = performance.now();
        const answer = await fetch(`${place.http}/api/intake/measurements`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
          body: JSON.stringify({ uploads }),
        }).catch(() => undefined);
        const reply = answer?.ok ? ((await answer.json()) as { outcomes: { outcome: string }[][] }) : undefined;
        const recorded = reply?.outcomes.flat().filter(({ outcome }) => outcome === 'recorded').length ?? 0;
        if (recorded < batch) {
          failures += 1;
          open.push(...numbers.slice(recorded));
          await pause(50);
        }
        acknowledged += recorded;
        waits.push(performance.now() - sentAt);
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1_000;
  return { made, acknowledged, seconds, failures, open, ...percentiles(waits) };
}

const sent = (client: MqttClient, topic: string, text: string): Promise<boolean> =>
  client.publishAsync(topic, text, { qos: 1 }).then(
    () => true,
    () => false,
  );

function percentiles(waits: number[]): { p50Milliseconds: number; p99Milliseconds: number } {
  const ordered = waits.toSorted((left, right) => left - right);
  const at = (share: number) => Math.round(ordered[Math.floor(ordered.length * share)] ?? 0);
  return { p50Milliseconds: at(0.5), p99Milliseconds: at(0.99) };
}

process.on('message', (order: Order) => {
  if (order.order === 'finish') finish = true;
  else void (order.order === 'mqtt' ? overMqtt(order) : overHttp(order)).then((report) => process.send!(report));
});

/** For the parent: random but the same for the same seed. */
export function seeded(seed: number): () => number {
  let turn = 0;
  return () => createHash('sha256').update(`${seed} ${turn++}`).digest().readUInt32BE(0) / 2 ** 32;
}
