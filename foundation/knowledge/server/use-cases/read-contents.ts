// Lists the knowledge base and finds what is in force on a day, or one version.
import type { Day } from '#platform/contract.ts';
import type { ContentKind, ContentSheet, ContentSummary } from '../../contract.ts';
import type { ContentHead } from '../../rules/content.ts';
import type { Library } from '../content/load-library.ts';
import type { ReadContent } from '../content/read-folders.ts';

type Read<Content> = ReadContent<Content, unknown>;
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

export function summaries(library: Library): ContentSummary[] {
  const of = (kind: ContentKind, shelf: readonly (Read<ContentHead> & { combinations?: number })[]): ContentSummary[] =>
    [...shelf]
      .sort((left, right) => newestFirst(left.content, right.content))
      .map(({ content, vectors, reviews, combinations }) => ({
        kind,
        id: content.id,
        version: content.version,
        status: content.status,
        title: content.title,
        validFrom: content.validFrom,
        source: content.provenance[0]?.cite ?? '',
        claims: content.provenance.length,
        unconfirmed: content.provenance.filter(({ mark }) => mark === 'memory').length,
        vectors: vectors.length,
        ...(combinations !== undefined && { combinations }),
        reviews,
      }));
  const tables = library.instruments.filter(({ content }) => content.kind === 'decision-table');
  return [
    ...of('form', library.forms),
    ...of('decision-table', tables),
    ...of(
      'instrument',
      library.instruments.filter((one) => !tables.includes(one)),
    ),
    ...of('interactions', library.interactions),
    ...of('medicines', library.medicines),
    ...of('ranges', library.ranges),
  ];
}

export const sheetOf = <Content, Vector>({
  content,
  vectors,
  reviews,
  note,
}: ReadContent<Content, Vector>): ContentSheet<Content, Vector> => ({ content, vectors, reviews, note });
