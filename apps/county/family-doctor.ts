// Family-doctor contracts of the demo: sample packages, most households signed, some lapsed, some to be renewed. All of it is invented.
import { addDays } from '#programmes/family-doctor/rules/contract-stage.ts';
import { dayOf } from '#platform/contract.ts';
import type { KeyGroup } from '#programmes/family-doctor/rules/key-group.ts';
import type { ServiceItem, ServicePackage } from '#programmes/family-doctor/rules/package.ts';
import type { FamilyDoctorLoad, PlannedContract } from '#programmes/family-doctor/server/index.ts';
import type { Demo } from './generator.ts';
import { seededPart } from './identity.ts';
import { random } from './random.ts';

const validFrom = '2025-01-01';

/** The county's "ten services" are known by name only: ten samples, which the bureau can change. */
const items: readonly [code: string, name: string, text: string, countedBy: ServiceItem['countedBy']][] = [
  ['health-record', '一份健康档案', '建立并每年更新健康档案', {}],
  ['check-up', '一次健康体检', '每年一次全面体检，当面讲结果', { forms: ['health-check-up'] }],
  ['bp-follow-up', '一季一次血压随访', '量血压、问症状、调整用药', { forms: ['hypertension-follow-up'] }],
  ['glucose-follow-up', '一季一次血糖随访', '测血糖、看足背动脉、调整用药', { forms: ['diabetes-follow-up'] }],
  ['home-visit', '一次上门服务', '医生到家里看望和检查', { visits: ['home'] }],
  ['clinic-visit', '一次优先就诊', '在签约医生处优先看病', { visits: ['clinic', 'roving'] }],
  ['medication-review', '一次用药指导', '把家里的药理一遍，讲清怎么吃', {}],
  ['health-plan', '一份健康计划', '写下今年要改的几件事', {}],
  ['health-talk', '一次健康讲座', '村里听一次健康课', {}],
  ['tcm-advice', '一次中医药指导', '按体质讲饮食和起居', {}],
];
const packs: readonly [
  code: string,
  name: string,
  amounts: [person: number, fund: number, publicHealth: number],
  promised: Record<string, number>,
  group?: KeyGroup,
][] = [
  ['basic', '基础包', [0, 3_000, 9_000], { 'health-record': 1, 'clinic-visit': 1, 'health-talk': 1 }],
  ['elderly', '老年人包', [0, 0, 6_000], { 'check-up': 1, 'tcm-advice': 1, 'home-visit': 2 }, 'elderly'],
  ['hypertension', '高血压包', [0, 0, 6_000], { 'bp-follow-up': 4, 'medication-review': 2 }, 'hypertension'],
  ['diabetes', '糖尿病包', [0, 0, 6_000], { 'glucose-follow-up': 4, 'medication-review': 2 }, 'diabetes'],
  ['child', '儿童包', [0, 0, 4_000], { 'health-plan': 1, 'tcm-advice': 1 }, 'child'],
  ['pregnancy', '孕产妇包', [0, 0, 8_000], { 'home-visit': 2, 'health-plan': 1 }, 'pregnant'],
  ['disabled', '残疾人包', [0, 0, 8_000], { 'home-visit': 4, 'health-plan': 1 }, 'disabled'],
  ['home-care-plus', '居家有偿包', [12_000, 6_000, 0], { 'home-visit': 12, 'medication-review': 4 }],
];

export const sampleServices: readonly ServiceItem[] = items.map(([code, name, text, countedBy]) => ({
  code,
  name,
  text,
  countedBy,
  validFrom,
  simulated: true,
}));
export const samplePackages: readonly ServicePackage[] = packs.map(
  ([code, name, [person, fund, publicHealth], promised, group]) => ({
    code,
    name,
    ...(group && { group }),
    amounts: { person, fund, 'public-health': publicHealth },
    items: Object.entries(promised).map(([service, timesAYear]) => ({ service, timesAYear })),
    validFrom,
    simulated: true,
  }),
);

/** Shares of households, all assumed. */
const shares = { signed: 0.78, lapsed: 0.07, renewedBefore: 0.35, paysExtra: 0.08 };
/** More contracts than this are not made: a county of hundreds of thousands gets those of its first villages. */
const mostPeople = 8_000;

const clinicMornings = [
  { weekday: 1, fromMinute: 480, toMinute: 690 },
  { weekday: 3, fromMinute: 480, toMinute: 690 },
  { weekday: 5, fromMinute: 840, toMinute: 1_020 },
];

export function familyDoctorLoadOf(demo: Demo, seed: number, now: Date): FamilyDoctorLoad {
  const { structure, people } = demo;
  const { linan } = structure;
  const today = dayOf(now);
  let planned = 0;
  const packagesFor =
    (extra: boolean): PlannedContract['packagesOf'] =>
    (groups) => [
      'basic',
      ...packs.flatMap(([code, , , , group]) => (group && groups.includes(group) ? [code] : [])),
      ...(extra ? ['home-care-plus'] : []),
    ];
  const untouched = people.daughter.load.personId;
  const elder = people.elder.load.personId;
  return {
    countyId: linan.territory.countyId,
    services: sampleServices,
    packages: samplePackages,
    plan({ householdId, personIds }) {
      if (personIds.includes(untouched) || planned > mostPeople) return [];
      const draw = random(seed, 'family-doctor', seededPart(householdId));
      const isDemo = personIds.includes(elder);
      const fate = draw.next();
      if (!isDemo && fate >= shares.signed + shares.lapsed) return [];
      planned += personIds.length;
      const memberIds = personIds;
      const packagesOf = packagesFor(isDemo || draw.chance(shares.paysExtra));
      const share = isDemo ? 0.7 : 0.5 + draw.next() / 2;
      if (!isDemo && fate >= shares.signed)
        return [{ fromOn: addDays(today, -(400 + draw.below(200))), memberIds, packagesOf, share, paid: true }];
      // From a few days ago to nearly a year: some stand in their renewal window.
      const fromOn = addDays(today, isDemo ? -200 : -(5 + draw.below(355)));
      const current = { fromOn, memberIds, packagesOf, share, paid: draw.chance(0.9) };
      return isDemo || draw.chance(shares.renewedBefore)
        ? [{ ...current, fromOn: addDays(fromOn, -366), share: 0.9, paid: true }, current]
        : [current];
    },
    hours: linan.staffing.teams.flatMap((team) =>
      [team.villageDoctor, team.gp].flatMap((doctor) =>
        clinicMornings.map((one) => ({
          ...one,
          slotMinutes: 30,
          place: team.centre.name,
          teamId: team.teamId,
          staffId: doctor.staffId,
        })),
      ),
    ),
    questions: [
      {
        personId: people.husband.load.personId,
        authorName: people.husband.load.name,
        text: '医生，最近早上起来有点头晕，血压药要不要改？',
        at: new Date(now.getTime() - 3 * 3_600_000),
      },
    ],
  };
}
