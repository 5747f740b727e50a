// Publishes a plan: it takes the place of the month's published one, and the villages whose visits are new or moved are told.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import { rosterTopic, type Plan } from '../../contract.ts';
import { changesBetween } from '../../rules/compare-plans.ts';
import { monthOf } from '../../rules/month.ts';
import type { Parts } from '../parts.ts';
import { changedMeanwhile, monthIsPast, notEditable, notPublishable } from '../problems.ts';
import { deletePreviews, planOnWire, publishedPlans, updatePlan, type PlanRow } from '../store/plan.ts';
import { listVisits } from '../store/visit.ts';
import { expectMonth } from './expect-visits.ts';
import { ownPlan } from './read-plans.ts';
import { tellVillagesJob } from './tell-villages.ts';

const permission = 'roving.plan.publish';

export async function publishPlan(
  parts: Parts,
  actor: Actor,
  planId: string,
  version: number,
  now: Date,
): Promise<Result<Plan>> {
  const found = await ownPlan(parts, actor, planId);
  if (!found.ok) return found;
  const plan = found.value;
  // Pressed twice, or repeated after a break: it is published, nobody is told again.
  if (plan.state === 'published') return succeed(planOnWire(plan));
  if (plan.state !== 'draft' && plan.state !== 'preview') return fail(notEditable);
  if (plan.version !== version) return fail(changedMeanwhile);
  if (plan.month < monthOf(dayOf(now))) return fail(monthIsPast);
  const without = plan.figures?.withoutDoctor ?? 0;
  if (without > 0) return fail(notPublishable(without));
  return parts.kernel.db.tx((q) => putInForce(parts, q, actor, plan, now));
}

/** Inside a transaction: supersedes what was published, announces, and orders the notices. */
async function putInForce(parts: Parts, q: Transaction, actor: Actor, plan: PlanRow, now: Date): Promise<Result<Plan>> {
  const { kernel } = parts;
  const standing = (await publishedPlans(q, plan.countyId, plan.month)).find((one) => one.month === plan.month);
  if (standing) {
    // A repair was drawn up against a plan that is not in force any more.
    if (plan.origin === 'repair' && plan.basedOn !== standing.planId) return fail(changedMeanwhile);
    if (!(await updatePlan(q, { ...standing, state: 'superseded', version: standing.version + 1 })))
      return fail(changedMeanwhile);
    await deletePreviews(q, standing.planId, plan.planId);
  }
  const published: PlanRow = { ...plan, state: 'published', publishedAt: now, version: plan.version + 1 };
  if (!(await updatePlan(q, published))) return fail(changedMeanwhile);
  const visits = await listVisits(q, [plan.planId]);
  await expectMonth(parts, q, plan, visits, now);
  const changes = standing ? changesBetween(await listVisits(q, [standing.planId]), visits) : [];
  const at = now.toISOString();
  await kernel.events.announce(q, 'roving.plan-published', {
    planId: plan.planId,
    month: plan.month,
    countyId: plan.countyId,
    ...(standing && { replaces: standing.planId }),
    visits: visits.length,
    at,
  });
  for (const change of changes)
    await kernel.events.announce(q, 'roving.visit-moved', {
      planId: plan.planId,
      visitId: change.visitId,
      villageId: change.villageId,
      kind: change.kind,
      ...(change.before && { fromOn: change.before.on }),
      ...(change.after && { toOn: change.after.on }),
      at,
    });
  await kernel.jobs.enqueue(q, {
    kind: tellVillagesJob,
    payload: { planId: plan.planId, noticeId: kernel.newId(), ...(standing && { replaces: standing.planId }) },
    singletonKey: plan.planId,
  });
  await kernel.live.publish(q, rosterTopic, { planId: plan.planId, month: plan.month });
  await kernel.audit.record(q, actor, {
    action: 'update',
    permission,
    outcome: 'success',
    object: `RovingPlan/${plan.planId}`,
    version: published.version,
    detail: { visits: visits.length, changes: changes.length },
  });
  return succeed(planOnWire(published));
}
