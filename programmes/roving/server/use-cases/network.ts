// Points and rosters of all counties in one view: our own from registry and published plans, others as their systems posted them.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import { displayNames } from '#platform/kernel/auth/accounts.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { rosterTopic } from '../../contract.ts';
import type {
  NetworkPoint,
  NetworkPointBody,
  NetworkRoster,
  NetworkRosterBody,
  NetworkView,
} from '../../network-contract.ts';
import { monthOf } from '../../rules/month.ts';
import type { Parts } from '../parts.ts';
import { ownCounty } from '../problems.ts';
import { listNetworkPoints, listNetworkRosters, putNetworkPoint, putNetworkRoster } from '../store/network.ts';
import { publishedPlans } from '../store/plan.ts';
import { listVisits } from '../store/visit.ts';
import { listVehicles } from './list-vehicles.ts';

const permission = 'roving.network.post';

export async function readNetwork(parts: Parts, on: string | undefined, now: Date): Promise<Result<NetworkView>> {
  const q = parts.kernel.db;
  const day = on ?? dayOf(now);
  const own = await ownNetwork(parts, day);
  const points = await listNetworkPoints(q);
  const rosters = await listNetworkRosters(q, day);
  const names = await displayNames(
    q,
    [...points, ...rosters].map((one) => one.source),
  );
  const labelled = <One extends { source: string; postedAt: Date; externalId: string }>(one: One) => {
    const { source, postedAt, externalId, ...rest } = one;
    return {
      ...rest,
      source: names.get(source) ?? source,
      postedAt: postedAt.toISOString(),
      id: `${source}/${externalId}`,
    };
  };
  const allPoints: NetworkPoint[] = [
    ...own.points,
    ...points.map(labelled).map(({ id, ...point }) => ({ ...point, pointId: id })),
  ];
  const allRosters: NetworkRoster[] = [
    ...own.rosters,
    ...rosters.map(labelled).map(({ id, stops, ...roster }) => ({
      ...roster,
      rosterId: id,
      stops: stops.map(({ name, startMinute, leaveMinute }) => ({ name, startMinute, leaveMinute })),
    })),
  ];
  return succeed({
    on: day,
    at: now.toISOString(),
    points: allPoints,
    rosters: allRosters,
    counties: countiesOf(allPoints, allRosters),
  });
}

function countiesOf(points: readonly NetworkPoint[], rosters: readonly NetworkRoster[]): NetworkView['counties'] {
  const all = [...points, ...rosters];
  return [...Map.groupBy(all, (one) => one.countyCode)]
    .map(([countyCode, some]) => {
      const here = rosters.filter((roster) => roster.countyCode === countyCode);
      const source = some.find((one) => one.source)?.source;
      return {
        countyCode,
        countyName: some[0]!.countyName,
        points: points.filter((point) => point.countyCode === countyCode).length,
        vehicles: here.length,
        stops: here.reduce((sum, roster) => sum + roster.stops.length, 0),
        ...(source && { source }),
      };
    })
    .toSorted((a, b) => a.countyCode.localeCompare(b.countyCode));
}

async function ownNetwork(parts: Parts, on: string) {
  const { kernel, registry } = parts;
  const q = kernel.db;
  const counties = await registry.units(q, { kind: 'county' });
  const villages = new Map((await registry.villages(q)).map((village) => [village.villageId, village]));
  const countyOfVillage = (villageId: string) =>
    counties.find((county) => county.unitId === villages.get(villageId)?.countyId);
  const servicePoints = (await registry.servicePoints(q)).filter((point) => !point.closedOn);
  const points = servicePoints.flatMap((point): NetworkPoint[] => {
    const county = countyOfVillage(point.villageId);
    if (!county || !point.position) return [];
    return [
      {
        pointId: point.servicePointId,
        countyCode: county.code,
        countyName: county.name,
        name: point.name,
        kind: point.kind,
        lon: point.position.lon,
        lat: point.position.lat,
        network: point.network,
      },
    ];
  });
  const staff = new Map((await registry.staff(q)).map((one) => [one.staffId, one.name]));
  const pointNames = new Map(servicePoints.map((point) => [point.servicePointId, point.name]));
  const vehicles = new Map((await listVehicles(parts, q)).map((vehicle) => [vehicle.vehicleId, vehicle]));
  const rosters: NetworkRoster[] = [];
  for (const county of counties) {
    const plan = (await publishedPlans(q, county.unitId, monthOf(on))).find((one) => one.month === monthOf(on));
    if (!plan) continue;
    const visits = await listVisits(q, [plan.planId], { fromOn: on, toOn: on });
    for (const [vehicleId, stops] of Map.groupBy(visits, (visit) => visit.vehicleId)) {
      const vehicle = vehicles.get(vehicleId);
      if (!vehicle) continue;
      rosters.push({
        rosterId: `${vehicleId}/${on}`,
        countyCode: county.code,
        countyName: county.name,
        vehicleName: vehicle.name,
        vehicleKind: vehicle.kind,
        team: [...new Set(stops.flatMap((stop) => (stop.staffId && staff.get(stop.staffId)) || []))],
        stops: stops.map((stop) => ({
          name: pointNames.get(stop.servicePointId) ?? '',
          startMinute: stop.startMinute,
          leaveMinute: stop.leaveMinute,
        })),
      });
    }
  }
  return { points, rosters };
}

export async function postPoint(
  parts: Parts,
  actor: Actor,
  externalId: string,
  body: NetworkPointBody,
  now: Date,
): Promise<Result<{ externalId: string }>> {
  return post(parts, actor, externalId, body.countyCode, 'NetworkPoint', (q) =>
    putNetworkPoint(q, actor.accountId, externalId, body, now),
  );
}

export async function postRoster(
  parts: Parts,
  actor: Actor,
  externalId: string,
  body: NetworkRosterBody,
  now: Date,
): Promise<Result<{ externalId: string }>> {
  return post(parts, actor, externalId, body.countyCode, 'NetworkRoster', (q) =>
    putNetworkRoster(q, actor.accountId, externalId, body, now),
  );
}

/** A county that lives in this database posts nothing: its points and plans are here. */
async function post(
  { kernel, registry }: Parts,
  actor: Actor,
  externalId: string,
  countyCode: string,
  what: string,
  put: (q: Parameters<Parameters<Parts['kernel']['db']['tx']>[0]>[0]) => Promise<void>,
): Promise<Result<{ externalId: string }>> {
  const own = await registry.units(kernel.db, { kind: 'county' });
  if (own.some((county) => county.code === countyCode)) return fail(ownCounty);
  return kernel.db.tx(async (q) => {
    await put(q);
    await kernel.live.publish(q, rosterTopic, { countyCode });
    await kernel.audit.record(q, actor, {
      action: 'update',
      permission,
      outcome: 'success',
      object: `${what}/${externalId}`,
      detail: { countyCode },
    });
    return succeed({ externalId });
  });
}
