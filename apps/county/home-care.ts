// The demo's home care: a sample catalogue, qualified nurses at several health centres, graded elders. Everything is labelled simulated.
import { dayOf, type AccountId, type OrgUnitId, type PersonId } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import type { HomeCare, HomeCareLoad } from '#care/home-care/server/index.ts';
import type { Orders } from '#foundation/orders/server/index.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import type { Demo } from './generator.ts';
import type { DemoAccount } from './demo-accounts.ts';
import { seededIds } from './identity.ts';
import { random } from './random.ts';

type Item = HomeCareLoad['items'][number];
const question = (key: string, text: string, refusesWhen: 'yes' | 'no' | 'never') => ({ key, text, refusesWhen });
const usual = [
  question('conscious', '神志清楚，能配合', 'no'),
  question('unstable', '正在发热、胸痛或气急', 'yes'),
  question('company', '家里有人陪同', 'never'),
];
/** Sample prices, none of them official. */
const sampleItems: readonly Omit<Item, 'unitId' | 'fromOn' | 'simulated'>[] = [
  {
    code: 'HS-NURSE',
    name: '居家护理',
    category: 'nursing',
    plainWords: '翻身、擦身、喂饭、量血压，教家里人怎么照顾',
    priceFen: 10_000,
    minutes: 60,
    qualifications: { leastYears: 3, trainings: ['nursing'] },
    consumables: [],
    contraindications: ['病情不稳定，需要住院'],
    riskQuestions: usual,
  },
  {
    code: 'HS-WOUND',
    name: '伤口换药',
    category: 'wound-care',
    plainWords: '护士到家清洗伤口、换敷料、看愈合情况',
    priceFen: 12_000,
    minutes: 60,
    qualifications: { leastYears: 5, trainings: ['wound-care'] },
    consumables: [
      { code: 'M-DRESS', name: '无菌敷料', unit: '片', quantity: 2, priceFen: 350 },
      { code: 'M-SALINE', name: '生理盐水 100 毫升', unit: '袋', quantity: 1, priceFen: 280 },
    ],
    contraindications: ['伤口大量出血', '伤口深及骨头'],
    riskQuestions: [...usual, question('bleeding', '伤口大量出血', 'yes')],
  },
  {
    code: 'HS-CATHETER',
    name: '导尿管、胃管护理',
    category: 'catheter-care',
    plainWords: '更换或冲洗导尿管、胃管，检查通不通',
    priceFen: 15_000,
    minutes: 60,
    qualifications: { leastYears: 5, trainings: ['catheter-care'] },
    consumables: [{ code: 'M-CATH', name: '导尿包', unit: '套', quantity: 1, priceFen: 2_600 }],
    contraindications: ['一周内做过食道或尿道手术'],
    riskQuestions: [...usual, question('surgery', '一周内做过食道或尿道手术', 'yes')],
  },
  {
    code: 'HS-REHAB',
    name: '康复训练',
    category: 'rehabilitation',
    plainWords: '教走路、起身、手脚活动，防止摔跤',
    priceFen: 11_000,
    minutes: 60,
    qualifications: { leastYears: 3, trainings: ['rehabilitation'] },
    consumables: [],
    contraindications: ['骨折未固定'],
    riskQuestions: usual,
  },
  {
    code: 'HS-BLOOD',
    name: '上门采血',
    category: 'blood-draw',
    plainWords: '到家抽血，送机构化验',
    priceFen: 6_000,
    minutes: 30,
    qualifications: { leastYears: 3, trainings: ['blood-draw'] },
    consumables: [{ code: 'M-TUBE', name: '采血管', unit: '支', quantity: 2, priceFen: 150 }],
    contraindications: [],
    riskQuestions: [...usual, question('fainted', '抽血晕倒过', 'never')],
  },
  {
    code: 'HS-CHECK',
    name: '上门体检',
    category: 'check-up',
    plainWords: '量血压、血糖、心电图，看看身体怎么样',
    priceFen: 8_000,
    minutes: 45,
    qualifications: { leastYears: 3, trainings: ['check-up'] },
    consumables: [],
    contraindications: [],
    riskQuestions: usual.slice(0, 2),
  },
  {
    code: 'HS-ESCORT',
    name: '陪诊',
    category: 'companion',
    plainWords: '陪着去医院看病、取药、回家',
    priceFen: 20_000,
    minutes: 240,
    qualifications: { leastYears: 0, trainings: ['companion'] },
    consumables: [],
    contraindications: ['需要担架的，请叫急救车'],
    riskQuestions: [question('stretcher', '需要担架', 'yes')],
  },
];
const allTrainings = sampleItems.map(({ category }) => category);

