// The living county: home devices send readings, clinics send visits, at a gentle rate, until told to stop.
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { recordMeasurementRoute } from '#foundation/record/contract.ts';
import { registryRoutes, type PersonSummary } from '#foundation/registry/contract.ts';
import { random } from '../random.ts';
import { homeReading } from './readings.ts';
import { ServerClient } from './server-client.ts';
import { visitBundle } from './visit-bundle.ts';

interface SimulatorOptions {
  server: string;
  password: string;
  seed: number;
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

/** Accounts and township that the demo's seed makes for the simulator. */
const clinicAccount = 'simulator-clinic';
const deviceAccount = 'simulator-devices';
const lentTownship = '於潜镇';
const lentFromYears = 60;
const readingShare = 0.75;
/** Pages of a hundred people that are read to find those with a device. */
const mostPages = 10;
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
  const devices = client(deviceAccount);
  const tally: SimulatorTally = { readings: 0, visits: 0, refused: 0 };
  let toldAt = Date.now();
  try {
    const places = await lookAround(clinic, now());
    while (!signal.aborted && tally.readings + tally.visits + tally.refused < (options.events ?? Infinity)) {
      // Waiting times of independent arrivals are exponentially distributed.
      await wait((-Math.log(1 - numbers.next()) * 60_000) / options.perMinute, undefined, { signal });
      if (places.lent.length > 0 && numbers.chance(readingShare)) {
        const { personId } = numbers.pick(places.lent);
        const body = homeReading({ personId, at: now(), measurementId: randomUUID(), seed }, numbers);
        const answer = await devices.call(recordMeasurementRoute, { params: { personId }, body });
        count(tally, 'readings', answer.ok);
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
    await devices.leave();
  }
  return tally;
}

function count(tally: SimulatorTally, kind: 'readings' | 'visits', ok: boolean): void {
  if (ok) tally[kind]++;
  else tally.refused++;
}

/** Townships with people in the clinic's care, and the older people of the township where devices are lent. */
async function lookAround(clinic: ServerClient, at: Date): Promise<{ townships: string[]; lent: PersonSummary[] }> {
  const units = await clinic.call(registryRoutes.orgUnits, { query: { kind: 'township' } });
  if (!units.ok) throw new Error(`the organisation tree answers ${units.status}`);
  const lending = units.reply.units.find((unit) => unit.name === lentTownship);
  const lent = lending ? await oldPeople(clinic, lending.unitId, at) : [];
  return { townships: units.reply.units.map((unit) => unit.unitId), lent };
}

async function oldPeople(clinic: ServerClient, village: string, at: Date): Promise<PersonSummary[]> {
  const bornBefore = `${at.getUTCFullYear() - lentFromYears}${at.toISOString().slice(4, 10)}`;
  const old: PersonSummary[] = [];
  let page: string | undefined;
  for (let turn = 0; turn < mostPages; turn++) {
    const people = await clinic.call(registryRoutes.findPeople, { query: { village, limit: 100, page } });
    if (!people.ok) break;
    old.push(
      ...people.reply.items.filter((one) => one.status === 'active' && one.birthOn && one.birthOn <= bornBefore),
    );
    page = people.reply.next;
    if (!page) break;
  }
  return old;
}

/** Somebody of a township; undefined where the clinic sees nobody there. */
async function somebody(clinic: ServerClient, township: string, place: number): Promise<PersonSummary | undefined> {
  const people = await clinic.call(registryRoutes.findPeople, {
    query: { village: township, status: 'active', limit: 100 },
  });
  if (!people.ok || people.reply.items.length === 0) return undefined;
  return people.reply.items[Math.floor(place * people.reply.items.length)];
}
