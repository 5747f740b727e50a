// Consent to the scan with its evidence, and its withdrawal at any time before the scan.
import { createHash } from 'node:crypto';
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { ctPermissions, type CtScreening } from '../../ct-screening-contract.ts';
import { consentWords, currentConsent, type ConsentText } from '../../rules/ct-screening/consent-text.ts';
import { isBeforeScan } from '../../rules/ct-screening/stage.ts';
import type { Parts } from '../parts.ts';
import { actsAs, withScreening } from './answer.ts';
import { noConsent, notNow, otherConsentText } from './problems.ts';
import { consentsOf, insertConsent, withdrawConsent } from './store/consent.ts';
import { stageOfRow } from './store/screening.ts';

export const hashOf = (text: ConsentText): string => createHash('sha256').update(consentWords(text)).digest('hex');

/** The hash proves which words stood on the screen. */
export const giveConsent = (
  parts: Parts,
  actor: Actor,
  of: { personId: string; year: number },
  given: { version: string; hash: string; name: string },
  now: Date,
): Promise<Result<CtScreening>> =>
  withScreening(parts, actor, ctPermissions.answer, of, now, async (q, row) => {
    const stage = stageOfRow(row);
    if (!row.invitedAt || !isBeforeScan(stage) || stage === 'declined') return fail(notNow);
    if (given.version !== currentConsent.version || given.hash !== hashOf(currentConsent))
      return fail(otherConsentText);
    const before = (await consentsOf(q, [row.personId])).get(row.screeningId);
    if (before && !before.withdrawnAt && before.version === given.version) return succeed(row);
    await insertConsent(q, parts.kernel.cipher, {
      personId: row.personId,
      consentId: parts.kernel.newId(),
      screeningId: row.screeningId,
      version: given.version,
      hash: given.hash,
      as: actsAs(actor, row.personId),
      givenAt: now,
      name: given.name,
      givenBy: actor.accountId,
    });
    return succeed(row);
  });

export const takeConsentBack = (
  parts: Parts,
  actor: Actor,
  of: { personId: string; year: number },
  now: Date,
): Promise<Result<CtScreening>> =>
  withScreening(parts, actor, ctPermissions.answer, of, now, async (q, row) => {
    if (!isBeforeScan(stageOfRow(row))) return fail(notNow);
    const consent = (await consentsOf(q, [row.personId])).get(row.screeningId);
    if (!consent || consent.withdrawnAt) return fail(noConsent);
    await withdrawConsent(q, row.personId, consent.consentId, actor.accountId, now);
    return succeed(row);
  });
