// Who comes: the named person, else the substitute, else the same role nearby; nobody is in two villages at one time.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ServiceTeam, Substitution } from '#foundation/registry/contract.ts';
import { nameDoctors, type Colleague } from './doctors.ts';
import type { PlannedVisit } from './planned-month.ts';

const colleague = (
  staffId: string,
  organisationId: string,
  communityId = 'm1',
  profession = 'village-doctor',
): Colleague => ({
  staffId,
  profession,
  organisationId,
  communityId,
});
const team = (substitutions: Substitution[] = []): ServiceTeam => ({
  teamId: 't',
  name: '第1团队',
  organisationId: 'c1',
  organisationName: '卫生院',
  members: [
    { staffId: 'specialist', name: '', role: 'specialist', organisationName: '' },
    { staffId: 'doctor', name: '', role: 'village-doctor', organisationName: '' },
  ],
  villages: ['a', 'b'].map((villageId) => ({
    villageId,
    name: villageId,
    responsibleStaffId: 'doctor',
    responsibleName: '',
  })),
  substitutions,
});
const away = (substituteId: string): Substitution => ({
  substitutionId: 's',
  teamId: 't',
  staffId: 'doctor',
  substituteId,
  substituteName: '',
  fromOn: '2026-12-01',
  toOn: '2026-12-31',
  reason: 'leave',
  version: 1,
});
const visit = (villageId: string, startMinute: number, more: Partial<PlannedVisit> = {}): PlannedVisit => ({
  visitId: `${villageId}${startMinute}`,
  villageId,
  servicePointId: 'p',
  service: 'follow-up',
  on: '2026-12-01',
  vehicleId: 'v',
  sequence: 1,
  arriveMinute: startMinute,
  startMinute,
  leaveMinute: startMinute + 40,
  travelMetres: 0,
  travelMinutes: 0,
  teamId: 't',
  pinned: false,
  reason: 'planned',
  ...more,
});
const everybody = [
  colleague('doctor', 'c1'),
  colleague('near', 'c1'),
  colleague('far', 'c2'),
  colleague('stranger', 'c3', 'm2'),
  colleague('specialist', 'h', 'm1', 'physician'),
];
const whoComes = (visits: PlannedVisit[], teams: ServiceTeam[], staff = everybody) =>
  nameDoctors(visits, teams, staff).map(({ staffId, standsInFor }) => [staffId, standsInFor]);

it('sends the responsible person, and the specialist to comprehensive visits', () => {
  expect(whoComes([visit('a', 540), visit('a', 540, { service: 'comprehensive', visitId: 'x' })], [team()])).toEqual([
    ['doctor', undefined],
    ['specialist', undefined],
  ]);
});

it('sends the substitute, then the same role of the house, then of the community, never of another one', () => {
  expect(whoComes([visit('a', 540)], [team([away('far')])])).toEqual([['far', 'doctor']]);
  // Two villages at one time: the second is taken by somebody of the same house.
  expect(whoComes([visit('a', 540), visit('b', 550)], [team()])).toEqual([
    ['doctor', undefined],
    ['near', 'doctor'],
  ]);
  const without = everybody.filter((one) => one.staffId !== 'near');
  expect(whoComes([visit('a', 540), visit('b', 550)], [team()], without)[1]).toEqual(['far', 'doctor']);
  const alone = without.filter((one) => one.staffId !== 'far');
  expect(whoComes([visit('a', 540), visit('b', 550)], [team()], alone)[1]).toEqual([undefined, undefined]);
});

it('never puts one person into two villages at one time', () => {
  const some = fc.record({ village: fc.constantFrom('a', 'b'), start: fc.integer({ min: 480, max: 900 }) });
  fc.assert(
    fc.property(fc.array(some, { maxLength: 12 }), (drawn) => {
      const visits = drawn.map(({ village, start }, index) => visit(village, start, { visitId: String(index) }));
      const named = nameDoctors(visits, [team()], everybody);
      for (const one of named)
        for (const other of named)
          if (one !== other && one.staffId && one.staffId === other.staffId && one.villageId !== other.villageId)
            expect(one.leaveMinute <= other.startMinute || other.leaveMinute <= one.startMinute).toBe(true);
    }),
    { numRuns: 100 },
  );
});
