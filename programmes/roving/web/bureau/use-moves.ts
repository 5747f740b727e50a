// Moves visits of a draft: priced in the browser with the solver's own rules, kept on the server, undone for ten seconds.
import { useCallback, useMemo, useState } from 'react';
import { Inspector, type Consequence } from '#platform/algorithms/routing/inspect.ts';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { isFailure } from '#platform/ui/api/failure.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { rovingRoutes, type PlanDetail } from '../../contract.ts';
import { priceMove } from '../../rules/move-visit.ts';
import type { PlannedVisit } from '../../rules/planned-month.ts';
import { useKeepPlan, useProblem } from './use-roving.ts';

export interface Target {
  on: string;
  vehicleId: string;
}
export interface Moves {
  /** Undefined while the travel times are still on their way, or where nothing changes. */
  price(visit: PlannedVisit, target: Target): Consequence | undefined;
  move(visit: PlannedVisit, target: Target, pinned?: boolean): Promise<void>;
  busy: boolean;
}

export function useMoves(detail: PlanDetail, editable: boolean): Moves {
  const { t, day } = useWords();
  const api = useApi();
  const announce = useAnnounce();
  const keepPlan = useKeepPlan();
  const problem = useProblem(detail, editable);
  const inspector = useMemo(() => problem && new Inspector(problem.problem, problem.orders), [problem]);
  const [busy, setBusy] = useState(false);

  const price = useCallback(
    (visit: PlannedVisit, to: Target) => {
      if (!problem || !inspector || (to.on === visit.on && to.vehicleId === visit.vehicleId)) return undefined;
      const { villageId, service, on, vehicleId } = visit;
      return priceMove(inspector, problem, { villageId, service, from: { on, vehicleId }, to });
    },
    [problem, inspector],
  );

  const put = (visitId: string, target: Target, version: number, pinned: boolean | undefined) =>
    api.call(rovingRoutes.moveVisit, {
      params: { planId: detail.planId, visitId },
      body: { ...target, ...(pinned !== undefined && { pinned }) },
      ifMatch: version,
    });

  const failed = async (error: unknown) => {
    const problemSaid = isFailure(error) ? error.problem : undefined;
    const issue = problemSaid?.issues?.[0]?.message;
    announce(issue ?? problemSaid?.title ?? t('ui.failure.fault'));
    await keepPlan();
  };

  const move = async (visit: PlannedVisit, target: Target, pinned?: boolean) => {
    const same = target.on === visit.on && target.vehicleId === visit.vehicleId;
    if (same && pinned === undefined) return;
    setBusy(true);
    try {
      const after = await put(visit.visitId, target, detail.version, pinned);
      await keepPlan(after);
      const back = async () => {
        const before = { on: visit.on, vehicleId: visit.vehicleId };
        try {
          await keepPlan(await put(visit.visitId, before, after.version, visit.pinned));
        } catch (error) {
          await failed(error);
        }
      };
      announce(
        same ? t(pinned ? 'roving.pinned' : 'roving.unpinned') : t('roving.moved', { day: day(target.on) }),
        back,
      );
    } catch (error) {
      await failed(error);
    }
    setBusy(false);
  };
  return { price, move, busy };
}
