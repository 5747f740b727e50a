// Puts a county's own readiness list in force from a day on; days before keep the list that they had.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { ChecklistBody, ChecklistReply } from '../../readiness-contract.ts';
import type { FleetParts } from '../parts.ts';
import { dayIsPast, noCounty } from '../problems.ts';
import { checklistAt, checklistKey } from './gather-readiness.ts';

const permission = 'fleet.checklist.write';

async function countyOf({ kernel, registry }: FleetParts, actor: Actor, under: string): Promise<string | undefined> {
  const units = new Set(await kernel.access.unitsOf(actor, under));
  const counties = await registry.units(kernel.db, { kind: 'county' });
  return counties.find((one) => units.has(one.unitId))?.unitId;
}

export async function readChecklist(parts: FleetParts, actor: Actor, now: Date): Promise<Result<ChecklistReply>> {
  const county = (await countyOf(parts, actor, 'fleet.readiness.read')) ?? actor.homeUnitId;
  return succeed(await checklistAt(parts, county, dayOf(now)));
}

export async function setChecklist(
  parts: FleetParts,
  actor: Actor,
  { fromOn, checklist }: ChecklistBody,
  now: Date,
): Promise<Result<{ fromOn: string }>> {
  const { kernel } = parts;
  const county = await countyOf(parts, actor, permission);
  if (!county) return fail(noCounty);
  // What a day was judged by stays as it was.
  if (fromOn <= dayOf(now)) return fail(dayIsPast);
  return kernel.db.tx(async (q) => {
    const from = new Date(`${fromOn}T00:00:00+08:00`);
    await kernel.settings.set(q, { key: checklistKey, orgUnitId: county, value: checklist, from });
    await kernel.audit.record(q, actor, {
      action: 'update',
      permission,
      outcome: 'success',
      object: `ReadinessChecklist/${fromOn}`,
      detail: { list: checklist.version },
    });
    return succeed({ fromOn });
  });
}
