// Fills an empty database with the demo county through the front doors of the contexts.
import type { Kernel } from '#platform/kernel/kernel.ts';
import { createAccount } from '#platform/kernel/auth/accounts.ts';
import type { PasswordCost } from '#platform/kernel/auth/password.ts';
import type { Geo } from '#foundation/geo/server/index.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import { demoAccounts, demoPassword, simulatorDevices, type DemoAccount } from './demo-accounts.ts';
import type { Resource } from './fhir.ts';
import { generateDemo, secondCountyResidents, type Demo, type GeneratedResident } from './generator.ts';
import { seededIds } from './identity.ts';

/** What the seed needs of the record: resources in the order of their patients. */
interface RecordLoader {
  bulkLoad(resources: AsyncIterable<Resource>): Promise<unknown>;
}

interface SeedParts {
  kernel: Kernel;
  registry: Registry;
  geo: Geo;
  record: RecordLoader;
  /** Residents of Lin'an. */
  residents: number;
  seed: number;
  now: Date;
  /** Work for hashing passwords; the kernel's own unless told (tests). */
  cost?: PasswordCost;
  onProgress?(progress: SeedProgress): void;
}
export interface SeedProgress {
  stage: 'structure' | 'people' | 'accounts' | 'done';
  people: number;
  of: number;
  resources: number;
}
export interface Seeded {
  people: number;
  resources: number;
  accounts: DemoAccount[];
}

/** People whose registration and records are loaded together. */
const batchPeople = 1_000;

export async function seedCounty(parts: SeedParts): Promise<Seeded> {
  const { kernel, registry, geo, record, residents, seed, now } = parts;
  if ((await registry.units(kernel.db, {})).length > 0) throw new Error('the database holds a county already');
  const demo = generateDemo({ residents, seed, now });
  const progress: SeedProgress = {
    stage: 'structure',
    people: 0,
    of: residents + Math.min(secondCountyResidents, residents),
    resources: 0,
  };
  const tell = (stage: SeedProgress['stage']) => parts.onProgress?.({ ...progress, stage });
  tell('structure');
  await registry.bulkLoad.structure(demo.structure.load);
  await geo.bulkLoad.areas(demo.structure.areas);
  const register = async (batch: readonly GeneratedResident[]) => {
    await registry.bulkLoad.people(batch.map((person) => person.load));
    await lendDevices(parts, demo, batch, now);
    return batch;
  };
  // The record takes one stream. While the resources of one batch pass by, the next batch of people is registered.
  async function* resources(): AsyncGenerator<Resource> {
    let registered: readonly GeneratedResident[] = [];
    for (const batch of batches(demo.residents())) {
      const registering = register(batch);
      registering.catch(() => undefined);
      yield* passBy(registered);
      registered = await registering;
    }
    yield* passBy(registered);
  }
  function* passBy(batch: readonly GeneratedResident[]): Generator<Resource> {
    for (const person of batch) yield* person.resources;
    progress.people += batch.length;
    progress.resources += batch.reduce((sum, person) => sum + person.resources.length, 0);
    if (batch.length > 0) tell('people');
  }
  await record.bulkLoad(resources());
  tell('accounts');
  const accounts = demoAccounts(demo);
  await createAccounts(parts, accounts);
  tell('done');
  return { people: progress.people, resources: progress.resources, accounts };
}

/** Whole households, at least so many people at a time. */
function* batches(households: Iterable<GeneratedResident[]>): Generator<GeneratedResident[]> {
  let batch: GeneratedResident[] = [];
  for (const household of households) {
    batch.push(...household);
    if (batch.length < batchPeople) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

const accountIds = (seed: number, now: Date) => seededIds(seed, 'accounts', now);
const idsByLogin = (seed: number, now: Date, accounts: readonly DemoAccount[]) => {
  const next = accountIds(seed, now);
  return new Map(accounts.map((account) => [account.login, next()]));
};

/** Home devices stand with everyone of sixty and over in the demo's township: what the device account may write for. */
const lentFromYears = 60;

async function lendDevices(
  { kernel, seed }: SeedParts,
  demo: Demo,
  batch: readonly GeneratedResident[],
  now: Date,
): Promise<void> {
  const deviceAccount = idsByLogin(seed, now, demoAccounts(demo)).get(simulatorDevices)!;
  const town = new Set(demo.people.place.town.villages.map((village) => village.unitId));
  const lent = batch.filter((person) => person.years >= lentFromYears && town.has(person.village.unitId));
  await kernel.db.tx((q) =>
    kernel.access.relate(
      q,
      lent.map((person) => ({
        personId: person.load.personId,
        party: deviceAccount,
        kind: 'device' as const,
        from: now,
        source: 'county.lent-device',
      })),
    ),
  );
}

async function createAccounts({ kernel, seed, now, cost }: SeedParts, accounts: readonly DemoAccount[]): Promise<void> {
  const ids = idsByLogin(seed, now, accounts);
  const password = demoPassword();
  for (const { login, displayName, kind, roles, personId, homeUnitId } of accounts) {
    const account = {
      id: ids.get(login)!,
      login,
      displayName,
      kind,
      password,
      roles,
      personId,
      homeUnitId,
      demo: true,
    };
    const created = await kernel.db.tx((q) => createAccount(q, account, now, cost));
    if (!created.ok) throw new Error(`the demo account ${login}: ${created.problem.code}`);
  }
}
