// Once a minute: reminds people on the day before their slot, announces follow-ups, and alarms doctor and institution of what is overdue.
import { dayOf } from '#platform/contract.ts';
import { addDays } from '../../rules/month.ts';
import type { Parts } from '../parts.ts';
import { placeAnd, teamsOf, villageName } from './answer.ts';
import { listCases, markCase, type CaseRow } from './store/case.ts';
import { listScreenings, noteReminded } from './store/screening.ts';
import { ctPolicyOf, stopsOfYear } from './stops.ts';
import { tellPerson, tellStaff, when } from './tell.ts';
import type { CtPolicy } from '../../rules/ct-screening/policy.ts';

export const watchCtJob = 'roving.watch-ct-screening';
/** Texts go out in the daytime only. */
const wakingFromHour = 8;

export async function watchScreening(parts: Parts): Promise<void> {
  const now = parts.kernel.clock.now();
  if (Number(new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(11, 13)) < wakingFromHour) return;
  await remindOfTomorrow(parts, now);
  await watchCases(parts, now);
}

async function remindOfTomorrow(parts: Parts, now: Date): Promise<void> {
  const { kernel } = parts;
  const tomorrow = addDays(dayOf(now), 1);
  const year = Number(tomorrow.slice(0, 4));
  const rows = await listScreenings(kernel.db, { year, booked: true }, 'true', []);
  for (const [countyId, own] of Map.groupBy(rows, (row) => row.countyId)) {
    const stops = await stopsOfYear(parts, countyId, year);
    for (const row of own) {
      if (stops.get(row.villageId)?.on !== tomorrow || row.arrivedAt || row.scan) continue;
      await kernel.db.tx(async (q) => {
        if (await noteReminded(q, row, tomorrow))
          await tellPerson(
            parts,
            q,
            row.personId,
            'ct-tomorrow',
            await placeAnd(parts, q, row, when(tomorrow, row.slotMinute ?? 0)),
          );
      });
    }
  }
}

async function watchCases(parts: Parts, now: Date): Promise<void> {
  const { kernel } = parts;
  const today = dayOf(now);
  // No policy announces earlier than this.
  const rows = await listCases(kernel.db, { open: true, dueBefore: addDays(today, 90) }, 'true', []);
  const policies = new Map<string, CtPolicy>();
  for (const row of rows) {
    const policy = policies.get(row.countyId) ?? (await ctPolicyOf(parts, row.countyId, today)).policy;
    policies.set(row.countyId, policy);
    await watchCase(parts, row, policy, today);
  }
}

async function watchCase(parts: Parts, row: CaseRow, policy: CtPolicy, today: string): Promise<void> {
  const { dueOn } = row;
  const dueSoon = addDays(dueOn, -policy.remindDays) <= today && row.remindedDue !== dueOn;
  const overdue = dueOn < today && row.alarmedDue !== dueOn;
  const long = addDays(dueOn, policy.institutionDays) < today && row.escalatedDue !== dueOn;
  if (!dueSoon && !overdue && !long) return;
  await parts.kernel.db.tx(async (q) => {
    const words = { village: await villageName(parts, q, row.villageId), ...when(dueOn) };
    const doctors = await teamsOf(parts, q, row.villageId);
    if (dueSoon && (await markCase(q, row, 'reminded'))) {
      await tellPerson(parts, q, row.personId, 'ct-case-due', when(dueOn));
      await tellStaff(parts, q, ['gp', 'village-doctor'], doctors, 'ct-case-due-doctor', words);
    }
    if (overdue && (await markCase(q, row, 'alarmed')))
      await tellStaff(parts, q, ['gp', 'village-doctor'], doctors, 'ct-case-overdue', words);
    if (long && (await markCase(q, row, 'escalated')))
      await tellStaff(parts, q, ['bureau', 'township-admin'], [row.villageId], 'ct-case-escalated', words);
  });
}
