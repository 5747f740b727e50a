// How many of the listed elders were given one of the five services: by township or village, as a sheet, and as an indicator's facts.
import { dayOf, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { writeSheet } from '#platform/kernel/documents/excel-export.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Fact } from '#foundation/indicators/rules/indicator.ts';
import type { CountedMonth } from '#foundation/indicators/server/index.ts';
import { elderServices, type CoverageReply, type CoverageRow, type ElderService } from '../../contract.ts';
import type { Parts } from '../parts.ts';
import { countByVillage, countServices } from '../store/elder.ts';
import { policyOf } from './policy.ts';

const permission = 'home-care.coverage.read';
const dayMilliseconds = 86_400_000;

const emptyRow = (unitId: string, name: string): CoverageRow => ({
  unitId,
  name,
  covered: 0,
  listed: 0,
  services: Object.fromEntries(elderServices.map((service) => [service, 0])) as Record<ElderService, number>,
});
function add(row: CoverageRow, other: CoverageRow): void {
  row.covered += other.covered;
  row.listed += other.listed;
  for (const service of elderServices) row.services[service] += other.services[service];
}

/** By village, over all villages that the actor answers for. */
async function villageRows(parts: Parts, actor: Actor, now: Date) {
  const { kernel, registry } = parts;
  const q = kernel.db;
  const { coveredWithinDays } = await policyOf(parts, 'entry', actor.homeUnitId, now);
  const span = { sinceOn: dayOf(new Date(now.getTime() - coveredWithinDays * dayMilliseconds)), on: dayOf(now) };
  const units = new Set(await kernel.access.unitsOf(actor, permission));
  // Institutions answer for the villages of their teams and of the division in which they stand.
  for (const team of await registry.teams(q, span.on))
    if (units.has(team.teamId) || units.has(team.organisationId))
      for (const { villageId } of team.villages) units.add(villageId);
  const villages = (await registry.villages(q)).filter(({ villageId }) => units.has(villageId));
  const rows = new Map(villages.map((one) => [one.villageId, emptyRow(one.villageId, one.name)]));
  for (const { villageId, listed, covered } of await countByVillage(q, span))
    Object.assign(rows.get(villageId) ?? {}, { listed, covered });
  for (const { villageId, service, people } of await countServices(q, span)) {
    const row = rows.get(villageId);
    if (row) row.services[service] = people;
  }
  return { villages, rows, coveredWithinDays };
}

export async function readCoverage(
  parts: Parts,
  actor: Actor,
  below: string | undefined,
  now: Date,
): Promise<Result<CoverageReply>> {
  const { villages, rows, coveredWithinDays } = await villageRows(parts, actor, now);
  const township = villages.find((one) => one.townshipId === below);
  const shown = township ? villages.filter((one) => one.townshipId === below) : villages;
  const total = emptyRow('', '');
  const grouped = new Map<string, CoverageRow>();
  for (const one of shown) {
    const row = rows.get(one.villageId)!;
    add(total, row);
    const id = township ? one.villageId : one.townshipId;
    const group = grouped.get(id) ?? emptyRow(id, township ? one.name : one.townshipName);
    add(group, row);
    grouped.set(id, group);
  }
  return succeed({
    of: township ? 'village' : 'township',
    ...(township && { unitName: township.townshipName }),
    rows: [...grouped.values()],
    total,
    withinDays: coveredWithinDays,
    simulated: (await parts.registry.organisations(parts.kernel.db, {})).some(({ simulated }) => simulated),
  });
}

export async function exportCoverage(
  parts: Parts,
  actor: Actor,
  below: string | undefined,
  format: 'csv' | 'xlsx',
  now: Date,
): Promise<Buffer> {
  const { kernel } = parts;
  const say = (key: string) => kernel.messages.render(actor.locale, `home-care.export.${key}`, {});
  const { villages, rows } = await villageRows(parts, actor, now);
  const shown = below
    ? villages.filter(({ townshipId, villageId }) => [townshipId, villageId].includes(below))
    : villages;
  await kernel.audit.recordRead(actor, {
    action: 'search',
    permission,
    outcome: 'success',
    detail: { exported: shown.length, format },
  });
  return writeSheet(format, {
    name: say('coverage'),
    headings: ['township', 'village', 'covered', 'listed-people', ...elderServices].map(say),
    rows: shown.map((village) => {
      const row = rows.get(village.villageId)!;
      return [
        village.townshipName,
        village.name,
        row.covered,
        row.listed,
        ...elderServices.map((service) => row.services[service]),
      ];
    }),
  });
}

/** One fact a village with listed people: covered over listed, as the month's last day (or today) stands. */
export async function coverageFacts(parts: Parts, q: Sql, { toOn, now }: CountedMonth): Promise<Fact[]> {
  const { coveredWithinDays } = await policyOf(parts, 'entry', undefined, now);
  const on = toOn < dayOf(now) ? toOn : dayOf(now);
  const sinceOn = dayOf(new Date(Date.parse(`${on}T00:00:00+08:00`) - coveredWithinDays * dayMilliseconds));
  const villages = new Map((await parts.registry.villages(q)).map((one) => [one.villageId, one]));
  return (await countByVillage(q, { sinceOn, on })).flatMap(({ villageId, listed, covered }): Fact[] => {
    const village = villages.get(villageId);
    if (!village) return [];
    return [
      {
        itemKind: 'village',
        itemId: villageId,
        itemOn: on,
        townshipId: village.townshipId,
        villageId,
        numerator: covered,
        denominator: listed,
        detail: { withinDays: coveredWithinDays },
      },
    ];
  });
}
