// Proves that content does not claim more than its sources and reviews give.
import type { ContentStatus, ProvenanceClaim, Review } from '../content.ts';
import { contentFault, type ContentFault } from './fault.ts';

export function proveStatus(
  { status, provenance }: { status: ContentStatus; provenance: readonly ProvenanceClaim[] },
  reviews: readonly Review[],
): ContentFault[] {
  if (provenance.length === 0) return [contentFault('status-too-high', 'provenance', 'no source')];
  if (status === 'reviewed' && !reviews.some(({ verdict }) => verdict === 'approved'))
    return [contentFault('status-too-high', 'status', 'reviewed without an approving review')];
  const unsure = provenance.find(({ mark }) => mark === 'memory');
  if (status === 'verified' && unsure)
    return [contentFault('status-too-high', 'status', `verified, but "${unsure.claim.en}" is from memory`)];
  return [];
}
