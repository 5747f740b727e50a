// Gathers what a month is planned from: villages without a doctor, their points and teams, vehicles, calendar, policy.
import type { Organisation, ServiceTeam } from '#foundation/registry/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { MonthFacts, PlanningVehicle, VillageStop } from '../../rules/planned-month.ts';
import type { Colleague } from '../../rules/doctors.ts';
import { usualPolicy, type RovingPolicy } from '../../rules/policy.ts';
import { stateHolidays } from '../../rules/state-holidays.ts';
import type { CalendarDay } from '../../rules/work-calendar.ts';
import type { Parts } from '../parts.ts';
import { findCalendar, listMarketDays } from '../store/basis.ts';
import { above } from './county-of.ts';
import { listVehicles, type RovingVehicle } from './list-vehicles.ts';

export const policyKey = 'roving.policy';

export interface GatheredMonth {
  facts: MonthFacts;
  teams: ServiceTeam[];
  colleagues: Colleague[];
  staffNames: ReadonlyMap<string, string>;
}

export async function gatherMonth(parts: Parts, q: Sql, countyId: string, month: string): Promise<GatheredMonth> {
  const { registry } = parts;
  const organisations = new Map((await registry.organisations(q, {})).map((one) => [one.organisationId, one]));
  const units = new Map((await registry.units(q, {})).map((unit) => [unit.unitId, unit]));
  const isHere = (unitId: string) => above(units, unitId).some((unit) => unit.unitId === countyId);
  const teams = (await registry.teams(q, `${month}-01`)).filter((team) => isHere(team.organisationId));
  const staff = await registry.staff(q);
  const policy = await policyOf(parts, countyId, month);
  const vehicles = (await listVehicles(parts, q)).filter((vehicle) => isHere(vehicle.organisationId));
  return {
    facts: {
      countyId,
      month,
      policy,
      calendar: await calendarAround(q, countyId, Number(month.slice(0, 4))),
      marketDays: await listMarketDays(q),
      vehicles: vehicles.map((vehicle) => planningVehicle(vehicle, organisations, policy)),
      stops: await stopsOf(parts, q, countyId, teams, organisations),
    },
    teams,
    colleagues: staff.map((one) => ({ ...one, communityId: organisations.get(one.organisationId)?.communityId })),
    staffNames: new Map(staff.map((one) => [one.staffId, one.name])),
  };
}

/** What is in force on the month's first day at the county; figures that a stored policy lacks are the usual ones. */
async function policyOf({ kernel }: Parts, countyId: string, month: string): Promise<RovingPolicy> {
  const stored = await kernel.settings.valueAt(policyKey, countyId, new Date(`${month}-01T00:00:00+08:00`));
  return { ...usualPolicy, ...(stored as Partial<RovingPolicy> | undefined) };
}

/** The county's own calendar where it has one, else the state's; with the years before and after, for weeks across them. */
async function calendarAround(q: Sql, countyId: string, year: number): Promise<CalendarDay[]> {
  const days: CalendarDay[] = [];
  for (const one of [year - 1, year, year + 1]) {
    const own = await findCalendar(q, countyId, one);
    days.push(...(own?.days ?? stateHolidays.filter((day) => day.on.startsWith(String(one)))));
  }
  return days;
}

function planningVehicle(
  row: RovingVehicle,
  organisations: ReadonlyMap<string, Organisation>,
  policy: RovingPolicy,
): PlanningVehicle {
  const organisation = organisations.get(row.organisationId);
  return {
    vehicleId: row.vehicleId,
    kind: row.kind,
    name: row.name,
    organisationId: row.organisationId,
    organisationName: organisation?.name ?? '',
    ...(organisation?.communityId && { communityId: organisation.communityId }),
    depot: [row.lon, row.lat],
    shift: policy.shift,
    outOfService: row.outOfService,
  };
}

async function stopsOf(
  { registry }: Parts,
  q: Sql,
  countyId: string,
  teams: readonly ServiceTeam[],
  organisations: ReadonlyMap<string, Organisation>,
): Promise<VillageStop[]> {
  const villages = (await registry.villages(q)).filter((one) => one.countyId === countyId && !one.hasOwnDoctor);
  const points = new Map(
    (await registry.servicePoints(q))
      .filter((point) => point.kind === 'village-stop' && point.closedOn === undefined)
      .map((point) => [point.villageId, point]),
  );
  const owners = new Map(teams.flatMap((team) => team.villages.map((one) => [one.villageId, team] as const)));
  return villages.map((village) => {
    const point = points.get(village.villageId);
    const team = owners.get(village.villageId);
    const communityId = team && organisations.get(team.organisationId)?.communityId;
    return {
      villageId: village.villageId,
      villageName: village.name,
      townshipId: village.townshipId,
      townshipName: village.townshipName,
      ...(point && { servicePointId: point.servicePointId, servicePointName: point.name }),
      ...(point?.position && { at: [point.position.lon, point.position.lat] as const }),
      ...(team && { teamId: team.teamId, teamName: team.name, centreId: team.organisationId }),
      ...(communityId && { communityId }),
    };
  });
}
