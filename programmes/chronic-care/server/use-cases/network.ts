// The graded network as dated policy of the county: read, set, and asked for who performs at a level.
import { z } from 'zod';
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import { networkPermissions, type NetworkBody, type NetworkReply } from '../../network-contract.ts';
import { diseases, type Disease } from '../../rules/disease.ts';
import {
  assumedColours,
  assumedOwners,
  carePhases,
  networkLevels,
  type DiseaseNetwork,
  type NetworkLevel,
} from '../../rules/network.ts';
import type { Parts } from '../parts.ts';
import { noCounty, organisationUnknown } from '../problems.ts';
import { countLevels } from '../store/level.ts';

const level = z.enum(networkLevels);
const stored = z.object({
  leadId: z.string().optional(),
  keyIds: z.array(z.string()),
  owners: z.object(Object.fromEntries(carePhases.map((phase) => [phase, level])) as Record<string, typeof level>),
  colours: z.object({ red: level, yellow: level, green: level }),
});
const keyOf = (disease: Disease): string => `chronic-care.network-${disease}`;

export async function networkOf(
  { kernel, registry }: Parts,
  disease: Disease,
  countyId: string,
  at: Date,
  q: Sql,
): Promise<DiseaseNetwork & { assumed: boolean }> {
  const read = stored.safeParse(await kernel.settings.valueAt(keyOf(disease), countyId, at, q));
  if (read.success) {
    const { owners, leadId, ...rest } = read.data;
    return { ...rest, ...(leadId && { leadId }), owners: owners as DiseaseNetwork['owners'], assumed: false };
  }
  const below = await organisationsBelow({ registry }, q, countyId);
  const hospital = below.find(({ kind }) => kind === 'hospital');
  return {
    ...(hospital && { leadId: hospital.organisationId }),
    keyIds: below.filter(({ kind }) => kind === 'health-centre').map(({ organisationId }) => organisationId),
    owners: assumedOwners,
    colours: assumedColours,
    assumed: true,
  };
}

async function organisationsBelow({ registry }: Pick<Parts, 'registry'>, q: Sql, countyId: string) {
  const units = new Map((await registry.units(q, {})).map((unit) => [unit.unitId as string, unit]));
  const isBelow = (unitId: string): boolean => {
    for (let unit = units.get(unitId); unit; unit = unit.parentId ? units.get(unit.parentId) : undefined)
      if (unit.unitId === countyId) return true;
    return false;
  };
  return (await registry.organisations(q, {})).filter(({ organisationId }) => isBelow(organisationId));
}

/** The county above the place where somebody works. */
export async function countyOfActor({ kernel, registry }: Parts, actor: Actor): Promise<string | undefined> {
  const units = new Map((await registry.units(kernel.db, {})).map((unit) => [unit.unitId as string, unit]));
  for (const start of [...actor.assignments.map((one) => one.orgUnitId as string), actor.homeUnitId as string])
    for (let unit = units.get(start); unit; unit = unit.parentId ? units.get(unit.parentId) : undefined)
      if (unit.kind === 'county') return unit.unitId;
  return undefined;
}

export async function readNetwork(parts: Parts, actor: Actor, now: Date): Promise<Result<NetworkReply>> {
  const { kernel, registry } = parts;
  const q = kernel.db;
  const countyId = await countyOfActor(parts, actor);
  if (!countyId) return fail(noCounty);
  const found = await Promise.all(
    diseases.map(async (disease) => ({ disease, ...(await networkOf(parts, disease, countyId, now, q)) })),
  );
  const villages = (await registry.villages(q)).filter((village) => village.countyId === countyId);
  const here = new Set(villages.map(({ villageId }) => villageId));
  const teams = (await registry.teams(q, dayOf(now))).filter((team) =>
    team.villages.some((one) => here.has(one.villageId)),
  );
  const organisations = await organisationsBelow(parts, q, countyId);
  return succeed({
    on: dayOf(now),
    network: Object.fromEntries(
      found.map(({ disease, assumed: _assumed, ...network }) => [disease, network]),
    ) as unknown as NetworkReply['network'],
    assumed: found.filter(({ assumed }) => assumed).map(({ disease }) => disease),
    organisations: organisations
      .filter(({ kind }) => kind === 'hospital' || kind === 'health-centre')
      .map(({ organisationId, name, kind }) => ({ organisationId, name, kind })),
    teams: teams.length,
    people: await countLevels(q, [...here]),
  });
}

export async function setNetwork(
  parts: Parts,
  actor: Actor,
  { disease, fromOn, ...value }: NetworkBody,
  now: Date,
): Promise<Result<NetworkReply>> {
  const { kernel } = parts;
  const countyId = await countyOfActor(parts, actor);
  if (!countyId) return fail(noCounty);
  const known = new Set(
    (await organisationsBelow(parts, kernel.db, countyId)).map((one) => one.organisationId as string),
  );
  if ([...value.keyIds, ...(value.leadId ? [value.leadId] : [])].some((one) => !known.has(one)))
    return fail(organisationUnknown);
  await kernel.db.tx(async (q) => {
    const from = new Date(`${fromOn}T00:00:00+08:00`);
    await kernel.settings.set(q, { key: keyOf(disease), orgUnitId: countyId, value, from });
    await kernel.audit.record(q, actor, {
      action: 'update',
      permission: networkPermissions.write,
      outcome: 'success',
      object: `ChronicNetwork/${disease}/${fromOn}`,
    });
  });
  return readNetwork(parts, actor, now);
}

/** Who performs at a level for somebody of this village: the centre, the key centre of the township, the team. */
export async function performerAt(
  parts: Parts,
  q: Sql,
  { disease, villageId, toLevel }: { disease: Disease; villageId: string | undefined; toLevel: NetworkLevel },
  now: Date,
): Promise<string | undefined> {
  const { registry } = parts;
  const village = (await registry.villages(q)).find((one) => one.villageId === villageId);
  if (!village) return undefined;
  const team = (await registry.teams(q, dayOf(now))).find(({ villages }) =>
    villages.some((one) => one.villageId === villageId),
  );
  if (toLevel === 'team') return team?.teamId;
  const { leadId, keyIds } = await networkOf(parts, disease, village.countyId, now, q);
  if (toLevel === 'lead') return leadId;
  return team && keyIds.includes(team.organisationId) ? team.organisationId : (keyIds[0] ?? leadId);
}
