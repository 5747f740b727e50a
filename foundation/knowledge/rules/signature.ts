// What signatures make of the status of content, and to whom content of a status is shown.
import type { ContentStatus, Review } from './content.ts';

/** One clinician's verdict on one version, as the content was when it was signed. */
export interface Signature {
  signatureId: string;
  signerId: string;
  reviewer: string;
  role: string;
  verdict: Review['verdict'];
  note?: string;
  /** ISO 8601. */
  signedAt: string;
  /** Of the content, its worked examples and its note. */
  hash: string;
}

/** Those that count: of this very content, and of each signer the last word. */
export function countingSignatures(signatures: readonly Signature[], hash: string): Signature[] {
  const last = new Map<string, Signature>();
  for (const one of [...signatures].sort((left, right) => left.signedAt.localeCompare(right.signedAt)))
    if (one.hash === hash) last.set(one.signerId, one);
  return [...last.values()];
}

/**
 * One standing rejection takes content back to a draft; without one, an approval makes it reviewed. What lacks its
 * numbers or was taken out stays so, whoever signs.
 */
export function effectiveStatus(own: ContentStatus, verdicts: readonly Pick<Review, 'verdict'>[]): ContentStatus {
  if (own === 'awaiting-table' || own === 'disabled') return own;
  if (verdicts.some(({ verdict }) => verdict === 'rejected')) return 'draft';
  return verdicts.some(({ verdict }) => verdict === 'approved') ? 'reviewed' : own;
}

export const audiences = ['resident', 'clinician'] as const;
export type Audience = (typeof audiences)[number];

/** Residents see as fact only what was checked; clinicians also see drafts and what waits for its table, labelled. */
export const isShownTo = (status: ContentStatus, audience: Audience): boolean =>
  audience === 'resident' ? status === 'reviewed' || status === 'verified' : status !== 'disabled';
