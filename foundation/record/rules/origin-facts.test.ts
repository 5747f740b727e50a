// What is said of where something came from is found wherever a type keeps it; the person is never among it.
import { expect, it } from 'vitest';
import { originFacts, provenanceFacts } from './origin-facts.ts';

it('finds organisation, people, device, system and number', () => {
  expect(
    originFacts({
      resourceType: 'Observation',
      meta: { source: 'urn:hospital:lis' },
      identifier: [{ system: 'urn:lis', value: 'L-17' }],
      performer: [{ reference: 'Organization/o1', display: '县人民医院检验科' }, { reference: 'Patient/p1' }],
      device: { identifier: { value: 'BP-9' }, display: '血压计' },
    }),
  ).toEqual({
    by: [{ local: 'Organization/o1', display: '县人民医院检验科' }],
    device: [{ display: '血压计' }],
    system: 'urn:hospital:lis',
    identifiers: ['L-17'],
  });
  expect(
    originFacts({ resourceType: 'Encounter', participant: [{ individual: { reference: 'Practitioner/d1' } }] }).by,
  ).toEqual([{ local: 'Practitioner/d1' }]);
});

it('reads a Provenance', () => {
  expect(
    provenanceFacts({
      recorded: '2026-11-27T08:00:00Z',
      activity: { coding: [{ code: 'CREATE' }] },
      agent: [{ who: { display: '采集节点' }, onBehalfOf: { reference: 'Organization/o1' } }],
    }),
  ).toEqual({
    recordedAt: '2026-11-27T08:00:00Z',
    activity: 'CREATE',
    agents: [{ display: '采集节点' }, { local: 'Organization/o1' }],
  });
});
