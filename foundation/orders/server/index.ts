// Front door of orders: someone asks, someone answers, a clock runs, the result returns, the asker rates it.
import type { Context } from '#platform/kernel/context.ts';
import type { Permissions } from '#platform/kernel/access/access.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { readCatalogue } from '#platform/kernel/messages/catalogue.ts';
import { myOrdersTopic, orderPermissions, ordersTopic } from '../contract.ts';
import { checkKind } from '../rules/check-kind.ts';
import type { OrderKind } from '../rules/order-kind.ts';
import { announces } from './events.ts';
import type { Below, Parts } from './parts.ts';
import { permissions } from './permissions.ts';
import type { Orders } from './ports.ts';
import { endpointsOf } from './routes.ts';
import { countsByPerformer, ordersOfPersons } from './store/lists.ts';
import { orderSpans } from './store/spans.ts';
import { findOrder } from './store/order.ts';
import { moveOrder } from './use-cases/move-order.ts';
import { placeOrder } from './use-cases/place-order.ts';
import { projectOrder } from './use-cases/project-order.ts';
import { readWorklist } from './use-cases/read-worklist.ts';
import { runDue, runDueJob } from './use-cases/run-due.ts';
import { messageCode } from './use-cases/send-notices.ts';
import { endSeries, startSeries } from './use-cases/series.ts';

export type * from './ports.ts';

const clockSeconds = 30;

export function createOrders(kernel: Kernel, below: Below): Orders {
  const parts: Parts = { kernel, ...below, kinds: new Map() };
  // Kinds bring their permissions and texts; the kernel gathers them when all contexts are made.
  const declared: Record<string, Permissions[string]> = { ...permissions };
  const messages = readCatalogue(new URL('../messages/', import.meta.url));
  const context: Context = {
    name: 'orders',
    migrations: new URL('./migrations/', import.meta.url),
    permissions: declared,
    endpoints: endpointsOf(parts),
    announces,
    listeners: announces.map(({ name: event }) => ({
      event,
      name: event === 'orders.order-placed' ? 'project-placed' : 'project-moved',
      hear: (payload: unknown) => projectOrder(parts, payload),
    })),
    jobs: [
      {
        kind: runDueJob,
        run: async () => {
          await runDue(parts, kernel.clock.now());
        },
      },
    ],
    schedules: [{ kind: runDueJob, everySeconds: clockSeconds }],
    liveTopics: [
      { name: ordersTopic, permission: orderPermissions.list },
      { name: myOrdersTopic, permission: orderPermissions.read, perPerson: true },
    ],
    messages,
  };
  return {
    context,
    registerKind(kind, hooks = {}) {
      const faults = checkKind(kind);
      if (parts.kinds.has(kind.kind)) faults.push(`Order kind ${kind.kind}: it is registered twice.`);
      if (kind.performer.by === 'rule' && !hooks.choosePerformer)
        faults.push(`Order kind ${kind.kind}: its performer is found by a rule, but none was registered.`);
      for (const name of Object.keys(kind.permissions))
        if (name in declared) faults.push(`Order kind ${kind.kind}: the permission ${name} is declared already.`);
      if (faults.length > 0) throw new Error(faults.join('\n'));
      parts.kinds.set(kind.kind, { kind, hooks });
      Object.assign(declared, kind.permissions);
      addMessages(messages, kind);
    },
    kind: (name) => parts.kinds.get(name)?.kind,
    place: (q, actor, placing, now) => placeOrder(parts, q, actor, placing, now),
    transition: (q, actor, moving, now) => moveOrder(parts, q, actor, moving, now),
    find: findOrder,
    ofPersons: ordersOfPersons,
    queue: (actor, query, now) => readWorklist(parts, actor, query, now),
    counts: countsByPerformer,
    spans: orderSpans,
    startSeries: (q, actor, series, now) => startSeries(parts, q, actor, series, now),
    endSeries: (q, actor, personId, seriesId, now) => endSeries(parts, q, actor, personId, seriesId, now),
    runDue: (now) => runDue(parts, now),
  };
}

function addMessages(catalogue: NonNullable<Context['messages']>, kind: OrderKind): void {
  for (const [name, { title, text }] of Object.entries(kind.messages)) {
    const key = `messages.${messageCode(kind.kind, name)}`;
    Object.assign(catalogue['zh-CN'], { [`${key}.title`]: title.zh, [`${key}.text`]: text.zh });
    Object.assign(catalogue.en, { [`${key}.title`]: title.en, [`${key}.text`]: text.en });
  }
}
