// Health-card numbers are taken as they are, but for blanks, hyphens and case.
import { expect, it } from 'vitest';
import { readHealthCard } from './health-card.ts';

it.each([
  ['33a0 0001-234', '33A00001234'],
  [
    '9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08',
    '9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08',
  ],
  ['12345', undefined],
  ['33A0/0001', undefined],
  ['卡号330000', undefined],
  ['', undefined],
  ['1'.repeat(65), undefined],
])('%s', (typed, card) => expect(readHealthCard(typed)).toBe(card));
