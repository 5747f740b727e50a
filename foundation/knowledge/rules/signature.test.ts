// Signatures: only those of this very content count, the last word of each signer, and one rejection is enough.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { contentStatuses } from './content.ts';
import { countingSignatures, effectiveStatus, isShownTo, type Signature } from './signature.ts';

const signature = (signerId: string, verdict: Signature['verdict'], day: number, hash = 'a'): Signature => ({
  signatureId: `${signerId}${day}`,
  signerId,
  reviewer: signerId,
  role: 'gp',
  verdict,
  signedAt: `2026-11-${String(day).padStart(2, '0')}T08:00:00Z`,
  hash,
});

it('a signature of other content does not count', () => {
  expect(countingSignatures([signature('li', 'approved', 1, 'old')], 'a')).toEqual([]);
});

it('the last word of each signer counts, in whatever order they are read', () => {
  const first = signature('li', 'rejected', 1);
  const second = signature('li', 'approved', 2);
  for (const order of [
    [first, second],
    [second, first],
  ])
    expect(countingSignatures(order, 'a')).toEqual([second]);
});

it.each([
  ['draft', [], 'draft'],
  ['draft', ['approved'], 'reviewed'],
  ['verified', ['approved', 'rejected'], 'draft'],
  ['verified', ['rejected'], 'draft'],
  ['awaiting-table', ['approved'], 'awaiting-table'],
  ['disabled', ['approved'], 'disabled'],
] as const)('%s with %j is %s', (own, verdicts, expected) => {
  expect(
    effectiveStatus(
      own,
      verdicts.map((verdict) => ({ verdict })),
    ),
  ).toBe(expected);
});

it('residents are never shown a draft, whatever anybody signed', () => {
  const verdict = fc.constantFrom('approved' as const, 'rejected' as const);
  fc.assert(
    fc.property(fc.constantFrom(...contentStatuses), fc.array(fc.record({ verdict })), (own, verdicts) => {
      const status = effectiveStatus(own, verdicts);
      if (status === 'draft' || status === 'awaiting-table' || status === 'disabled')
        expect(isShownTo(status, 'resident')).toBe(false);
      if (isShownTo(status, 'resident')) expect(isShownTo(status, 'clinician')).toBe(true);
      if (verdicts.some((one) => one.verdict === 'rejected')) expect(isShownTo(status, 'resident')).toBe(false);
    }),
  );
});
