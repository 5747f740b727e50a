// The end of a consent: today at the earliest, a year from today at the latest.
import { expect, it } from 'vitest';
import { consentFault } from './consent.ts';

it.each([
  ['2026-11-26', 'registry.consent-past'],
  ['2026-11-27', undefined],
  ['2027-11-27', undefined],
  ['2027-11-28', 'registry.consent-too-long'],
])('until %s: %s', (toOn, fault) => expect(consentFault(toOn, '2026-11-27')).toBe(fault));
