// The conformance page finds types by name, search parameter and operation.
import { expect, it } from 'vitest';
import { fits, wholeServer, type CapabilityStatement } from './served-types.ts';

const statement: CapabilityStatement = {
  fhirVersion: '4.0.1',
  date: '2026-11-25',
  format: ['json'],
  rest: [
    {
      resource: [
        {
          type: 'Observation',
          interaction: [{ code: 'read' }],
          searchParam: [{ name: 'component-code', type: 'token' }],
        },
        { type: 'Patient', interaction: [{ code: 'read' }], operation: [{ name: 'everything' }] },
      ],
      operation: [{ name: 'validate' }],
    },
  ],
};
const found = (text: string) => statement.rest[0]!.resource.filter((one) => fits(one, text)).map((one) => one.type);

it('finds types', () => {
  expect(found('observ')).toEqual(['Observation']);
  expect(found('$everything')).toEqual(['Patient']);
  expect(found('Component-Code ')).toEqual(['Observation']);
  expect(found('')).toHaveLength(2);
  expect(found('no such thing')).toEqual([]);
});

it('says what holds everywhere', () => {
  expect(wholeServer(statement)).toContainEqual({ key: 'everywhere', value: '$validate' });
});
