// Counts a visit or measurement where its person lives, once per event, and tells the boards which unit it was.
import { dayOf } from '#platform/contract.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import { activityTopic, type ActivityKind, type ActivityMessage } from '../../contract.ts';
import { divisionsOf, type TreeNode } from '../../rules/divisions.ts';
import { countOnce } from '../store/activity.ts';

/** How long a read of the tree serves; a unit that it lacks makes it be read again. */
const freshSeconds = 60;

interface Happened {
  eventId: string;
  kind: ActivityKind;
  personId: string;
  at: Date;
}

export function createActivityCounter(
  { db, clock, live }: Kernel,
  registry: Registry,
): (happened: Happened) => Promise<void> {
  let read: { at: number; tree: Map<string, TreeNode> } | undefined;
  const treeWith = async (unitId: string): Promise<Map<string, TreeNode>> => {
    const now = clock.now().getTime();
    if (!read || !read.tree.has(unitId) || now - read.at > freshSeconds * 1000 || now < read.at) {
      const units = await registry.units(db, {});
      read = { at: now, tree: new Map(units.map((unit) => [unit.unitId, unit])) };
    }
    return read.tree;
  };
  return async ({ eventId, kind, personId, at }) => {
    const [person] = await registry.persons(db, [personId]);
    const unitId = person?.villageId ?? person?.institutionId;
    const divisions = unitId ? divisionsOf(unitId, await treeWith(unitId)) : {};
    const on = dayOf(at);
    await db.tx(async (q) => {
      const row = { eventId, kind, on, at, ...divisions, simulated: person?.simulated ?? false };
      if (!(await countOnce(q, row))) return;
      const { townshipId, villageId } = divisions;
      const message: ActivityMessage = {
        ...(townshipId && { unitId: townshipId }),
        ...(villageId && { villageId }),
        kind,
        day: on,
      };
      await live.publish(q, activityTopic, { ...message });
    });
  };
}
