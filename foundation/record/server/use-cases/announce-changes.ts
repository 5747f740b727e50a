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
  planned: readonly Planned[],
): Promise<void> {
  const changed = planned.filter((plan) => plan.action !== 'match' && plan.action !== 'none');
  const { events, live } = services.kernel;
  for (const [personId, group] of Map.groupBy(changed, (plan) => plan.patientId)) {
    for (let from = 0; from < group.length; from += mostPerEvent) {
      await events.announce(q, 'record.resource-changed', {
        ...(personId === nobody ? {} : { personId }),
        changes: group
          .slice(from, from + mostPerEvent)
          .map(({ type, id, version, action }) => ({ type, id, version, action })),
        at: now.toISOString(),
      });
    }
    if (personId !== nobody) await live.publish(q, `record.timeline/${personId}`, { at: now.toISOString() });
  }
}
