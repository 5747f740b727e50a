// Computes a plan that was ordered: gathers the month, searches in a worker thread, saves visits with who comes.
import { z } from 'zod';
import type { SolveResult } from '#platform/algorithms/routing/plan.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import { planningTopic } from '../../contract.ts';
import { nameDoctors } from '../../rules/doctors.ts';
import { figuresOf } from '../../rules/figures.ts';
import { monthProblem, placesOf, type MonthProblem } from '../../rules/month-problem.ts';
import type { PlannedVisit } from '../../rules/planned-month.ts';
import { vehicleDaysOf, visitsOfPlan } from '../../rules/visits-of-plan.ts';
import type { Parts } from '../parts.ts';
import type { SearchInput } from '../search-worker.ts';
import { findPlan, noteProgress, updatePlan, type PlanRow } from '../store/plan.ts';
import { listVisits, saveVehicleDays, saveVisits } from '../store/visit.ts';
import { explainConflict } from './explain-conflict.ts';
import { gatherMonth, type GatheredMonth } from './gather-month.ts';

const Payload = z.object({ planId: z.uuid() });
const worker = new URL('../search-worker.ts', import.meta.url);
/** How often progress is told and a planner's wish to stop is looked for. */
const lookMilliseconds = 500;

export async function computePlan(parts: Parts, payload: unknown, signal: AbortSignal): Promise<void> {
  const { planId } = Payload.parse(payload);
  const { kernel } = parts;
  const plan = await findPlan(kernel.db, planId);
  if (plan?.state !== 'computing') return;
  const month = await gatherMonth(parts, kernel.db, plan.countyId, plan.month);
  const before = plan.basedOn ? await listVisits(kernel.db, [plan.basedOn]) : [];
  const travel = await parts.geo.travelMatrix({ points: placesOf(month.facts), signal });
  if (!travel.ok) {
    kernel.log.warn({ planId, code: travel.problem.code }, 'a month could not be planned: no travel times');
    return finish(parts, { ...plan, state: 'failed' });
  }
  const task = monthProblem(month.facts, travel.value, { pinned: before.filter((visit) => visit.pinned) });
  const result = await search(parts, plan, task, signal);
  if (signal.aborted) throw new Error('the server stops: another one takes up the plan');
  const now = await findPlan(kernel.db, planId);
  // Cancelled meanwhile.
  if (now?.state !== 'computing') return;
  if (!result.complete) {
    const conflict = await explainConflict(parts, month, task, result, plan.seed);
    return finish(parts, { ...now, state: 'impossible', conflict, progress: 1, travelBasis: travel.value.basis });
  }
  const { saved, figures } = buildPlan(month, task, result, before, kernel.newId);
  await kernel.db.tx(async (q) => {
    await saveVisits(q, planId, saved.visits);
    await saveVehicleDays(q, planId, saved.vehicleDays);
    await write(parts, q, { ...now, state: 'draft', progress: 1, figures, travelBasis: travel.value.basis });
  });
}

/** Visits with who comes, days of vehicles and figures of what the solver found. */
export function buildPlan(
  { facts, teams, colleagues }: GatheredMonth,
  task: MonthProblem,
  { plan }: Pick<SolveResult, 'plan'>,
  before: readonly PlannedVisit[],
  newId: () => string,
) {
  const visits = nameDoctors(visitsOfPlan(facts, task, plan, before, newId), teams, colleagues);
  const vehicleDays = vehicleDaysOf(task, plan.routes);
  return {
    saved: { visits, vehicleDays },
    figures: figuresOf(visits, vehicleDays, facts.policy, facts.calendar),
  };
}

async function search(parts: Parts, plan: PlanRow, task: MonthProblem, signal: AbortSignal): Promise<SolveResult> {
  const { kernel } = parts;
  const shared = new SharedArrayBuffer(8);
  const cells = new Int32Array(shared);
  const stop = () => void Atomics.store(cells, 1, 1);
  signal.addEventListener('abort', stop, { once: true });
  const startedAt = performance.now();
  let told = -1;
  const look = async () => {
    const elapsed = (performance.now() - startedAt) / 1000 / Math.max(1, plan.seconds);
    const progress = Math.min(0.99, Math.max(elapsed, Atomics.load(cells, 0) / 1_000_000));
    const state = await noteProgress(kernel.db, plan.planId, progress);
    if (state?.state !== 'computing' || state.seconds === 0) stop();
    const percent = Math.floor(progress * 100);
    if (percent === told) return;
    told = percent;
    await kernel.live.publish(kernel.db, planningTopic, { planId: plan.planId, progress });
  };
  let looking: Promise<void> | undefined;
  const timer = setInterval(() => {
    looking ??= look()
      .catch((error: unknown) => kernel.log.warn({ err: error, planId: plan.planId }, 'progress was not noted'))
      .finally(() => (looking = undefined));
  }, lookMilliseconds);
  try {
    return await kernel.workers.run<SearchInput, SolveResult>(worker, {
      problem: task.problem,
      seed: plan.seed,
      seconds: plan.seconds,
      shared,
    });
  } finally {
    clearInterval(timer);
    await looking;
    signal.removeEventListener('abort', stop);
  }
}

const finish = (parts: Parts, plan: PlanRow): Promise<void> => parts.kernel.db.tx((q) => write(parts, q, plan));

async function write({ kernel }: Parts, q: Transaction, plan: PlanRow): Promise<void> {
  await updatePlan(q, { ...plan, version: plan.version + 1 });
  await kernel.live.publish(q, planningTopic, { planId: plan.planId, progress: 1, state: plan.state });
  await kernel.events.announce(q, 'roving.plan-computed', {
    planId: plan.planId,
    month: plan.month,
    state: plan.state,
    at: kernel.clock.now().toISOString(),
  });
}
