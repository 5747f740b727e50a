// A page of a queue of many open orders, by the use case's own list, against the bare SELECT over the same index.
import { centre, type TrialOrders } from './trial-orders.ts';

const pages = 60;

export interface QueueFigures {
  openOrders: number;
  milliseconds: number;
  bareMilliseconds: number;
  ratio: number;
}

export async function measureQueue(
  trial: TrialOrders,
  openOrders: number,
  note: (line: string) => void,
): Promise<QueueFigures> {
  const { kernel, orders, actors } = trial;
  const { db } = kernel;
  const now = kernel.clock.now();
  const asker = actors.get('asker')!;
  const columns = [
    'patient_id',
    'order_id',
    'kind',
    'state',
    'version',
    'urgency',
    'payload',
    'requested_by',
    'requester_name',
    'requester_id',
    'performer_id',
    'placed_at',
    'moved_at',
  ];
  const lines = Array.from({ length: openOrders }, (_, index) => {
    const at = new Date(now.getTime() - index * 1_000).toISOString();
    return [
      kernel.newId(),
      kernel.newId(),
      'measured',
      'waiting',
      1,
      index % 4,
      '{"why":"试"}',
      asker.accountId,
      asker.displayName,
      centre,
      centre,
      at,
      at,
    ].join('\t');
  });
  await db.copyIn('orders.service_request', columns, lines);
  await db.query(
    `insert into access.care_relation (patient_id, party, kind, valid_from, source)
     select patient_id, performer_id, 'order', placed_at, 'bench' from orders.service_request on conflict do nothing`,
  );
  await db.query('analyze orders.service_request');
  await db.query('analyze access.care_relation');
  note(`${openOrders} open orders stand`);
  const search = { actor: actors.get('one')!, now };
  const page = () => orders.queue(search.actor, { queue: 'to-do', limit: 30 }, search.now);
  const bare = () =>
    db.query(
      `select * from orders.service_request where performer_id = $1 and ended_at is null
       order by urgency, placed_at, order_id limit 31`,
      [centre],
    );
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < pages; round += 1) {
    ours.push(await timed(page));
    theirs.push(await timed(bare));
  }
  const [mine, peer] = [median(ours), median(theirs)];
  return {
    openOrders,
    milliseconds: Number(mine.toFixed(2)),
    bareMilliseconds: Number(peer.toFixed(2)),
    ratio: Number((mine / peer).toFixed(2)),
  };
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await run();
  return performance.now() - began;
}
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
