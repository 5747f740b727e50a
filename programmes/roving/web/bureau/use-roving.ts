// The queries of the planner's screens, and the address in which month, plan and view are kept.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { dayOf } from '#platform/contract.ts';
import { useApi } from '#platform/ui/api/api-context.ts';
import { useLiveRefresh } from '#platform/ui/live/use-live.ts';
import { planningTopic, rosterTopic, rovingRoutes, type Plan, type PlanDetail } from '../../contract.ts';
import { addMonths, monthOf, monthPattern } from '../../rules/month.ts';
import { fromWire } from '../../rules/problem-on-wire.ts';

export const rovingKey = ['roving'] as const;

export function useAddress() {
  const [search, setSearch] = useSearchParams();
  const change = useCallback(
    (changes: Record<string, string | undefined>, replace = true) =>
      setSearch(
        (before) => {
          const after = new URLSearchParams(before);
          for (const [name, value] of Object.entries(changes)) {
            if (value === undefined || value === '') after.delete(name);
            else after.set(name, value);
          }
          return after;
        },
        { replace },
      ),
    [setSearch],
  );
  const asked = search.get('month') ?? '';
  const month = monthPattern.test(asked) ? asked : addMonths(monthOf(dayOf(new Date())), 0);
  return { search, change, month };
}

export function useMonth(month: string) {
  const api = useApi();
  useLiveRefresh(planningTopic, [...rovingKey, 'plans']);
  useLiveRefresh(rosterTopic, [...rovingKey, 'plans']);
  const plans = useQuery({
    queryKey: [...rovingKey, 'plans', month],
    queryFn: ({ signal }) => api.call(rovingRoutes.plans, { query: { month }, signal }),
  });
  const basis = useQuery({
    queryKey: [...rovingKey, 'basis', month],
    queryFn: ({ signal }) => api.call(rovingRoutes.basis, { query: { month }, signal }),
    staleTime: 60_000,
  });
  return { plans, basis };
}

/** The plan that the address names, else the published one, else the newest draft. */
export function choosePlan(plans: readonly Plan[] | undefined, wanted: string | null): Plan | undefined {
  return (
    plans?.find((plan) => plan.planId === wanted) ??
    plans?.find((plan) => plan.state === 'published') ??
    plans?.find((plan) => plan.state === 'draft') ??
    plans?.[0]
  );
}

const withVisits: ReadonlySet<Plan['state']> = new Set(['draft', 'published', 'superseded', 'preview']);
export const hasVisits = (plan: Plan | undefined): boolean => plan !== undefined && withVisits.has(plan.state);

export function usePlan(plan: Plan | undefined) {
  const api = useApi();
  return useQuery<PlanDetail>({
    queryKey: [...rovingKey, 'plan', plan?.planId, plan?.version],
    enabled: hasVisits(plan),
    queryFn: ({ signal }) => api.call(rovingRoutes.plan, { params: { planId: plan!.planId }, signal }),
    // What stands stays on the screen until its next version is here.
    placeholderData: (before) => (before?.planId === plan?.planId ? before : undefined),
  });
}

/** What the solver works with: loaded when somebody begins to move visits. */
export function useProblem(plan: Plan | undefined, wanted: boolean) {
  const api = useApi();
  const query = useQuery({
    queryKey: [...rovingKey, 'problem', plan?.planId, plan?.version],
    enabled: wanted && plan?.state === 'draft',
    staleTime: Infinity,
    queryFn: ({ signal }) => api.call(rovingRoutes.problem, { params: { planId: plan!.planId }, signal }),
  });
  return useMemo(() => (query.data ? fromWire(query.data) : undefined), [query.data]);
}

/** Everything about plans is asked for again; what the caller holds is put in at once. */
export function useKeepPlan() {
  const queries = useQueryClient();
  return useCallback(
    async (detail?: PlanDetail) => {
      if (detail) queries.setQueryData([...rovingKey, 'plan', detail.planId, detail.version], detail);
      await queries.invalidateQueries({ queryKey: [...rovingKey, 'plans'] });
    },
    [queries],
  );
}
