// What makes geo count: visits and measurements that others announce; and what makes it forget: the clock.
import { z } from 'zod';
import type { Context } from '#platform/kernel/context.ts';
import type { Listener } from '#platform/kernel/events/events.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import type { ActivityKind } from '../contract.ts';
import { firstKeptDay } from '../rules/activity.ts';
import { deleteBefore } from './store/activity.ts';
import { createActivityCounter } from './use-cases/count-activity.ts';

const happened = z.object({ personId: z.uuid(), at: z.iso.datetime({ offset: true }) });
const cleanUp = 'geo.clean-up-activity';

export function workOf(
  kernel: Kernel,
  registry: Registry,
): Required<Pick<Context, 'listeners' | 'jobs' | 'schedules'>> {
  const count = createActivityCounter(kernel, registry);
  const counting = (kind: ActivityKind, event: string): Listener => ({
    event,
    name: `count-${kind}`,
    async hear(payload, { id }) {
      const { personId, at } = happened.parse(payload);
      await count({ eventId: id, kind, personId, at: new Date(at) });
    },
  });
  return {
    listeners: [counting('visit', 'record.visit-recorded'), counting('measurement', 'record.measurement-recorded')],
    jobs: [{ kind: cleanUp, run: async () => void (await deleteBefore(kernel.db, firstKeptDay(kernel.clock.now()))) }],
    schedules: [{ kind: cleanUp, everySeconds: 6 * 3600 }],
  };
}
