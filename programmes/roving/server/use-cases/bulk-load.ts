// Fills an empty county: market days, a CT year, and month plans found with a bounded number of steps.
import { systemAccountId } from '#platform/kernel/access/system-actor.ts';
import { solve } from '#platform/algorithms/routing/solve.ts';
import { dayOf, yearsOn } from '#platform/contract.ts';
import { monthProblem, placesOf } from '../../rules/month-problem.ts';
import { layOutYear } from '../../rules/tomography-year.ts';
import { loadScreening, type ScreeningLoad } from '../ct-screening/load-screening.ts';
import type { Parts } from '../parts.ts';
import { saveMarketDays } from '../store/basis.ts';
import { insertPlan } from '../store/plan.ts';
import { addMembers, saveAgreement } from '../store/site.ts';
import { saveTomographyYear } from '../store/tomography.ts';
import { saveVehicleDays, saveVisits } from '../store/visit.ts';
import { buildPlan } from './compute-plan.ts';
import { expectMonth } from './expect-visits.ts';
import { gatherMonth } from './gather-month.ts';

export interface RovingLoad {
  countyId: string;
  marketDays: readonly { townshipId: string; endings: number[] }[];
  /** Agreements with sites, and how many people of which villages stand on their lists. */
  sites: readonly {
    servicePointId: string;
    contactName: string;
    cadenceMonths: number;
    memberVillageIds: readonly string[];
    members: number;
  }[];
  /** Plans that stand from the start, in the order of their months. */
  months: readonly { month: string; published: boolean }[];
  years: readonly number[];
  /** CT stops around today with people in every stage; years hold them. */
  screening?: ScreeningLoad;
  /** Steps of the search for each month: bounds the time of seeding and makes it repeatable. */
  iterations: number;
  seed: number;
  now: Date;
}

export async function loadRoving(parts: Parts, load: RovingLoad): Promise<void> {
  const { kernel } = parts;
  await kernel.db.tx(async (q) => {
    for (const { townshipId, endings } of load.marketDays) await saveMarketDays(q, townshipId, endings, 1);
  });
  await loadSites(parts, load);
  for (const year of load.years) await loadYear(parts, load, year);
  for (const one of load.months) await loadMonth(parts, load, one);
  if (load.screening) await loadScreening(parts, load.countyId, load.screening, load.now);
}

async function loadSites({ kernel, registry }: Parts, { sites, now }: RovingLoad): Promise<void> {
  for (const { servicePointId, contactName, cadenceMonths, memberVillageIds, members } of sites) {
    const living = await registry.livingIn(kernel.db, memberVillageIds, undefined, members * 2);
    const people = await registry.persons(
      kernel.db,
      living.map((one) => one.personId),
    );
    const adults = people
      .filter((one) => one.birthOn !== undefined && yearsOn(one.birthOn, dayOf(now)) >= 18)
      .toSorted((a, b) => a.personId.localeCompare(b.personId))
      .slice(0, members);
    await kernel.db.tx(async (q) => {
      await saveAgreement(q, kernel.cipher, { servicePointId, contactName, cadenceMonths, version: 1 });
      await addMembers(
        q,
        servicePointId,
        adults.map((one) => one.personId),
        now,
      );
    });
  }
}

async function loadYear({ kernel, ...rest }: Parts, load: RovingLoad, year: number): Promise<void> {
  const { facts } = await gatherMonth({ kernel, ...rest }, kernel.db, load.countyId, `${year}-01`);
  const truck = facts.vehicles.find((vehicle) => vehicle.kind === 'computed-tomography');
  if (!truck) return;
  const villages = facts.stops.flatMap(({ villageId, townshipId, at }) => (at ? [{ villageId, townshipId, at }] : []));
  const stops = layOutYear(villages, truck.depot, year, facts.calendar);
  await kernel.db.tx((q) => saveTomographyYear(q, load.countyId, year, stops, 1));
}

async function loadMonth(
  parts: Parts,
  load: RovingLoad,
  { month, published }: RovingLoad['months'][number],
): Promise<void> {
  const { kernel, geo } = parts;
  const gathered = await gatherMonth(parts, kernel.db, load.countyId, month);
  const travel = await geo.travelMatrix({ points: placesOf(gathered.facts) });
  if (!travel.ok) throw new Error(`no travel times for the demo: ${travel.problem.code}`);
  const task = monthProblem(gathered.facts, travel.value);
  const result = solve(task.problem, { seed: load.seed, iterations: load.iterations, now: () => 0 });
  if (!result.complete) throw new Error(`the demo's ${month} can't be planned`);
  const { saved, figures } = buildPlan(gathered, task, result, [], kernel.newId);
  await kernel.db.tx(async (q) => {
    const planId = kernel.newId();
    await insertPlan(q, {
      planId,
      countyId: load.countyId,
      month,
      state: published ? 'published' : 'draft',
      origin: 'solver',
      seed: load.seed,
      seconds: 0,
      progress: 1,
      figures,
      travelBasis: travel.value.basis,
      simulated: true,
      createdAt: load.now,
      createdBy: systemAccountId,
      ...(published && { publishedAt: load.now }),
      version: 1,
    });
    await saveVisits(q, planId, saved.visits);
    await saveVehicleDays(q, planId, saved.vehicleDays);
    // The day on which a demo begins is watched as a whole: its simulator fills in what was.
    const today = new Date(`${dayOf(load.now)}T00:00:00+08:00`);
    if (published) await expectMonth(parts, q, { countyId: load.countyId, month }, saved.visits, today);
  });
}
