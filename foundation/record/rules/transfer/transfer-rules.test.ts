// Bringing in a file: who it is about, what of it is taken, and that nothing points back into the other system.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeIdNumber } from '#foundation/registry/rules/id-number.ts';
import { likenessOf } from './likeness.ts';
import { placeResources } from './place-resources.ts';
import { readBundle } from './read-bundle.ts';

describe('likeness', () => {
  const mine = makeIdNumber('330124', '1950-03-04', 17);
  const person = { name: '王小明', birthOn: '1950-03-04', idNumber: mine };
  it('is decided by two ID numbers, 15 digits as 18', () => {
    expect(likenessOf({ ...person, name: '王晓明' }, person)).toBe('same');
    expect(likenessOf({ idNumber: mine.slice(0, 6) + mine.slice(8, 17) }, person)).toBe('same');
    expect(likenessOf({ ...person, idNumber: makeIdNumber('330124', '1950-03-04', 19) }, person)).toBe('different');
  });
  it('falls back to name and day of birth, and says where these do not decide', () => {
    expect(likenessOf({ name: '王 小明', birthOn: '1950-03-04' }, person)).toBe('alike');
    expect(likenessOf({ name: '王小明' }, person)).toBe('unclear');
    expect(likenessOf({ name: '王小明', birthOn: '1951-03-04' }, person)).toBe('unclear');
    expect(likenessOf({ name: '李四', birthOn: '1950-03-04' }, person)).toBe('unclear');
    expect(likenessOf({ name: '李四', birthOn: '1961-01-01' }, person)).toBe('different');
    expect(likenessOf({}, person)).toBe('unclear');
  });
});

it('reads a Bundle with its marks and refuses what is none', () => {
  const bundle = {
    resourceType: 'Bundle',
    type: 'collection',
    entry: [{ resource: { resourceType: 'Patient', id: 'a' } }],
  };
  expect(readBundle(`\uFEFF${JSON.stringify(bundle)}`)?.patients).toHaveLength(1);
  for (const text of [
    '',
    '{',
    '[]',
    'null',
    '{"resourceType":"Patient"}',
    JSON.stringify({ ...bundle, type: 'history' }),
  ])
    expect(readBundle(text), text).toBeUndefined();
  // Whatever it is, it is read or refused.
  fc.assert(
    fc.property(fc.json(), (text) => {
      readBundle(text);
      readBundle(`{"resourceType":"Bundle","type":"collection","entry":[${text}]}`);
    }),
    { numRuns: 300 },
  );
});

const file = {
  resourceType: 'Bundle',
  type: 'searchset',
  entry: [
    { fullUrl: 'https://a.example/fhir/Patient/p1', resource: { resourceType: 'Patient', id: 'p1' } },
    { resource: { resourceType: 'Practitioner', id: 'd1', name: [{ family: '沈', given: ['医生'] }] } },
    {
      fullUrl: 'urn:uuid:0b0c',
      resource: {
        resourceType: 'Encounter',
        status: 'finished',
        subject: { reference: 'https://a.example/fhir/Patient/p1' },
      },
    },
    {
      resource: {
        resourceType: 'Observation',
        id: 'o1',
        meta: { versionId: '4', lastUpdated: '2020-01-01T00:00:00Z', source: 'urn:lis' },
        subject: { reference: 'Patient/p1' },
        encounter: { reference: 'urn:uuid:0b0c' },
        performer: [{ reference: 'Practitioner/d1' }, { reference: 'Organization/unknown' }],
        device: { reference: '#k' },
        contained: [{ resourceType: 'Device', id: 'k' }],
      },
    },
    { resource: { resourceType: 'Consent', id: 'c1', patient: { reference: 'Patient/p1' } } },
    {
      resource: {
        resourceType: 'Flag',
        id: 'f1',
        code: { coding: [{ system: 'urn:tianmu:fhir:colour', code: 'red' }] },
        subject: { reference: 'Patient/p1' },
      },
    },
  ],
};

it('gives every resource its place, names instead of strangers, and leaves permissions and derived marks', () => {
  const read = readBundle(JSON.stringify(file))!;
  const { taken, leftOut } = placeResources(read, {
    patient: 'Patient/here',
    isPersonal: (type) => type !== 'Practitioner',
    idOf: ({ type }) => `new-${type}`,
  });
  expect(taken.map(({ resource }) => resource)).toEqual([
    { resourceType: 'Encounter', id: 'new-Encounter', status: 'finished', subject: { reference: 'Patient/here' } },
    {
      resourceType: 'Observation',
      id: 'new-Observation',
      meta: { source: 'urn:lis' },
      subject: { reference: 'Patient/here' },
      encounter: { reference: 'Encounter/new-Encounter' },
      performer: [{ display: '沈 医生' }, { display: '未随档案转入' }],
      device: { reference: '#k' },
      contained: [{ resourceType: 'Device', id: 'k' }],
    },
  ]);
  expect(leftOut.map(({ brought, reason }) => [brought.type, reason])).toEqual([
    ['Practitioner', 'directory'],
    ['Consent', 'consent'],
    ['Flag', 'derived'],
  ]);
  // What was read stays as it was.
  expect(read).toEqual(readBundle(JSON.stringify(file)));
});
