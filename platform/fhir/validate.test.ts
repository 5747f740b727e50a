// Official R4 resources pass, seeded faults are refused at the right path, profiles only warn.
import { describe, expect, it } from 'vitest';
import { readDefinitions } from './generator/definitions.ts';
import { mutate, mutationKinds } from './mutations.ts';
import { faults } from './outcome.ts';
import { validate } from './validate.ts';

const files = [
  'profiles-types.json',
  'profiles-resources.json',
  'profiles-others.json',
  'extension-definitions.json',
  'valuesets.json',
  'v3-codesystems.json',
  'v2-tables.json',
  'conceptmaps.json',
  'search-parameters.json',
  'dataelements.json',
];
const seededRandom = (seed: number) => () => {
  // mulberry32: small, fast, the same on every machine
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
};

const patient = {
  resourceType: 'Patient',
  id: 'p1',
  active: true,
  name: [
    { use: 'official', text: '王小明', given: ['小明'], _given: [{ extension: [{ url: 'x:y', valueCode: 'z' }] }] },
  ],
  gender: 'male',
  birthDate: '1950-02-28',
  _birthDate: { extension: [{ url: 'http://hl7.org/birthTime', valueDateTime: '1950-02-28T08:00:00+08:00' }] },
  telecom: [{ system: 'phone', value: '057163721234', period: { start: '2020', end: '2024-02-29' } }],
  maritalStatus: { coding: [{ system: 'urn:x', code: 'M' }] },
  communication: [{ language: { text: '中文' }, preferred: true }],
  managingOrganization: { reference: 'Organization/1' },
  link: [{ other: { reference: 'Patient/2' }, type: 'seealso' }],
};
const observation = {
  resourceType: 'Observation',
  contained: [{ resourceType: 'Device', id: 'd', deviceName: [{ name: 'cuff', type: 'model-name' }] }],
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '85354-9' }] },
  subject: { reference: 'Patient/p1' },
  effectiveDateTime: '2024-02-29T08:00:00+08:00',
  issued: '2024-02-29T08:00:01.123Z',
  device: { reference: '#d' },
  component: [
    { code: { text: 'sys' }, valueQuantity: { value: 128.5, unit: 'mmHg', comparator: '<' } },
    { code: { text: 'dia' }, valueInteger: 80, referenceRange: [{ high: { value: 89 } }] },
  ],
};

describe('validation', () => {
  const official = files
    .flatMap(readDefinitions)
    .filter((one) => one.fhirVersion === undefined || one.fhirVersion === '4.0.1');

  it('accepts every official R4 resource of the definitions', () => {
    expect(official.length).toBeGreaterThan(4000);
    const refused = official
      .map((one) => ({ id: one.id, issues: faults(validate(one)) }))
      .filter((one) => one.issues.length);
    expect(refused).toEqual([]);
  });

  it('accepts primitive extensions, contained resources and choice types', () => {
    expect(validate(patient)).toEqual([]);
    expect(validate(observation)).toEqual([]);
  });

  it('refuses 500 seeded faults at the right path', () => {
    const random = seededRandom(20261122);
    const bases = [patient, observation, ...official.filter((_, index) => index % 40 === 0)];
    let done = 0;
    for (let turn = 0; done < 500; turn++) {
      const kind = mutationKinds[turn % mutationKinds.length]!;
      const mutation = mutate(bases[Math.floor(random() * bases.length)]!, kind, random);
      if (!mutation) continue;
      done++;
      const paths = faults(validate(mutation.resource)).flatMap((issue) => issue.expression ?? []);
      expect(paths, `${kind} in ${mutation.resource.resourceType as string}`).toContain(mutation.path);
    }
  });

  it.each([
    [
      'two values of one choice',
      { ...observation, valueString: 'a', valueInteger: 1 },
      'Observation.value',
      'structure',
    ],
    [
      'a reference to a wrong type',
      { ...observation, subject: { reference: 'Encounter/1' } },
      'Observation.subject.reference',
      'value',
    ],
    [
      'a missing contained resource',
      { ...observation, device: { reference: '#x' } },
      'Observation.device.reference',
      'invalid',
    ],
    ['an empty object', { ...observation, subject: {} }, 'Observation.subject', 'structure'],
    ['an empty list', { ...observation, note: [] }, 'Observation.note', 'structure'],
    ['null', { ...observation, issued: null }, 'Observation.issued', 'value'],
    ['an unknown type', { resourceType: 'Person2' }, 'Resource.resourceType', 'structure'],
    [
      'a fault inside a contained resource',
      { ...observation, contained: [{ resourceType: 'Device', id: 'd', status: 'x' }] },
      'Observation.contained[0].status',
      'code-invalid',
    ],
  ])('refuses %s', (_, resource, path, code) => {
    expect(faults(validate(resource)).map((issue) => [issue.expression?.[0], issue.code])).toContainEqual([path, code]);
  });

  it('only warns about profiles that it does not know', () => {
    const issues = validate({ ...observation, meta: { profile: ['http://example.org/mine'] } });
    expect(issues.map((issue) => [issue.severity, issue.expression?.[0]])).toEqual([
      ['warning', 'Observation.meta.profile[0]'],
    ]);
  });

  it('survives absurd nesting', () => {
    let extension: object = { url: 'x:y', valueString: 'deep' };
    for (let depth = 0; depth < 5000; depth++) extension = { url: 'x:y', extension: [extension] };
    expect(faults(validate({ ...observation, extension: [extension] })).map((issue) => issue.code)).toContain(
      'too-costly',
    );
  });
});
