// Money stays whole: text and fen are the same amount, the sandbox never loses a fen, waiting times grow to their bound.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { totalFen } from './charge.ts';
import { fenOf, yuanText } from './money.ts';
import { retryAt } from './retry.ts';
import { settleInSandbox } from './sandbox.ts';
import { settlementRequest } from './settlement-request.ts';
import { insuranceClasses } from '../contract.ts';

const lines = fc.array(
  fc.record({
    lineId: fc.uuid(),
    code: fc.constant('A'),
    name: fc.constant('A'),
    unit: fc.constant('次'),
    quantity: fc.integer({ min: 1, max: 99 }),
    priceFen: fc.integer({ min: 0, max: 1_000_000 }),
    insuranceClass: fc.constantFrom(...insuranceClasses),
  }),
  { minLength: 1, maxLength: 8 },
);
it('reads what it writes', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 99_999_999 }), (fen) => fenOf(yuanText(fen)) === fen));
  expect([fenOf('12'), fenOf('12.3'), fenOf('12.345'), fenOf('-1'), fenOf('')]).toEqual([
    1_200,
    1_230,
    undefined,
    undefined,
    undefined,
  ]);
});
it('shares every fen between the fund and the person, the same each time', () => {
  fc.assert(
    fc.property(lines, (some) => {
      const total = totalFen(some);
      const request = settlementRequest({
        settlementId: '01980000-0000-7000-8000-00000000a001',
        chargeId: 'c',
        personNumber: 'p',
        organisationId: 'o',
        at: '2026-11-22T00:00:00Z',
        lines: some,
        totalFen: total,
      });
      const reply = settleInSandbox(request);
      expect(reply).toEqual(settleInSandbox(request));
      expect(reply.state === 'settled' && fenOf(reply.fund_pay)! + fenOf(reply.self_pay)!).toBe(total);
      expect(settleInSandbox({ ...request, total: yuanText(total + 1) }).state).toBe('refused');
    }),
  );
});
it('waits longer each time, half an hour at most', () => {
  const now = new Date('2026-11-22T00:00:00Z');
  const seconds = [1, 2, 3, 20].map((attempts) => (retryAt(attempts, now).getTime() - now.getTime()) / 1_000);
  expect(seconds).toEqual([30, 60, 120, 1_800]);
});
