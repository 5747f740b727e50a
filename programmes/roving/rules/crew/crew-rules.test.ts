// Pure rules of a crew's day: what is due, who is found, the order of stations, ids that devices make alike, resources of an attendance.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { vitalKinds } from '#foundation/record/contract.ts';
import { vitalRules } from '#foundation/record/rules/vitals.ts';
import { applyOperation } from '#foundation/sync/rules/apply-operation.ts';
import type { DocumentState, Fields, FieldValue, Operation } from '#foundation/sync/rules/operation.ts';
import { attendanceResources, attendanceRule, checkAttendance, vitalField } from './attendance.ts';
import { checkCheckIn, entryOf } from './check-in-document.ts';
import { attendanceIdOf } from './document-id.ts';
import { dueForms } from './due.ts';
import { matches, numberInCode } from './find-people.ts';
import { checkParticulars, registration } from './particulars.ts';
import { stations, stationsFor } from './stations.ts';

const today = '2026-12-01';
const hypertension = { title: '原发性高血压', code: 'I10' };

describe('what is due', () => {
  const person = { birthOn: '1980-01-01', conditions: [hypertension] };
  const last = (on: string, answers = {}) => [
    { form: 'hypertension-follow-up', times: [{ on, version: '1', answers }] },
  ];
  it('a follow-up by disease, never done or a quarter ago or on the agreed day', () => {
    expect(dueForms(person, [], today)[0]).toMatchObject({ form: 'hypertension-follow-up', isDue: true });
    expect(dueForms(person, last('2026-09-02'), today)[0]).toMatchObject({ isDue: true, dueOn: '2026-12-01' });
    expect(dueForms(person, last('2026-09-03'), today)[0]).toMatchObject({ isDue: false });
    expect(dueForms(person, last('2026-11-20', { nextVisitOn: '2026-12-01' }), today)[0]).toMatchObject({
      isDue: true,
    });
  });
  it('a check-up once a calendar year from 65 years on, or with a disease', () => {
    const old = { birthOn: '1961-12-01', conditions: [] };
    expect(dueForms(old, [], today)).toMatchObject([{ form: 'health-check-up', isDue: true }]);
    expect(dueForms({ ...old, birthOn: '1961-12-02' }, [], today)).toEqual([]);
    const done = [{ form: 'health-check-up', times: [{ on: '2026-01-02', version: '1', answers: {} }] }];
    expect(dueForms(old, done, today)).toMatchObject([{ isDue: false, dueOn: '2027-01-01' }]);
    expect(dueForms(old, done, '2027-01-01')).toMatchObject([{ isDue: true }]);
  });
});

it('finds people by name, initials and the end of the ID number', () => {
  const person = { name: '王桂兰', initials: ['wgl', 'gl'], idTail: '388X' };
  for (const typed of ['', '桂兰', 'wg', 'GL', '388x', '88X', '33010619510203388X'])
    expect(matches(person, typed)).toBe(true);
  for (const typed of ['李', 'wl', '3887', '330106195102033881']) expect(matches(person, typed)).toBe(false);
  expect(numberInCode('姓名:王桂兰;ID:33010619510203388x;')).toEqual({ idNumber: '33010619510203388X' });
  expect(numberInCode('33011210420100001')).toEqual({ healthRecordNumber: '33011210420100001' });
  expect(numberInCode('https://example.org/?token=abc')).toBeUndefined();
});

it('every examination is at exactly one station, and stations stand in their order', () => {
  const item = fc.oneof(
    fc.constantFrom('血压', '血常规', '心电图', '腹部 B 超', '胸片', '认知与自理能力'),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(item), (items) => {
      const stops = stationsFor(items);
      expect(stops.flatMap((stop) => stop.items).toSorted()).toEqual(items.toSorted());
      const order = stops.map(({ station }) => stations.indexOf(station));
      expect(order).toEqual(order.toSorted((a, b) => a - b));
    }),
  );
  expect(stationsFor(['胸片', '血压'])[0]).toEqual({ station: 'front', items: ['血压'] });
});

