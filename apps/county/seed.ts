// Fills an empty database with the demo county through the front doors of the contexts.
import { availableParallelism } from 'node:os';
import { dayOf } from '#platform/contract.ts';
import { buildIndexes, putIndexesAside } from '#platform/kernel/db/index-rebuild.ts';
import { refreshStatistics } from '#platform/kernel/db/statistics.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { createAccount } from '#platform/kernel/auth/accounts.ts';
import { hashPassword, type PasswordCost } from '#platform/kernel/auth/password.ts';
import type { HomeCare } from '#care/home-care/server/index.ts';
import type { Billing } from '#foundation/billing/server/index.ts';
import type { Fleet } from '#foundation/fleet/server/index.ts';
import type { FollowUp } from '#care/follow-up/server/index.ts';
import type { Intake } from '#foundation/intake/server/index.ts';
import type { Orders } from '#foundation/orders/server/index.ts';
import type { Geo } from '#foundation/geo/server/index.ts';
import { resourceTables } from '#foundation/record/server/index.ts';
import { peopleTables, type Registry } from '#foundation/registry/server/index.ts';
import { crewAccounts, demoAccounts, demoPassword, type DemoAccount } from './demo-accounts.ts';
import { accountIds } from './account-ids.ts';
import { earlierForms } from './follow-ups.ts';
import { screeningLoadOf } from './ct-screening.ts';
import { deviceLoadOf } from './devices.ts';
import { chronicCareLoadOf } from './chronic-care.ts';
import { familyDoctorLoadOf } from './family-doctor.ts';
import { fleetLoadOf } from './fleet.ts';
import { homeCareAccounts, seedHomeCare } from './home-care.ts';
import { generateDemo, secondCountyResidents, type Demo } from './generator.ts';
import { loadPools, type PoolLoad } from './load-pools.ts';
import { loadThreaded } from './load-threads.ts';
import { followUpTemplates } from './follow-up.ts';
import { loadOrders } from './orders.ts';
import { rovingLoadOf } from './roving.ts';
import type { Team } from './staffing.ts';
import type { ChronicCare } from '#programmes/chronic-care/server/index.ts';
import type { FamilyDoctor } from '#programmes/family-doctor/server/index.ts';
import type { Roving } from '#programmes/roving/server/index.ts';
import { demoPrices } from './prices.ts';
import { upkeepLoadOf } from './upkeep.ts';
import { demoRoadsFile, roadsLabel, roadsLicence, roadsSource } from './roads.ts';

/** Where worker threads reach the database of the kernel, and with which key they seal. */
export interface SeedThreads {
  url: string;
  masterKey: Uint8Array;
  threads?: number;
}

/** So far ahead lie the days whose villages devices take along. */
const crewDaysAhead = 3;

interface SeedParts {
  kernel: Kernel;
  registry: Registry;
  geo: Geo;
  fleet?: Fleet;
  billing?: Billing;
  /** Where it is given, some orders stand in several states. */
  orders?: Orders;
  /** Where it is given, two templates are ready to be asked. */
  followUp?: FollowUp;
  homeCare?: HomeCare;
  /** Where it is given, home devices are lent in the demo's township. */
  intake?: Intake;
  /** Where it is given, a month is planned and published and the next one drafted. */
  roving?: Roving;
  familyDoctor?: FamilyDoctor;
  chronicCare?: ChronicCare;
  /** PostgreSQL only: load by worker threads. Without, everything is loaded on this thread; the rows are the same. */
  threads?: SeedThreads;
  /** Residents of Lin'an. */
  residents: number;
  seed: number;
  now: Date;
  /** Sessions follow the real time, whatever the county's clock says: roles must hold by then. */
  rolesFrom?: Date;
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
  await createAccounts(parts, accounts, accounts);
  // The visibility map lets searches for people be answered from indexes alone.
  await refreshStatistics(db, new Set(peopleTables), connections);
  if (parts.roving) {
    tell('planning');
    await parts.roving.bulkLoad({ ...rovingLoadOf(demo.structure, seed, now), screening: screeningLoadOf(demo) });
    const team = await teamOnTheRoad(parts, parts.roving, demo);
    const crew = crewAccounts(team);
    accounts.push(...crew);
    await createAccounts(parts, crew, accounts);
    await parts.roving.loadForms(team.villageIds, earlierForms(seed, now), now);
  }
  // After the forms, which colours are decided from; before the contracts' lists, which show the colours.
  await parts.chronicCare?.bulkLoad(chronicCareLoadOf(seed, now), now);
  await parts.familyDoctor?.bulkLoad(familyDoctorLoadOf(demo, seed, now), now);
  if (parts.followUp) {
    const [unit] = await registry.units(kernel.db, { kind: 'county' });
    if (unit) await parts.followUp.bulkLoad(followUpTemplates(unit.unitId, seed, now));
  }
  if (parts.orders) await loadOrders({ kernel, registry, orders: parts.orders, seed, now }, demo, accounts);
  await parts.billing?.bulkLoad(demoPrices);
  await parts.intake?.bulkLoad(await deviceLoadOf(parts, demo, seed, now));
  if (parts.homeCare && parts.orders) {
    const more = homeCareAccounts(demo);
    accounts.push(...more);
    await createAccounts(parts, more, accounts);
    const ids = accountIds(seed, now, accounts);
    await seedHomeCare({ kernel, registry, orders: parts.orders, homeCare: parts.homeCare }, demo, accounts, ids, {
      seed,
      now,
    });
  }
  // After the plans: the vehicle in the workshop broke down when its month stood already.
  await parts.fleet?.bulkLoad({ vehicles: [], terminals: [], upkeep: upkeepLoadOf(demo, seed, now) });
  tell('done');
  return { people: progress.people, resources: progress.resources, accounts };
}

/** The demo's own team where it has visits in the coming days, otherwise the one that reaches most people. */
async function teamOnTheRoad({ registry, kernel, now }: SeedParts, roving: Roving, demo: Demo): Promise<Team> {
  const toOn = dayOf(new Date(now.getTime() + crewDaysAhead * 86_400_000));
  const visits = await roving.checkIns(kernel.db, { fromOn: dayOf(now), toOn }, now);
  const byTeam = Map.groupBy(visits, ({ teamId }) => teamId);
  const own = demo.people.place.team;
  if (byTeam.has(own.teamId)) return own;
  const people = await registry.populations(kernel.db);
  const reached = (stops: typeof visits) =>
    [...new Set(stops.map(({ villageId }) => villageId))].reduce((sum, village) => sum + (people.get(village) ?? 0), 0);
  const [most] = [...byTeam].toSorted(
    ([one, first], [other, second]) => reached(second) - reached(first) || (one ?? '').localeCompare(other ?? ''),
  );
  return demo.structure.linan.staffing.teams.find(({ teamId }) => teamId === most?.[0]) ?? own;
}

async function loadHere({ kernel, seed, now }: SeedParts, demo: Demo, onPool: PoolLoad['onPool']): Promise<void> {
  let next = 0;
  await loadPools({ db: kernel.db, cipher: kernel.cipher, demo, seed, now, take: () => next++, onPool });
}

/** `all` decides the ids, by their order. */
async function createAccounts(
  { kernel, seed, now, cost, rolesFrom = now }: SeedParts,
  accounts: readonly DemoAccount[],
  all: readonly DemoAccount[],
): Promise<void> {
  const ids = accountIds(seed, now, all);
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
    const created = await kernel.db.tx((q) => createAccount(q, account, rolesFrom, cost));
    if (!created.ok) throw new Error(`the demo account ${login}: ${created.problem.code}`);
  }
}