/** A second nurse beside the demo's own, and one at each of two other health centres. */
export function homeCareAccounts({ structure, people }: Demo): DemoAccount[] {
  const { centre } = people.place.team;
  const { staffing, institutions } = structure.linan;
  const nurseOf = (organisation: typeof centre, index: number) => staffing.of(organisation, 'nurse')[index];
  const others = institutions.centres
    .filter(({ organisationId }) => organisationId !== centre.organisationId)
    .slice(0, 2);
  const account = (login: string, organisation: typeof centre, displayName: string): DemoAccount => ({
    login,
    displayName,
    kind: 'staff',
    role: 'nurse',
    roles: [{ role: 'nurse', orgUnitId: organisation.organisationId }],
    homeUnitId: organisation.organisationId,
    place: organisation.name,
  });
  return [
    account('home-nurse', centre, nurseOf(centre, 1)?.name ?? '李秋月'),
    ...others.flatMap((one, index) => {
      const nurse = nurseOf(one, 0);
      return nurse ? [account(`home-nurse-${index + 2}`, one, nurse.name)] : [];
    }),
  ];
}

const gradedShare = 0.12;
const servedShare = 0.45;
const dayMilliseconds = 86_400_000;

/** Of residents of 70 and more some are graded; some of those were visited. */
function homeCareLoadOf(
  { structure }: Demo,
  residents: readonly { personId: string; villageId: string; birthOn?: string }[],
  nurses: readonly string[],
  { seed, now, newId }: { seed: number; now: Date; newId: () => string },
): HomeCareLoad {
  const { countyId } = structure.linan.territory;
  const numbers = random(seed, 'home care');
  const day = (daysAgo: number) => dayOf(new Date(now.getTime() - daysAgo * dayMilliseconds));
  const load: { -readonly [Key in keyof HomeCareLoad]: HomeCareLoad[Key][number][] } = {
    items: sampleItems.map((item) => ({
      ...item,
      unitId: countyId,
      fromOn: `${now.getUTCFullYear()}-01-01`,
      simulated: true,
    })),
    qualifications: nurses.map((nurseId, index) => ({
      nurseId,
      licence: `2033${String(10_000_000 + index * 37)}`,
      practisingSinceOn: `${now.getUTCFullYear() - 8 - index}-07-01`,
      trainings: [...allTrainings],
      validUntilOn: `${now.getUTCFullYear() + 2}-06-30`,
      suspended: false,
      simulated: true,
      version: 0,
    })),
    assessments: [],
    elders: [],
    services: [],
  };
  for (const { personId, villageId, birthOn } of residents) {
    if (!birthOn || now.getUTCFullYear() - Number(birthOn.slice(0, 4)) < 70) continue;
    if (numbers.next() > gradedShare) continue;
    const score = 9 + Math.floor(numbers.next() * 24);
    const grade = score >= 19 ? 'dependent' : 'moderate';
    const daysAgo = 20 + Math.floor(numbers.next() * 300);
    load.assessments.push({
      personId,
      assessmentId: newId(),
      instrument: 'elderly-self-care',
      version: '2017.1',
      score,
      grade,
      assessedAt: new Date(now.getTime() - daysAgo * dayMilliseconds),
      assessedBy: nurses[0]!,
      organisationId: countyId,
      simulated: true,
    });
    load.elders.push({
      personId,
      villageId,
      instrument: 'elderly-self-care',
      score,
      grade,
      assessedOn: day(daysAgo),
      listedOn: day(daysAgo),
      endedOn: null,
      simulated: true,
    });
    if (numbers.next() < servedShare)
      load.services.push({
        personId,
        orderId: newId(),
        service: numbers.next() < 0.7 ? 'first-home-visit' : 'planned-home-visit',
        on: day(Math.max(1, daysAgo - 12)),
      });
  }
  return load;
}

interface HomeCareParts {
  kernel: Kernel;
  registry: Registry;
  orders: Orders;
  homeCare: HomeCare;
}
/** So many residents of each village are looked at: enough elders for a list, few enough for a large county. */
const lookedAt = 25;

/** Loads catalogue, nurses and graded elders, and places a few orders that stand in different states. */
export async function seedHomeCare(
  parts: HomeCareParts,
  demo: Demo,
  accounts: readonly DemoAccount[],
  ids: ReadonlyMap<string, string>,
  { seed, now }: { seed: number; now: Date },
): Promise<void> {
  const { kernel, registry, homeCare } = parts;
  const q = kernel.db;
  const residents: { personId: string; villageId: string; birthOn?: string }[] = [];
  for (const { villageId, countyId } of await registry.villages(q)) {
    if (countyId !== demo.structure.linan.territory.countyId) continue;
    const living = await registry.livingIn(q, [villageId], undefined, lookedAt);
    for (const { personId, birthOn } of await registry.persons(
      q,
      living.map((one) => one.personId),
    ))
      residents.push({ personId, villageId, ...(birthOn && { birthOn }) });
  }
  // The people made by hand are graded by whoever shows the demo.
  const byHand = new Set([demo.people.elder, demo.people.husband].map(({ load }) => load.personId));
  const others = residents.filter(({ personId }) => !byHand.has(personId));
  others.sort((one, other) => (one.personId < other.personId ? -1 : 1));
  const nurses = accounts.filter(({ login }) => login === 'nurse' || login.startsWith('home-nurse'));
  await homeCare.bulkLoad(
    homeCareLoadOf(
      demo,
      others,
      nurses.map(({ login }) => ids.get(login)!),
      { seed, now, newId: seededIds(seed, 'home care', now) },
    ),
  );
  await placeSamples(parts, demo, accounts, ids, now);
}

