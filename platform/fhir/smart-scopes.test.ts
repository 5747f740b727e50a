// SMART scopes: one meaning for both spellings, nothing unknown passes, and a narrower request lies within a wider one.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { resourceTypes } from './structure.ts';
import { allScopes, isKnownScope, isWithin, neededScope, parseResourceScope, scopesAllow } from './smart-scopes.ts';

const interactions = ['c', 'r', 'u', 'd', 's'] as const;
const scope = fc.constantFrom(...allScopes().filter((one) => one.includes('.')));
const run = { seed: 20261125, numRuns: 300 };

it.each([
  ['patient/Observation.rs', 'rs'],
  ['patient/Observation.read', 'rs'],
  ['user/*.write', 'cud'],
  ['system/*.*', 'cruds'],
  ['system/Patient.cruds', 'cruds'],
])('%s opens %s', (text, expected) => {
  expect([...parseResourceScope(text)!.interactions].join('')).toBe(expected);
});

it.each([
  'patient/Observation.sr',
  'patient/Observation.',
  'patient/Observation',
  'patient/Nonsense.rs',
  'patient/observation.rs',
  'patient/Observation.rs?category=laboratory',
  'practitioner/Observation.rs',
  'patient/*.rr',
  'patient/constructor.rs',
  'launch',
  'launch/encounter',
  '',
])('%s is refused', (text) => {
  expect(parseResourceScope(text)).toBeUndefined();
  expect(isKnownScope(text)).toBe(false);
});

it('knows exactly what it lists', () => {
  fc.assert(
    fc.property(scope, (text) => isKnownScope(text)),
    run,
  );
  expect(new Set(allScopes()).size).toBe(allScopes().length);
  fc.assert(
    fc.property(fc.string(), (text) => isKnownScope(text) === allScopes().includes(text)),
    run,
  );
});

it('every scope lies within itself, and within means that nothing more is opened', () => {
  fc.assert(
    fc.property(scope, (text) => isWithin(text, [text])),
    run,
  );
  fc.assert(
    fc.property(scope, fc.array(scope, { maxLength: 4 }), (asked, allowed) => {
      if (!isWithin(asked, allowed)) return;
      const { level, type } = parseResourceScope(asked)!;
      const sameLevel = allowed.filter((one) => parseResourceScope(one)!.level === level);
      for (const one of type === '*' ? ['Patient', 'Observation'] : [type])
        for (const interaction of interactions)
          if (scopesAllow([asked], one, interaction)) expect(scopesAllow(sameLevel, one, interaction)).toBe(true);
    }),
    run,
  );
});

it('names the scope that was missing', () => {
  for (const type of ['Observation', 'Patient'])
    for (const interaction of interactions) {
      const needed = neededScope(['system/Patient.r'], type, interaction);
      expect(scopesAllow([needed], type, interaction)).toBe(true);
      expect(needed.startsWith('system/')).toBe(true);
    }
  expect(resourceTypes.size).toBeGreaterThan(140);
});
