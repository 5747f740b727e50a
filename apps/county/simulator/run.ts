// The living county: home devices send readings, clinics send visits, at a gentle rate, until told to stop.
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { intakeRoutes, type Device } from '#foundation/intake/contract.ts';
import { registryRoutes, type PersonSummary } from '#foundation/registry/contract.ts';
import { random } from '../random.ts';
import { overHttps, overMqtt } from './device-sender.ts';
import { firstMorning } from './first-morning.ts';
import { homeUpload } from './readings.ts';
import { ServerClient } from './server-client.ts';
import { visitBundle } from './visit-bundle.ts';

interface SimulatorOptions {
  server: string;
  password: string;
  seed: number;
  /** `host:port` of the broker; without it devices speak HTTPS. */
  mqtt?: string | undefined;
  /** Readings and visits together. */
  perMinute: number;
  signal: AbortSignal;
  say(line: string): void;
  now?: () => Date;
  /** Stops by itself after so many events; never unless told. */
  events?: number;
}
interface SimulatorTally {
  readings: number;
  visits: number;
  refused: number;
}

/** Accounts that the demo's seed makes for the simulator. */
const clinicAccount = 'simulator-clinic';
/** Accounts of the demo's people, for what only they may do. */
const bureauAccount = 'bureau';
const doctorAccount = 'village-doctor';
const deviceAccount = 'simulator-devices';
const readingShare = 0.75;
/** Of all readings, those of stations that many use: they wait for somebody to say whose they are. */
const sharedShare = 0.05;
/** Pages of devices that are read. */
const mostPages = 20;
const tellEveryMilliseconds = 600_000;

export async function runSimulator(options: SimulatorOptions): Promise<SimulatorTally> {
  const { seed, signal, say, now = () => new Date() } = options;
  const numbers = random(seed, 'simulator');
  const jitter = random(seed, 'jitter');
  const client = (account: string) =>
    new ServerClient({
      server: options.server,
      account,
      password: options.password,
      signal,
      jitter: () => jitter.next(),
      say,
    });
  const clinic = client(clinicAccount);
  const login = { account: deviceAccount, password: options.password };
  const devices = options.mqtt ? overMqtt(options.mqtt, login, signal) : overHttps(client(deviceAccount));
  const tally: SimulatorTally = { readings: 0, visits: 0, refused: 0 };
  let toldAt = Date.now();
  const [bureau, doctor] = [client(bureauAccount), client(doctorAccount)];
  try {
    await firstMorning({ bureau, doctor }, now(), say);
    await Promise.all([bureau.leave(), doctor.leave()]);
    const places = await lookAround(clinic);
    while (!signal.aborted && tally.readings + tally.visits + tally.refused < (options.events ?? Infinity)) {
      // Waiting times of independent arrivals are exponentially distributed.
      await wait((-Math.log(1 - numbers.next()) * 60_000) / options.perMinute, undefined, { signal });
      if (places.lent.length > 0 && numbers.chance(readingShare)) {
        const isShared = places.shared.length > 0 && numbers.chance(sharedShare);
        const device = numbers.pick(isShared ? places.shared : places.lent);
        const taken = await devices.send(device.serial, homeUpload(device, now(), seed, numbers));
        if (!signal.aborted) count(tally, 'readings', taken);
      } else {
        const visited = await somebody(clinic, numbers.pick(places.townships), numbers.next());
        if (!visited) continue;
        const bundle = visitBundle(
          { personId: visited.personId, encounterId: randomUUID(), observationId: randomUUID(), at: now() },
          numbers,
        );
        const answer = await clinic.send('POST', '/fhir', bundle);
        count(tally, 'visits', answer.ok);
      }
      if (Date.now() - toldAt < tellEveryMilliseconds) continue;
      toldAt = Date.now();
      say(`${tally.readings} readings, ${tally.visits} visits, ${tally.refused} refused`);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await clinic.leave();
    await devices.close();
  }
  return tally;
}

function count(tally: SimulatorTally, kind: 'readings' | 'visits', ok: boolean): void {
  if (ok) tally[kind]++;
  else tally.refused++;
}

interface Places {
  townships: string[];
  lent: Device[];
  shared: Device[];
}

/** Townships with people in the clinic's care, and the devices of its institutions that measure by themselves. */
async function lookAround(clinic: ServerClient): Promise<Places> {
  const units = await clinic.call(registryRoutes.orgUnits, { query: { kind: 'township' } });
  if (!units.ok) throw new Error(`the organisation tree answers ${units.status}`);
  return {
    townships: units.reply.units.map((unit) => unit.unitId),
    lent: await simulatedDevices(clinic, 'lent'),
    shared: await simulatedDevices(clinic, 'shared'),
  };
}

/** Devices that somebody registered by hand are not ours to speak for. */
async function simulatedDevices(clinic: ServerClient, state: 'lent' | 'shared'): Promise<Device[]> {
  const found: Device[] = [];
  for (let page = 1; page <= mostPages; page++) {
    const devices = await clinic.call(intakeRoutes.devices, { query: { state, page } });
    if (!devices.ok) break;
    found.push(...devices.reply.items.filter(({ simulated }) => simulated));
    if (page * devices.reply.pageSize >= devices.reply.total) break;
  }
  return found;
}

/** Somebody of a township; undefined where the clinic sees nobody there. */
async function somebody(clinic: ServerClient, township: string, place: number): Promise<PersonSummary | undefined> {
  const people = await clinic.call(registryRoutes.findPeople, {
    query: { village: township, status: 'active', limit: 100 },
  });
  if (!people.ok || people.reply.items.length === 0) return undefined;
  return people.reply.items[Math.floor(place * people.reply.items.length)];
}