function actorOf(account: DemoAccount, accountId: string): Actor {
  return {
    accountId: accountId as AccountId,
    account: account.login,
    displayName: account.displayName,
    assignments: account.roles.map(({ role, orgUnitId }) => ({ role, orgUnitId: orgUnitId as OrgUnitId })),
    ...(account.personId && { personId: account.personId as PersonId }),
    homeUnitId: account.homeUnitId as OrgUnitId,
    purpose: 'treatment',
    locale: 'zh-CN',
    span: { requestId: 'seed', route: 'seed home care', persons: new Set(), audited: false },
  };
}

/** One order for each: waiting, waiting for a nurse, taken, quoted, finished, refused. */
const samples: readonly {
  item?: string;
  wish?: string;
  steps: readonly (readonly [who: string, step: string, given?: object])[];
}[] = [
  { item: 'HS-BLOOD', steps: [] },
  { item: 'HS-WOUND', steps: [['gp', 'accept']] },
  {
    item: 'HS-REHAB',
    steps: [
      ['gp', 'accept'],
      ['home-nurse', 'grab'],
    ],
  },
  { wish: '夜里陪护一晚', steps: [['gp', 'quote', { amountFen: 26_000, explanation: '护士陪护一夜，含交通' }]] },
  {
    item: 'HS-NURSE',
    steps: [
      ['gp', 'accept'],
      ['home-nurse', 'grab'],
      ['home-nurse', 'set-out'],
      ['home-nurse', 'check-in', { reason: '样例数据' }],
      ['home-nurse', 'finish', { done: '翻身、擦洗，皮肤完好（样例）', advice: '每两小时翻身一次' }],
    ],
  },
  { item: 'HS-CATHETER', steps: [['gp', 'refuse', { reason: '需要住院处理（样例）' }]] },
];

async function placeSamples(
  { kernel, orders, registry, homeCare }: HomeCareParts,
  demo: Demo,
  accounts: readonly DemoAccount[],
  ids: ReadonlyMap<string, string>,
  now: Date,
): Promise<void> {
  const actor = (login: string) =>
    actorOf(
      accounts.find((one) => one.login === login)!,
      ids.get(login)!,
    );
  const { husband, elder, place } = demo.people;
  const items = await homeCare.catalogue(place.team.centre.organisationId, dayOf(now));
  const neighbours = await registry.livingIn(
    kernel.db,
    [place.village.unitId, place.doctorVillage.unitId],
    undefined,
    12,
  );
  const people = [husband.load.personId, ...neighbours.map(({ personId }) => personId)].filter(
    (personId) => personId !== elder.load.personId && personId !== demo.people.daughter.load.personId,
  );
  for (const [index, sample] of samples.entries()) {
    const personId = people[index % people.length]!;
    const item = items.find(({ code }) => code === sample.item);
    const orderId = kernel.newId();
    const risk = Object.fromEntries(
      (item?.riskQuestions ?? []).map(({ key, refusesWhen }) => [key, refusesWhen === 'yes' ? 'no' : 'yes']),
    );
    await kernel.db.tx(async (q) => {
      const placed = await orders.place(
        q,
        actor('gp'),
        {
          orderId,
          personId,
          kind: 'home-service',
          payload: {
            ...(item && { itemCode: item.code }),
            itemName: item?.name ?? '夜间陪护',
            ...(sample.wish && { wish: sample.wish }),
            address: `${place.town.name}${place.village.name}${index + 3}号`,
            wantedAt: new Date(now.getTime() + (index + 20) * 3_600_000).toISOString(),
          },
        },
        now,
      );
      if (!placed.ok) throw new Error(`the demo's home service: ${placed.problem.code}`);
    });
    for (const [who, transition, given] of sample.steps)
      await kernel.db.tx(async (q) => {
        const moved = await orders.transition(
          q,
          actor(who),
          {
            personId,
            orderId,
            transition,
            key: kernel.newId(),
            given: { ...(transition === 'accept' && { risk }), ...given },
          },
          now,
        );
        if (!moved.ok) throw new Error(`the demo's home service, ${transition}: ${moved.problem.code}`);
      });
  }
}
