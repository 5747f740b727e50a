// Fills an empty database with the demo county through the front doors of the contexts.
import { availableParallelism } from 'node:os';
import { buildIndexes, putIndexesAside } from '#platform/kernel/db/index-rebuild.ts';
import { refreshStatistics } from '#platform/kernel/db/statistics.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { createAccount } from '#platform/kernel/auth/accounts.ts';
import { hashPassword, type PasswordCost } from '#platform/kernel/auth/password.ts';
import type { Fleet } from '#foundation/fleet/server/index.ts';
import type { Geo } from '#foundation/geo/server/index.ts';
import { resourceTables } from '#foundation/record/server/index.ts';
import { peopleTables, type Registry } from '#foundation/registry/server/index.ts';
import { demoAccounts, demoPassword, type DemoAccount } from './demo-accounts.ts';
import { accountIds } from './account-ids.ts';
import { fleetLoadOf } from './fleet.ts';
import { generateDemo, secondCountyResidents, type Demo } from './generator.ts';
import { loadPools, type PoolLoad } from './load-pools.ts';
import { loadThreaded } from './load-threads.ts';
import { rovingLoadOf } from './roving.ts';
import type { Roving } from '#programmes/roving/server/index.ts';
import { demoRoadsFile, roadsLabel, roadsLicence, roadsSource } from './roads.ts';

/** Where worker threads reach the database of the kernel, and with which key they seal. */
export interface SeedThreads {
  url: string;
  masterKey: Uint8Array;
  threads?: number;
}

interface SeedParts {
  kernel: Kernel;
  registry: Registry;
  geo: Geo;
  fleet?: Fleet;
  /** Where it is given, a month is planned and published and the next one drafted. */
  roving?: Roving;
  /** PostgreSQL only: load by worker threads. Without, everything is loaded on this thread; the rows are the same. */
  threads?: SeedThreads;
  /** Residents of Lin'an. */
  residents: number;
  seed: number;
  now: Date;
  /** Work for hashing passwords; the kernel's own unless told (tests). */
  cost?: PasswordCost;
  onProgress?(progress: SeedProgress): void;
}
export interface SeedProgress {
  stage: 'structure' | 'people' | 'indexes' | 'accounts' | 'planning' | 'done';
  people: number;
  of: number;
  resources: number;
}
export interface Seeded {
  people: number;
  resources: number;
  accounts: DemoAccount[];
}

export async function seedCounty(parts: SeedParts): Promise<Seeded> {
  const { kernel, registry, geo, residents, seed, now, threads } = parts;
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
  await parts.fleet?.bulkLoad(fleetLoadOf(demo.structure));
  const loaded = await geo.roads.load({
    content: demoRoadsFile(demo.structure, seed),
    label: roadsLabel,
    source: roadsSource,
    licence: roadsLicence,
    synthetic: true,
  });
  if (!loaded.ok) throw new Error(`the demo's roads: ${loaded.problem.code}`);
  const onPool = (people: number, resources: number) => {
    progress.people += people;
    progress.resources += resources;
    tell('people');
  };
  const { db } = kernel;
  const tables = [...new Set([...peopleTables, ...resourceTables])];
  // On Citus keys are never taken away: there they decide where rows lie.
  const aside = db.engine === 'citus' ? undefined : await putIndexesAside(db, tables);
  if (threads) await loadThreaded({ ...threads, residents, seed, now, onPool });
  else await loadHere(parts, demo, onPool);
  tell('indexes');
  const connections = threads ? (threads.threads ?? availableParallelism()) : 1;
  if (aside) await buildIndexes(db, aside, connections);
  tell('accounts');
  const accounts = demoAccounts(demo);
  await createAccounts(parts, accounts);
  // The visibility map lets searches for people be answered from indexes alone.
  await refreshStatistics(db, new Set(peopleTables), connections);
  if (parts.roving) {
    tell('planning');
    await parts.roving.bulkLoad(rovingLoadOf(demo.structure, seed, now));
  }
  tell('done');
  return { people: progress.people, resources: progress.resources, accounts };
}

async function loadHere({ kernel, seed, now }: SeedParts, demo: Demo, onPool: PoolLoad['onPool']): Promise<void> {
  let next = 0;
  await loadPools({ db: kernel.db, cipher: kernel.cipher, demo, seed, now, take: () => next++, onPool });
}

async function createAccounts({ kernel, seed, now, cost }: SeedParts, accounts: readonly DemoAccount[]): Promise<void> {
  const ids = accountIds(seed, now, accounts);
  // One hash for all, since all have the same password: a hash for each takes longer than loading a township.
  const password = { hash: await hashPassword(demoPassword(), cost) };
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
