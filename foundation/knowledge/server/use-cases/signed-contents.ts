// Content with who signed it: its fingerprint, the signatures that count, and the status that follows.
import type { ContentKind } from '../../contract.ts';
import type { ContentHead, ContentStatus, Review } from '../../rules/content.ts';
import { countingSignatures, effectiveStatus, type Signature } from '../../rules/signature.ts';
import { contentHash } from '../content/content-hash.ts';
import type { Library } from '../content/load-library.ts';
import type { ReadContent } from '../content/read-folders.ts';

/** A signature with what was signed. */
export interface SignatureRow extends Signature {
  kind: ContentKind;
  contentId: string;
  version: string;
}
export type AnyContent = ReadContent<ContentHead, unknown>;

export interface Signed {
  hash: string;
  /** All of this version, the oldest first; those of an earlier wording no longer count. */
  signatures: (Signature & { counts: boolean })[];
  /** From the file, and of the signatures that count. */
  reviews: Review[];
  effective: ContentStatus;
}

export const shelvesOf = (library: Library): [ContentKind, readonly AnyContent[]][] => {
  const tables = library.instruments.filter(({ content }) => content.kind === 'decision-table');
  return [
    ['form', library.forms],
    ['decision-table', tables],
    ['instrument', library.instruments.filter((one) => !tables.includes(one))],
    ['interactions', library.interactions],
    ['medicines', library.medicines],
    ['ranges', library.ranges],
    ['schedule', library.schedules],
  ];
};

export const kindOf = (library: Library, one: AnyContent): ContentKind | undefined =>
  shelvesOf(library).find(([, shelf]) => shelf.includes(one))?.[0];

const hashes = new WeakMap<AnyContent, string>();
/** Content does not change while the server runs. */
export function hashOf(one: AnyContent): string {
  const known = hashes.get(one) ?? contentHash(one);
  hashes.set(one, known);
  return known;
}

export function signed(kind: ContentKind, one: AnyContent, rows: readonly SignatureRow[]): Signed {
  const { content } = one;
  const hash = hashOf(one);
  const own = rows
    .filter((row) => row.kind === kind && row.contentId === content.id && row.version === content.version)
    .map(({ kind: _kind, contentId: _id, version: _version, ...signature }) => signature);
  const counting = countingSignatures(own, hash);
  const reviews = [...one.reviews.filter((review) => (review.hash ?? hash) === hash), ...counting.map(reviewOf)];
  return {
    hash,
    signatures: own.map((signature) => ({ ...signature, counts: counting.includes(signature) })),
    reviews,
    effective: effectiveStatus(content.status, reviews),
  };
}

/** As an entry of review.json; the day is that of Shanghai. */
function reviewOf({ reviewer, role, verdict, note, signedAt, hash }: Signature): Review {
  const reviewedOn = new Date(Date.parse(signedAt) + 8 * 3_600_000).toISOString().slice(0, 10);
  return { reviewer, role, reviewedOn, verdict, ...(note !== undefined && { note }), hash };
}
