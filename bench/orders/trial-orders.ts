// Orders over an empty county with made-up actors, asked at their front door: for random histories and for measuring steps.
import type { AccountId, OrgUnitId } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { saveOrgUnits } from '#platform/kernel/access/org-units.ts';
import type { Role } from '#platform/kernel/access/roles.ts';
import { manualClock } from '#platform/kernel/clock/clock.ts';
import type { Db, Transaction } from '#platform/kernel/db/db.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { startKernel, type Started } from '#platform/kernel/start.ts';
import { createMessaging } from '#foundation/messaging/server/index.ts';
import type { OrderKind } from '#foundation/orders/rules/order-kind.ts';
import type { TrialAnswer, TrialEnd, TrialServer } from '#foundation/orders/rules/testing/random-history.ts';
import { trialKind } from '#foundation/orders/rules/testing/trial-kind.ts';
import { createOrders, type Orders } from '#foundation/orders/server/index.ts';
import { createRecord } from '#foundation/record/server/index.ts';
import { createRegistry } from '#foundation/registry/server/index.ts';
import { pino } from 'pino';
import type { Result } from '#platform/contract.ts';

const unit = (number: number) => `01980000-0000-7000-8000-0000000f${String(number).padStart(4, '0')}` as OrgUnitId;
export const centre = unit(1);

export interface TrialOrders {
  started: Started;
  kernel: Kernel;
  orders: Orders;
  actors: Map<string, Actor>;
}

/** Nothing runs beside: no jobs, no dispatcher, so that the outbox keeps what was announced. */
export async function openTrialOrders(
  db: Db,
  filesFolder: string,
  kinds: readonly OrderKind[] = [trialKind],
): Promise<TrialOrders> {
  let orders!: Orders;
  const started = await startKernel(
    {
      db,
      log: pino({ level: 'silent' }),
      masterKey: new Uint8Array(32).fill(7),
      filesFolder,
      clock: manualClock('2026-11-22T00:00:00Z'),
      version: '0.0.0-trial',
      http: { perMinute: 100_000 },
    },
    (kernel) => {
      const registry = createRegistry(kernel);
      const record = createRecord(kernel, registry);
      const messaging = createMessaging(kernel, registry);
      orders = createOrders(kernel, { registry, messaging, record });
      for (const kind of kinds) orders.registerKind(kind);
      return [registry, record, messaging, orders].map(({ context }) => context);
    },
  );
  await saveOrgUnits(db, [
    { id: centre, kind: 'health-centre', code: 'TRIAL', name: '试验卫生院', validFrom: '2026-01-01' },
  ]);
  const people: [string, Role][] = [
    ['asker', 'gp'],
    ['one', 'nurse'],
    ['two', 'nurse'],
    ['three', 'nurse'],
  ];
  const actors = new Map(people.map(([name, role], index) => [name, actorOf(name, role, index)]));
  // Reads the organisations now: later it would be asked inside of transactions.
  await started.kernel.access.unitsOf(actors.get('asker')!, 'orders.order.list');
  return { started, kernel: started.kernel, orders, actors };
}

function actorOf(name: string, role: Role, index: number): Actor {
  return {
    accountId: `01980000-0000-7000-8000-0000000e${String(index).padStart(4, '0')}` as AccountId,
    account: name,
    displayName: name,
    assignments: [{ role, orgUnitId: centre }],
    homeUnitId: centre,
    purpose: 'treatment',
    locale: 'zh-CN',
    span: { requestId: 'trial', route: 'trial', persons: new Set(), audited: false },
  };
}

const answerOf = (result: Result<{ version: number; state: string }>): TrialAnswer =>
  result.ok
    ? { ok: true, version: result.value.version, state: result.value.state }
    : { ok: false, code: result.problem.code };

/** Waits a random number of turns before each statement, so that statements of several callers mix in every way. */
function mixed(q: Transaction, random: () => number): Transaction {
  return {
    ...q,
    query: async <R>(sql: string, args?: readonly unknown[]) => {
      const turns = Math.floor(random() * 4);
      for (let turn = 0; turn < turns; turn += 1) await new Promise<void>((next) => setImmediate(next));
      return q.query<R>(sql, args);
    },
  };
}

/** One person's server for one random history. */
export function trialServer({ kernel, orders, actors }: TrialOrders, random: () => number): TrialServer {
  const { db } = kernel;
  const personId = kernel.newId();
  const now = () => kernel.clock.now();
  return {
    kind: trialKind,
    actors: [...actors.keys()],
    newId: kernel.newId,
    place: async (actor, orderId) =>
      answerOf(
        await db.tx((q) =>
          orders.place(
            mixed(q, random),
            actors.get(actor)!,
            { orderId, personId, kind: 'trial', payload: { why: '试' } },
            now(),
          ),
        ),
      ),
    move: async (actor, orderId, transition, key) => {
      const given = { finish: { outcome: '好' }, correct: { why: '改' } }[transition] ?? {};
      return answerOf(
        await db.tx((q) =>
          orders.transition(mixed(q, random), actors.get(actor)!, { personId, orderId, transition, key, given }, now()),
        ),
      );
    },
    end: (orderId) => endOf(db, personId, orderId),
  };
}

async function endOf(db: Db, personId: string, orderId: string): Promise<TrialEnd> {
  const [row] = await db.query<{ state: string; version: number }>(
    'select state, version from orders.service_request where patient_id = $1 and order_id = $2',
    [personId, orderId],
  );
  const history = await db.query<{
    version: number;
    transition: string | null;
    from_state: string | null;
    to_state: string;
    request_key: string;
  }>(
    'select version, transition, from_state, to_state, request_key from orders.history where patient_id = $1 and order_id = $2 order by version',
    [personId, orderId],
  );
  // Taken out: what is judged already would only slow the search for the next one's.
  const events = await db.query<{ payload: { version: number; state: string; transition?: string } }>(
    `delete from events.outbox where payload ->> 'orderId' = $1 returning payload`,
    [orderId],
  );
  const clocks = await db.query<{ clock: string }>(
    'select clock from orders.clock where order_id = $1 order by clock',
    [orderId],
  );
  return {
    ...row!,
    history: history.map((one) => ({
      version: one.version,
      ...(one.transition !== null && { transition: one.transition }),
      ...(one.from_state !== null && { from: one.from_state }),
      to: one.to_state,
      key: one.request_key,
    })),
    events: events.map(({ payload }) => payload),
    clocks: clocks.map(({ clock }) => clock),
  };
}
