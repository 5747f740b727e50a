// PINs that everybody would try first are refused.
import { expect, it } from 'vitest';
import { checkPin } from './pin.ts';

it.each([
  ['135790', undefined],
  ['280714', undefined],
  ['111111', 'too-simple'],
  ['123456', 'too-simple'],
  ['987654', 'too-simple'],
  ['789012', 'too-simple'],
  ['12345', 'not-six-digits'],
  ['12a456', 'not-six-digits'],
])('%s: %s', (pin, fault) => expect(checkPin(pin)).toBe(fault));
