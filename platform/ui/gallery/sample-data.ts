// Sample data of the gallery: invented people and places, shown with the badge 模拟.
import type { BannerHealth, BannerPerson } from '../person/person-banner.tsx';
import type { TimelineItem } from '../timeline/group-timeline.ts';
import type { MeasuredSeries } from '../chart/measurement-chart.tsx';
import type { MapData } from '../map/map-data.ts';

export const samplePerson: BannerPerson = {
  name: '王桂芳',
  sex: 'female',
  bornOn: '1954-03-08',
  village: '天目山镇 鲍家村',
  cardTail: '2648',
  familyDoctor: '陈志远',
  simulated: true,
};
export const sampleHealth: BannerHealth = {
  allergies: [
    { title: '青霉素', severe: true },
    { title: '花生', severe: false },
  ],
  conditions: ['高血压 2 级', '2 型糖尿病'],
  colours: [{ level: 'amber', title: '黄色管理' }],
};

const at = (day: string, time = '09:00') => `${day}T${time}:00+08:00`;
const entry = (resource: string, rest: Partial<TimelineItem> & Pick<TimelineItem, 'kind' | 'title'>): TimelineItem => ({
  resource,
  source: 'clinic',
  simulated: true,
  ...rest,
});
export const sampleTimeline: TimelineItem[] = [
  entry('e1', {
    kind: 'visit',
    title: '复诊：头晕两天',
    at: at('2026-11-20'),
    visitId: 'v1',
    by: '天目山镇中心卫生院',
    detail: '休息后减轻，没有胸闷。',
  }),
  entry('e2', {
    kind: 'measurement',
    title: '血压',
    detail: '156/92 mmHg',
    interpretation: 'high',
    at: at('2026-11-20'),
    visitId: 'v1',
  }),
  entry('e3', { kind: 'condition', title: '高血压 2 级', at: at('2026-11-20'), visitId: 'v1' }),
  entry('e4', {
    kind: 'medication',
    title: '氨氯地平',
    detail: '5 mg，每天早上 1 片',
    at: at('2026-11-20'),
    visitId: 'v1',
  }),
  entry('e5', {
    kind: 'measurement',
    title: '空腹血糖',
    detail: '6.8 mmol/L',
    interpretation: 'high',
    at: at('2026-11-12', '06:40'),
    source: 'home',
  }),
  entry('e6', { kind: 'immunization', title: '流感疫苗', at: at('2025-10-15'), by: '鲍家村卫生室' }),
  entry('e7', {
    kind: 'report',
    title: '胸部 X 线',
    detail: '两肺纹理清，未见明显异常',
    at: at('2025-06-02', '14:10'),
    by: '临安区第一人民医院',
  }),
];

const months = ['2026-02', '2026-03', '2026-04', '2026-05', '2026-09', '2026-10', '2026-11'];
const measured = (title: string, values: number[], low: number, high: number): MeasuredSeries => ({
  title,
  low,
  high,
  points: values.map((value, index) => ({
    at: at(`${months[index]}-1${index}`),
    value,
    interpretation: value > high ? 'high' : value < low ? 'low' : 'normal',
    source: index % 3 === 2 ? 'home' : 'clinic',
    simulated: true,
  })),
});
export const samplePressure: MeasuredSeries[] = [
  measured('收缩压', [148, 152, 145, 139, 151, 158, 156], 90, 139),
  measured('舒张压', [88, 90, 86, 84, 91, 94, 92], 60, 89),
];

const box = (west: number, east: number): [number, number][][][] => [
  [
    [
      [west, 30.05],
      [east, 30.02],
      [east + 0.03, 30.2],
      [east, 30.34],
      [west, 30.36],
      [west + 0.02, 30.18],
      [west, 30.05],
    ],
  ],
];
const town = (unitId: string, name: string, west: number, east: number, population: number) => ({
  unitId,
  name,
  polygons: box(west, east),
  schematic: true,
  source: '示例',
  seat: [(west + east) / 2, 30.19] as [number, number],
  population,
});
const village = (unitId: string, name: string, lon: number, lat: number, townshipId: string, population: number) => ({
  unitId,
  name,
  lon,
  lat,
  accuracy: 'synthetic' as const,
  townshipId,
  kind: 'village' as const,
  population,
});
const organisation = (unitId: string, name: string, lon: number, lat: number, kind: string) => ({
  unitId,
  name,
  lon,
  lat,
  accuracy: 'approximate' as const,
  kind,
});
export const sampleMap: MapData = {
  counties: [{ unitId: 'c', name: '示例县', polygons: box(119.1, 119.62), schematic: true, source: '示例' }],
  townships: [
    town('t1', '天目山镇', 119.1, 119.28, 2100),
    town('t2', '於潜镇', 119.28, 119.46, 3400),
    town('t3', '太阳镇', 119.46, 119.62, 1500),
  ],
  villages: [
    village('v1', '鲍家村', 119.16, 30.27, 't1', 420),
    village('v2', '白鹤村', 119.22, 30.12, 't1', 960),
    village('v3', '方元村', 119.34, 30.28, 't2', 1500),
    village('v4', '光明村', 119.41, 30.11, 't2', 640),
    village('v5', '双庙村', 119.53, 30.25, 't3', 380),
    village('v6', '登村', 119.58, 30.1, 't3', 720),
  ],
  organisations: [
    organisation('o1', '於潜人民医院', 119.385, 30.205, 'hospital'),
    organisation('o2', '天目山镇中心卫生院', 119.2, 30.205, 'health-centre'),
    organisation('o3', '太阳镇中心卫生院', 119.55, 30.18, 'health-centre'),
    organisation('o4', '於潜急救站', 119.35, 30.16, 'emergency-station'),
    organisation('o5', '鲍家村卫生室', 119.165, 30.262, 'clinic'),
  ],
};
