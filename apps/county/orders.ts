// Orders of the demo in several states, placed and moved through the front door by the demo's own accounts.
import type { AccountId, OrgUnitId } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { Orders } from '#foundation/orders/server/index.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import { accountIds } from './account-ids.ts';
import type { DemoAccount } from './demo-accounts.ts';
import type { Demo } from './generator.ts';
import { seededIds } from './identity.ts';

interface OrdersParts {
  kernel: Kernel;
  registry: Registry;
  orders: Orders;
  seed: number;
  now: Date;
}
interface Step {
  by: string;
  transition: string;
  given?: Record<string, unknown>;
}
/** Texts are invented. Hours before now; the later steps follow half an hour apart. */
interface DemoOrder {
  kind: string;
  by: string;
  hoursAgo: number;
  urgency?: 'urgent';
  payload: (hospitalId: string) => Record<string, unknown>;
  steps: readonly Step[];
}

const referralOf = (reason: string, question: string) => (toOrganisationId: string) => ({
  toOrganisationId,
  reason,
  question,
});
const neighbours: readonly DemoOrder[] = [
  {
    kind: 'referral',
    by: 'gp',
    hoursAgo: 30,
    urgency: 'urgent',
    payload: referralOf('胸闷一周，走楼梯加重，心电图 ST 段可疑', '是否需要冠脉 CT'),
    steps: [],
  },
  {
    kind: 'referral',
    by: 'gp',
    hoursAgo: 5,
    payload: referralOf('右眼看东西变形两个月，血糖控制一般', '眼底检查和治疗'),
    steps: [{ by: 'specialist', transition: 'accept', given: { where: '门诊二楼' } }],
  },
  {
    kind: 'referral',
    by: 'village-doctor',
    hoursAgo: 80,
    payload: referralOf('夜里腿抽筋，走路几百米要歇', '下肢血管情况'),
    steps: [
      { by: 'specialist', transition: 'accept' },
      {
        by: 'specialist',
        transition: 'answer',
        given: { conclusion: '下肢动脉轻度狭窄，开始服药', advice: '每天走路半小时，三个月后复查' },
      },
    ],
  },
  {
    kind: 'drug-delivery',
    by: 'village-doctor',
    hoursAgo: 3,
    payload: () => ({ medicines: '苯磺酸氨氯地平片 2 盒\n盐酸二甲双胍片 1 盒', address: '本村老樟树旁' }),
    steps: [{ by: 'pharmacist', transition: 'accept' }],
  },
  {
    kind: 'drug-delivery',
    by: 'gp',
    hoursAgo: 1,
    payload: () => ({ medicines: '阿司匹林肠溶片 1 盒', address: '村委会往东第三家' }),
    steps: [],
  },
];
const ofElder: DemoOrder = {
  kind: 'chronic-review',
  by: 'gp',
  hoursAgo: 20,
  payload: () => ({ disease: 'hypertension', why: '连续两次血压偏高' }),
  steps: [],
};

export async function loadOrders(parts: OrdersParts, demo: Demo, accounts: readonly DemoAccount[]): Promise<void> {
  const { kernel, registry, orders, seed, now } = parts;
  const ids = accountIds(seed, now, accounts);
  const newId = seededIds(seed, 'orders', now);
  const actorOf = (login: string): Actor => {
    const account = accounts.find((one) => one.login === login)!;
    return {
      accountId: ids.get(login) as AccountId,
      account: login,
      displayName: account.displayName,
      assignments: account.roles.map(({ role, orgUnitId }) => ({ role, orgUnitId: orgUnitId as OrgUnitId })),
      homeUnitId: account.homeUnitId as OrgUnitId,
      purpose: 'treatment',
      locale: 'zh-CN',
      span: { requestId: newId(), route: 'seed', persons: new Set(), audited: false },
    };
  };
  // Reads the organisations now: later it would be asked inside of transactions.
  await kernel.access.unitsOf(actorOf('gp'), 'orders.order.list');
  const village = demo.people.place.doctorVillage.unitId;
  const elder = demo.people.elder.load.personId;
  const daughter = demo.people.daughter.load.personId;
  const living = await registry.livingIn(kernel.db, [village], undefined, neighbours.length + 2);
  const people = living.map(({ personId }) => personId).filter((one) => one !== elder && one !== daughter);
  const hospital = actorOf('specialist').homeUnitId;
  const wanted = [
    ...neighbours.flatMap((order, index) => (people[index] ? [{ order, personId: people[index] }] : [])),
    { order: ofElder, personId: elder },
  ];
  for (const { order, personId } of wanted) {
    const orderId = newId();
    let at = new Date(now.getTime() - order.hoursAgo * 3_600_000);
    const placing = {
      orderId,
      personId,
      kind: order.kind,
      payload: order.payload(hospital),
      urgency: order.urgency ?? ('routine' as const),
      // Who moves it later is who is asked, also where another centre lies nearer.
      ...(order.steps[0] && { performerId: actorOf(order.steps[0].by).homeUnitId }),
    };
    const placed = await kernel.db.tx((q) => orders.place(q, actorOf(order.by), placing, at));
    if (!placed.ok) throw new Error(`the demo's orders: ${placed.problem.code}`);
    for (const { by, transition, given } of order.steps) {
      at = new Date(at.getTime() + 1_800_000);
      const moving = { personId, orderId, transition, key: newId(), ...(given && { given }) };
      const moved = await kernel.db.tx((q) => orders.transition(q, actorOf(by), moving, at));
      if (!moved.ok) throw new Error(`the demo's orders: ${transition} ${moved.problem.code}`);
    }
  }
}
