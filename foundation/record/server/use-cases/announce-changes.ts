// Tells the outside what changed: ids, kinds and times only.
import type { Transaction } from '#platform/kernel/db/db.ts';
import type { RecordServices } from '../services.ts';
import { nobody } from '../store/tables.ts';
import type { Planned } from './write-plan.ts';

/** One event names at most so many resources; larger sets give several events. */
const mostPerEvent = 500;

export async function announceChanges(
  q: Transaction,
  services: RecordServices,
  now: Date,
  planned: readonly Pick<Planned, 'type' | 'id' | 'version' | 'action' | 'patientId'>[],
): Promise<void> {
  const changed = planned.filter((plan) => plan.action !== 'match' && plan.action !== 'none');
  const { events, live } = services.kernel;
  const groups = Map.groupBy(changed, (plan) => plan.patientId);
  const told: Record<string, unknown>[] = [];
  for (const [personId, group] of groups) {
    for (let from = 0; from < group.length; from += mostPerEvent) {
      told.push({
        ...(personId === nobody ? {} : { personId }),
        changes: group
          .slice(from, from + mostPerEvent)
          .map(({ type, id, version, action }) => ({ type, id, version, action })),
        at: now.toISOString(),
      });
    }
  }
  await events.announceAll(q, 'record.resource-changed', told);
  for (const personId of groups.keys()) {
    if (personId !== nobody) await live.publish(q, `record.timeline/${personId}`, { at: now.toISOString() });
  }
}
