// The bench's own evaluators catch every planted fault.
import { expect, it } from 'vitest';
import { evaluateCapacitated, readCapacitated } from './capacitated.ts';
import { readCordeau } from './cordeau.ts';
import { evaluateCordeau } from './evaluate-cordeau.ts';
import { evaluateMonth } from './evaluate-month.ts';

const periodic = readCordeau(`1 1 3 2
20 10
20 10
 0 0 0 0 0 0 0
 1 3 4 1 6 1 2 1 2
 2 3 0 1 5 1 2 1 2
 3 0 0 0 1 0 0
`);
const good = [
  { day: 0, vehicle: 0, customers: [1] },
  { day: 1, vehicle: 0, customers: [2] },
];

it('adds up distances and accepts what is right', () => {
  expect(periodic.customers[0]!.combinations).toEqual([[1], [0]]);
  expect(evaluateCordeau(periodic, good)).toEqual({ cost: 16, feasible: true, faults: [] });
});

it.each([
  ['overloaded', [{ day: 0, vehicle: 0, customers: [1, 2] }], /carries 11/],
  ['left out', [good[0]!], /customer 2 is visited on days $/],
  ['twice', [...good, { day: 1, vehicle: 1, customers: [1] }], /vehicle 2 does not exist/],
  ['two routes', [...good, { day: 0, vehicle: 0, customers: [2] }], /has two routes/],
  ['unknown', [...good, { day: 5, vehicle: 0, customers: [9] }], /9, which does not exist/],
])('refuses a solution that is %s', (_, routes, fault) => {
  const verdict = evaluateCordeau(periodic, routes);
  expect(verdict.feasible).toBe(false);
  expect(verdict.faults.join('\n')).toMatch(fault);
});

it('refuses a route that takes too long, and files of other kinds', () => {
  const short = { ...periodic, maxDuration: [10, 10] };
  expect(evaluateCordeau(short, good).faults.join()).toMatch(/takes 11/);
  expect(() => readCordeau('2 1 1 1\n')).toThrow(/type 2/);
  expect(() => readCordeau('1 1 5 1\n0 0\n0 0 0 0 0 0 0\n')).toThrow(/5 customers/);
});

const capacitated = readCapacitated(`NAME : tiny
CAPACITY : 10
EDGE_WEIGHT_TYPE : EUC_2D
NODE_COORD_SECTION
1 0 0
2 1 1
3 5 5
DEMAND_SECTION
1 0
2 6
3 6
DEPOT_SECTION
1
-1
EOF
`);
it('rounds distances of .vrp files and checks their loads', () => {
  expect(evaluateCapacitated(capacitated, [[1], [2]])).toMatchObject({ cost: 2 + 14, feasible: true });
  expect(evaluateCapacitated(capacitated, [[1, 2]]).faults.join()).toMatch(/carries 12/);
  expect(evaluateCapacitated(capacitated, [[1]]).feasible).toBe(false);
});

it('checks a month stop by stop', () => {
  const input = {
    days: 2,
    locations: 2,
    travel: { seconds: [0, 1000, 1000, 0] },
    vehicles: [{ id: 'v', depot: 0, shift: { fromSeconds: 0, toSeconds: 5600 }, daysOut: [1] }],
    customers: [{ id: 'c', location: 1, serviceSeconds: 3600, patterns: [{ days: [0] }], vehicles: [{ vehicle: 0 }] }],
  };
  const calendar = [
    { weekday: 1, week: 1 },
    { weekday: 2, week: 1 },
  ];
  const check = (day: number, customers: number[]) =>
    evaluateMonth(input, [{ day, vehicle: 0, customers }], calendar, new Set()).violations.join('\n');
  expect(check(0, [0])).toBe('');
  expect(check(1, [0])).toMatch(/out of service[^]*visited on days 1/);
  expect(check(0, [])).toMatch(/visited on days $/);
  expect(check(0, [0, 0])).toMatch(/home late/);
});
