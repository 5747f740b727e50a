// Lists the knowledge base and finds what is in force on a day, or one version.
import type { Day } from '#platform/contract.ts';
import type { ContentKind, ContentSheet, ContentSummary } from '../../contract.ts';
import type { ContentHead } from '../../rules/content.ts';
import type { Library } from '../content/load-library.ts';
import type { ReadContent } from '../content/read-folders.ts';
import type { Instrument } from '../../rules/instrument.ts';
import { isShownTo, type Audience } from '../../rules/signature.ts';
import { shelvesOf, signed, type SignatureRow } from './signed-contents.ts';

const newestFirst = (left: ContentHead, right: ContentHead): number =>
  right.validFrom.localeCompare(left.validFrom) || right.version.localeCompare(left.version);

/** The newest version of each that is valid on the day and not disabled. */
export function inForce<Content extends ContentHead>(shelf: readonly { content: Content }[], on: Day): Content[] {
  const newest = new Map<string, Content>();
  for (const { content } of [...shelf].sort((left, right) => newestFirst(left.content, right.content)))
    if (content.validFrom <= on && content.status !== 'disabled' && !newest.has(content.id))
      newest.set(content.id, content);
  return [...newest.values()];
}

export function findVersion<Content extends ContentHead, One extends { content: Content }>(
  shelf: readonly One[],
  { id, version }: { id: string; version: string },
): One | undefined {
  return shelf.find(({ content }) => content.id === id && content.version === version);
}

export function summaries(library: Library, rows: readonly SignatureRow[]): ContentSummary[] {
  return shelvesOf(library).flatMap(([kind, shelf]) =>
    [...shelf]
      .sort((left, right) => newestFirst(left.content, right.content))
      .map((one): ContentSummary => {
        const { content, vectors } = one;
        const { effective, reviews } = signed(kind, one, rows);
        const combinations = library.instruments.find((instrument) => instrument === one)?.combinations;
        return {
          kind,
          id: content.id,
          version: content.version,
          status: effective,
          title: content.title,
          validFrom: content.validFrom,
          source: content.provenance[0]?.cite ?? '',
          claims: content.provenance.length,
          unconfirmed: content.provenance.filter(({ mark }) => mark === 'memory').length,
          vectors: vectors.length,
          ...(combinations !== undefined && { combinations }),
          reviews,
        };
      }),
  );
}

export function sheetOf<Content extends ContentHead, Vector>(
  kind: ContentKind,
  one: ReadContent<Content, Vector>,
  rows: readonly SignatureRow[],
): ContentSheet<Content, Vector> {
  const { content, vectors, note } = one;
  return { kind, content, vectors, note, ...signed(kind, one, rows) };
}

/** What is in force and may be shown to an audience, with the status that signatures make of it. */
export function shownInstruments(
  library: Library,
  rows: readonly SignatureRow[],
  audience: Audience,
  on: Day,
): Instrument[] {
  return inForce(library.instruments, on).flatMap((content) => {
    const one = findVersion(library.instruments, content)!;
    const kind = content.kind === 'decision-table' ? 'decision-table' : 'instrument';
    const { effective } = signed(kind, one, rows);
    return isShownTo(effective, audience) ? [{ ...content, status: effective }] : [];
  });
}
