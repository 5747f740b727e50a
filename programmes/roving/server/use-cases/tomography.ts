// The CT truck's year: read, laid out anew, changed by hand.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { TomographyYear } from '../../contract.ts';
import { daysOf } from '../../rules/month.ts';
import { layOutYear } from '../../rules/tomography-year.ts';
import { isWorkingDay, workingDays } from '../../rules/work-calendar.ts';
import { enqueueMoves, villagesConcerned } from '../ct-screening/move-stops.ts';
import type { Parts } from '../parts.ts';
import { changedMeanwhile, noCounty, noVehicles, visitRefused } from '../problems.ts';
import {
  listTomographyStops,
  saveTomographyYear,
  tomographyVersion,
  type TomographyStop,
} from '../store/tomography.ts';
import { countyOf } from './county-of.ts';
import { gatherMonth } from './gather-month.ts';

const permission = 'roving.plan.write';

export async function readTomographyYear(parts: Parts, actor: Actor, year: number): Promise<Result<TomographyYear>> {
  const county = await countyOf(parts, actor);
  if (!county) return fail(noCounty);
  const q = parts.kernel.db;
  const { facts } = await gatherMonth(parts, q, county.countyId, `${year}-01`);
  const villages = new Map(facts.stops.map((stop) => [stop.villageId, stop]));
  const stops = await listTomographyStops(q, county.countyId, { year });
  return succeed({
    year,
    stops: stops.flatMap(({ villageId, on }) => {
      const village = villages.get(villageId);
      if (!village) return [];
      const { villageName, townshipId, townshipName } = village;
      return [{ villageId, villageName, townshipId, townshipName, on }];
    }),
    workingDays: Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, '0')}`).flatMap(
      (month) => workingDays(month, facts.calendar),
    ),
    version: await tomographyVersion(q, county.countyId, year),
  });
}

/** Replaces the year by a fresh layout; what was moved by hand is lost, which the screen says before. */
export async function layOutTomography(parts: Parts, actor: Actor, year: number): Promise<Result<TomographyYear>> {
  const county = await countyOf(parts, actor);
  if (!county) return fail(noCounty);
  const { facts } = await gatherMonth(parts, parts.kernel.db, county.countyId, `${year}-01`);
  const truck = facts.vehicles.find((vehicle) => vehicle.kind === 'computed-tomography');
  if (!truck) return fail(noVehicles);
  const villages = facts.stops.flatMap(({ villageId, townshipId, at }) => (at ? [{ villageId, townshipId, at }] : []));
  const version = await tomographyVersion(parts.kernel.db, county.countyId, year);
  return save(parts, actor, county.countyId, year, layOutYear(villages, truck.depot, year, facts.calendar), version);
}

export async function setTomography(
  parts: Parts,
  actor: Actor,
  year: number,
  stops: readonly TomographyStop[],
  version: number,
): Promise<Result<TomographyYear>> {
  const county = await countyOf(parts, actor);
  if (!county) return fail(noCounty);
  const { facts } = await gatherMonth(parts, parts.kernel.db, county.countyId, `${year}-01`);
  const known = new Set(facts.stops.map((stop) => stop.villageId));
  if (stops.some((stop) => !known.has(stop.villageId))) return fail(visitRefused('roving.village-unknown', 'stops'));
  if (new Set(stops.map((stop) => stop.villageId)).size < stops.length)
    return fail(visitRefused('roving.village-twice', 'stops'));
  const inYear = new Set(
    Array.from({ length: 12 }, (_, m) => daysOf(`${year}-${String(m + 1).padStart(2, '0')}`)).flat(),
  );
  if (stops.some((stop) => !inYear.has(stop.on) || !isWorkingDay(stop.on, facts.calendar)))
    return fail(visitRefused('roving.not-a-working-day', 'stops'));
  return save(parts, actor, county.countyId, year, stops, version);
}

async function save(
  parts: Parts,
  actor: Actor,
  countyId: string,
  year: number,
  stops: readonly TomographyStop[],
  version: number,
): Promise<Result<TomographyYear>> {
  const { kernel } = parts;
  const saved = await kernel.db.tx(async (q) => {
    const before = await listTomographyStops(q, countyId, { year });
    if (!(await saveTomographyYear(q, countyId, year, stops, version + 1))) return false;
    await kernel.audit.record(q, actor, {
      action: 'update',
      permission,
      outcome: 'success',
      object: `TomographyYear/${year}`,
      version: version + 1,
    });
    await enqueueMoves(parts, q, { countyId, year }, villagesConcerned(before, stops));
    return true;
  });
  return saved ? readTomographyYear(parts, actor, year) : fail(changedMeanwhile);
}
