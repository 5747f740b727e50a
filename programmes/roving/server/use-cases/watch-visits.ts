// Looks after the visits of today: who is late or missed is told once, what was moved or cancelled is no alarm any more.
import { dayOf } from '#platform/contract.ts';
import { checkInTopic, type AlarmKind } from '../../check-in-contract.ts';
import { visitState, type CheckInPolicy } from '../../rules/visit-state.ts';
import type { Parts } from '../parts.ts';
import { raiseAlarms, resolveMoved } from '../store/alarm.ts';
import { listCheckIns, type CheckInRow } from '../store/check-in.ts';
import { checkInPolicyOf } from './check-in-policy.ts';
import { commitmentSource } from './expect-visits.ts';
import { tellAlarm } from './tell-alarms.ts';

export const watchVisitsJob = 'roving.watch-visits';
/** After a start terminals first send what they kept meanwhile: nobody is alarmed for what they are about to tell. */
const graceSeconds = 180;
const dayMilliseconds = 86_400_000;

export async function watchVisits(parts: Parts, startedAt: Date | undefined): Promise<void> {
  const { kernel, fleet } = parts;
  const now = kernel.clock.now();
  if (startedAt && now.getTime() - startedAt.getTime() < graceSeconds * 1000) return;
  // Yesterday too: its last visits may have been missed while nobody looked.
  const rows = await listCheckIns(kernel.db, {
    fromOn: dayOf(new Date(now.getTime() - dayMilliseconds)),
    toOn: dayOf(now),
  });
  const policies = new Map<string, CheckInPolicy>();
  const alarms: { row: CheckInRow; kind: AlarmKind }[] = [];
  for (const row of rows) {
    if (!row.tracked || row.arriveAt !== null) continue;
    const key = `${row.countyId} ${row.on}`;
    const policy = policies.get(key) ?? (await checkInPolicyOf(parts, row.countyId, row.on));
    policies.set(key, policy);
    const planned = { arriveAt: row.plannedArriveAt.toISOString(), leaveAt: row.plannedLeaveAt.toISOString() };
    const state = visitState(planned, {}, policy, now);
    if (state === 'late' || state === 'missed') alarms.push({ row, kind: state });
  }
  await kernel.db.tx(async (q) => {
    await resolveMoved(q, now);
    const fresh = await raiseAlarms(q, alarms.map(({ row, kind }) => ({ ...row, kind })), now); // prettier-ignore
    for (const { visitId, kind } of fresh) {
      const { row } = alarms.find((one) => one.row.visitId === visitId)!;
      await tellAlarm(parts, q, row, kind);
    }
    const missed = fresh.filter(({ kind }) => kind === 'missed');
    await fleet.setCommitmentStatus(
      q,
      commitmentSource,
      missed.map(({ visitId }) => ({ sourceId: visitId, status: 'missed' as const })),
    );
    for (const [on, own] of Map.groupBy(fresh, ({ visitId }) => rows.find((row) => row.visitId === visitId)!.on))
      await kernel.live.publish(q, checkInTopic, { on, visitIds: own.map(({ visitId }) => visitId) });
  });
}