it('two devices make the same id for one person at one stop, and another for everybody else', async () => {
  const id = await attendanceIdOf('visit', 'person');
  expect(await attendanceIdOf('visit', 'person')).toBe(id);
  expect(await attendanceIdOf('person', 'visit')).not.toBe(id);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

const operation = (
  serial: number,
  set: Record<string, FieldValue>,
  replaces: Record<string, string[]> = {},
): Operation => ({
  operationId: `op-${serial}`,
  sequence: serial,
  kind: 'roving.attendance',
  documentId: 'doc',
  personId: 'person',
  scopeId: 'village',
  madeAt: '2026-12-01T01:00:00.000Z',
  set,
  replaces,
});
const documentOf = (...operations: Operation[]): DocumentState => ({
  documentId: 'doc',
  personId: 'person',
  kind: 'roving.attendance',
  scopeId: 'village',
  version: operations.length,
  fields: operations.reduce<Fields>(
    (fields, one, at) =>
      applyOperation(fields, one, { at: `2026-12-01T01:0${at % 10}:00.000Z`, accountId: 'a', deviceId: 'd' }),
    {},
  ),
});

describe('an attendance', () => {
  const frame = { organizationId: 'house', simulated: true };
  it('takes each vital in its plausible range and refuses what lies outside', () => {
    fc.assert(
      fc.property(fc.constantFrom(...vitalKinds), fc.double({ min: -50, max: 900, noNaN: true }), (kind, value) => {
        const [low, high] = vitalRules[kind].plausible;
        expect(checkAttendance({ set: { [vitalField(kind)]: value } })).toHaveLength(
          value >= low && value <= high ? 0 : 1,
        );
      }),
    );
    expect(checkAttendance({ set: { note: 7, endedAt: 'soon', allergies: ['青霉素'] } })).toHaveLength(3);
    expect(attendanceRule('v.shoe-size')).toBeUndefined();
  });
  it('every value that stands is in exactly one observation, whatever came in which order', () => {
    const sets = fc.array(fc.tuple(fc.constantFrom(...vitalKinds), fc.constantFrom(50, 60, 90)), { minLength: 1 });
    fc.assert(
      fc.property(sets, (values) => {
        const document = documentOf(...values.map(([kind, value], at) => operation(at, { [vitalField(kind)]: value })));
        const { put } = attendanceResources(document, frame);
        const codes = put
          .filter(({ resourceType }) => resourceType === 'Observation')
          .flatMap((one) => (one['component'] as object[] | undefined) ?? [one])
          .map((one) => (one as { code: { coding: { code: string }[] } }).code.coding[0]!.code);
        const expected = [...new Set(values.map(([kind]) => vitalRules[kind].loinc))];
        expect(codes.toSorted()).toEqual(expected.toSorted());
      }),
    );
  });
  it('is a home visit where the stop is one', () => {
    const of = (set: Record<string, FieldValue>) =>
      attendanceResources(documentOf(operation(1, { startedAt: '2026-11-22T01:00:00Z', ...set })), frame).put[0];
    expect(of({})).toMatchObject({ class: { code: 'FLD' }, reasonCode: [{ text: '巡诊' }] });
    expect(of({ place: 'home' })).toMatchObject({ class: { code: 'HH' }, reasonCode: [{ text: '上门' }] });
    expect(checkAttendance({ set: { place: 'elsewhere' } })).toHaveLength(1);
  });
  it('what was taken back goes, an allergy that was wrong stays marked', () => {
    const document = documentOf(
      operation(1, { 'v.glucose': 7, note: '头晕', allergies: [{ title: '青霉素' }] }),
      operation(
        2,
        { 'v.glucose': null, note: null, allergies: [{ title: '青霉素', wrong: true }] },
        {
          'v.glucose': ['op-1'],
          note: ['op-1'],
          allergies: ['op-1'],
        },
      ),
    );
    const { put, remove } = attendanceResources(document, frame);
    expect(remove).toEqual(
      expect.arrayContaining([
        { type: 'Observation', id: 'doc-glucose' },
        { type: 'DocumentReference', id: 'doc-note' },
      ]),
    );
    const allergy = put.find(({ resourceType }) => resourceType === 'AllergyIntolerance')!;
    expect(JSON.stringify(allergy)).toContain('entered-in-error');
    expect(allergy).not.toHaveProperty('clinicalStatus');
  });
});

it('a registration is whole; later only phone and address change', () => {
  const card = { name: '方大海', sex: 'male', birthOn: '1958-04-03', villageId: 'v' };
  expect(registration(card)).toMatchObject({ name: '方大海' });
  expect(registration({ name: '方大海' })).toBeUndefined();
  expect(checkParticulars({ set: card }, today)).toEqual([]);
  expect(checkParticulars({ set: { name: '方海' } }, today)).toMatchObject([{ code: 'roving.particulars-fixed' }]);
  expect(checkParticulars({ set: { phone: '12' } }, today)).toMatchObject([{ path: 'phone' }]);
  expect(checkParticulars({ set: { phone: '', address: '光明村 1 号' } }, today)).toEqual([]);
});

it('a check-in says where or why, once each way, and the clock error goes out', () => {
  const arrive = { at: '2026-12-01T01:00:00.000Z', reason: '终端没有信号' };
  expect(checkCheckIn({ set: { visitId: 'v', arrive } })).toEqual([]);
  expect(checkCheckIn({ set: { arrive: { ...arrive, reason: '' } } })).toHaveLength(1);
  expect(checkCheckIn({ set: { arrive: { ...arrive, position: { lon: 12, lat: 30 } } } })).toHaveLength(1);
  expect(checkCheckIn({ set: { arrive, leave: arrive } })).toHaveLength(2);
  expect(entryOf({ operationId: 'op', set: { arrive } }, -60_000)).toEqual({
    entryId: 'op',
    kind: 'arrive',
    at: '2026-12-01T00:59:00.000Z',
    reason: '终端没有信号',
  });
});
