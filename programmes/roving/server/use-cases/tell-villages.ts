// Tells residents and crews of a published plan: everybody of the month where it is new, else only whose visits moved.
import { z } from 'zod';
import { accountsAbove } from '#platform/kernel/auth/accounts.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import type { MessageParameters } from '#platform/contract.ts';
import { changesBetween, type VisitChange } from '../../rules/compare-plans.ts';
import { clockText } from '../../rules/clock-text.ts';
import type { PlannedVisit } from '../../rules/planned-month.ts';
import type { Parts } from '../parts.ts';
import { findPlan } from '../store/plan.ts';
import { listVisits } from '../store/visit.ts';

export const tellVillagesJob = 'roving.tell-villages';
const Payload = z.object({ planId: z.uuid(), noticeId: z.uuid(), replaces: z.uuid().optional() });
/** Residents in one transaction. */
const batch = 500;

interface Notice {
  code: string;
  parameters: MessageParameters;
}

export async function tellVillages(parts: Parts, payload: unknown): Promise<void> {
  const { planId, noticeId, replaces } = Payload.parse(payload);
  const { kernel, registry } = parts;
  const plan = await findPlan(kernel.db, planId);
  if (plan?.state !== 'published') return;
  const visits = await listVisits(kernel.db, [planId]);
  const words = await wordsFor(parts, visits);
  const changes = replaces ? changesBetween(await listVisits(kernel.db, [replaces]), visits) : undefined;
  const notices = changes ? changeNotices(changes, words) : monthNotices(plan.month, visits, words);
  const villageIds = [...notices.keys()];
  let after: string | undefined;
  for (;;) {
    const people = await registry.livingIn(kernel.db, villageIds, after, batch);
    if (people.length === 0) break;
    after = people.at(-1)!.personId;
    await kernel.db.tx(async (q) => {
      for (const [villageId, some] of Map.groupBy(people, (one) => one.villageId))
        await parts.messaging.sendToMany(
          q,
          some.map((one) => one.personId),
          {
            ...notices.get(villageId)!,
            link: 'visits',
            notificationId: noticeId,
            urgency: changes ? 'urgent' : 'normal',
            // A moved visit is worth a text: who has no phone with the app would stand before an empty point.
            ...(changes && { channels: ['sms' as const] }),
          },
        );
    });
  }
  const teams = changes ? teamsOfChanges(changes, visits) : [...new Set(visits.map((visit) => visit.teamId))];
  await kernel.db.tx((q) => tellCrews(parts, q, teams, plan.month, changes?.length, noticeId));
}

interface Words {
  point(servicePointId: string): string;
  doctor(staffId: string | undefined): string;
  pointOf(villageId: string): string;
}

async function wordsFor({ kernel, registry }: Parts, visits: readonly PlannedVisit[]): Promise<Words> {
  const points = new Map((await registry.servicePoints(kernel.db)).map((one) => [one.servicePointId, one.name]));
  const staff = new Map((await registry.staff(kernel.db)).map((one) => [one.staffId, one.name]));
  const pointOfVillage = new Map(visits.map((visit) => [visit.villageId, visit.servicePointId]));
  const point = (id: string) => points.get(id) ?? '';
  return {
    point,
    doctor: (staffId) => (staffId && staff.get(staffId)) ?? '',
    pointOf: (villageId) => point(pointOfVillage.get(villageId) ?? ''),
  };
}

const date = (prefix: string, on: string): MessageParameters => ({
  [`${prefix}On`]: on,
  [`${prefix}Month`]: Number(on.slice(5, 7)),
  [`${prefix}Day`]: Number(on.slice(8)),
});

/** One notice for each village: how often the doctor comes, and when first. */
function monthNotices(month: string, visits: readonly PlannedVisit[], words: Words): Map<string, Notice> {
  const byVillage = Map.groupBy(visits, (visit) => visit.villageId);
  return new Map(
    [...byVillage].map(([villageId, own]) => {
      const first = own[0]!;
      return [
        villageId,
        {
          code: 'roving-month-published',
          parameters: {
            month: Number(month.slice(5)),
            count: own.length,
            ...date('first', first.on),
            time: clockText(first.startMinute),
            point: words.point(first.servicePointId),
            doctor: words.doctor(first.staffId),
          },
        },
      ];
    }),
  );
}

/** What residents have to know: another day, half an hour or more, or no visit at all. Who drives is the crews' matter. */
const concernsResidents = ({ kind }: VisitChange) => kind !== 'vehicle' && kind !== 'doctor';

function changeNotices(changes: readonly VisitChange[], words: Words): Map<string, Notice> {
  const byVillage = Map.groupBy(changes.filter(concernsResidents), (change) => change.villageId);
  return new Map(
    [...byVillage].map(([villageId, own]) => [
      villageId,
      own.length > 1 ? severalNotice(own) : oneNotice(own[0]!, words),
    ]),
  );
}

const severalNotice = (changes: readonly VisitChange[]): Notice => ({
  code: 'roving-visits-moved',
  parameters: { count: changes.length },
});

function oneNotice({ kind, villageId, before, after }: VisitChange, words: Words): Notice {
  if (!after) return { code: 'roving-visit-dropped', parameters: date('before', before!.on) };
  return {
    code: kind === 'added' ? 'roving-visit-added' : 'roving-visit-moved',
    parameters: {
      ...(before && date('before', before.on)),
      ...date('after', after.on),
      time: clockText(after.startMinute),
      point: words.pointOf(villageId),
      doctor: words.doctor(after.staffId),
    },
  };
}

function teamsOfChanges(changes: readonly VisitChange[], visits: readonly PlannedVisit[]): string[] {
  const villages = new Set(changes.map((change) => change.villageId));
  return [...new Set(visits.filter((visit) => villages.has(visit.villageId)).map((visit) => visit.teamId))];
}

async function tellCrews(
  { kernel, messaging }: Parts,
  q: Transaction,
  teamIds: readonly string[],
  month: string,
  changes: number | undefined,
  noticeId: string,
): Promise<void> {
  const crews = new Set<string>();
  for (const teamId of teamIds)
    for (const account of await accountsAbove(q, ['gp', 'village-doctor'], teamId, kernel.clock.now()))
      crews.add(account);
  if (crews.size === 0) return;
  await messaging.sendToMany(q, [...crews], {
    code: changes === undefined ? 'roving-roster-published' : 'roving-roster-changed',
    parameters: { month: Number(month.slice(5)), count: changes ?? 0 },
    notificationId: noticeId,
    urgency: changes === undefined ? 'normal' : 'urgent',
  });
}
