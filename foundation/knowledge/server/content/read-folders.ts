// Reads content folders `<kind>/<id>/<version>/` from disk: the content, its worked examples, its note and its reviews.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { ZodType } from 'zod';
import type { ContentHead, Review } from '../../rules/content.ts';
import { contentFault, type ContentFault } from '../../rules/proof/fault.ts';
import { reviews as reviewsSchema } from './shared-schemas.ts';

export interface ReadContent<Content, Vector> {
  content: Content;
  vectors: Vector[];
  reviews: Review[];
  note: string;
}
export interface Shelf<Content, Vector> {
  /** Folder under the root, and the name of the file in it. */
  folder: string;
  file: string;
  schema: ZodType<Content>;
  vectorSchema?: ZodType<Vector>;
}

/** Faults carry the folder in `where`; content of a bad shape is left out. */
export function readShelf<Content extends Pick<ContentHead, 'id' | 'version'>, Vector = never>(
  root: URL,
  shelf: Shelf<Content, Vector>,
): { read: ReadContent<Content, Vector>[]; faults: ContentFault[] } {
  const read: ReadContent<Content, Vector>[] = [];
  const faults: ContentFault[] = [];
  const base = new URL(`${shelf.folder}/`, root);
  for (const id of foldersOf(base))
    for (const version of foldersOf(new URL(`${id}/`, base))) {
      const where = `${shelf.folder}/${id}/${version}`;
      const folder = new URL(`${id}/${version}/`, base);
      const text = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
      const taken = <T>(schema: ZodType<T>, value: unknown, name: string): T | undefined => {
        const parsed = schema.safeParse(value);
        if (parsed.success) return parsed.data;
        for (const { path, message } of parsed.error.issues)
          faults.push(contentFault('bad-shape', `${where}/${name}`, `${path.join('.')}: ${message}`));
        return undefined;
      };
      const missing = [
        shelf.file,
        'README.zh.md',
        'review.json',
        ...(shelf.vectorSchema ? ['vectors.jsonl'] : []),
      ].filter((name) => !existsSync(new URL(name, folder)));
      for (const name of missing) faults.push(contentFault('bad-shape', where, `${name} is missing`));
      if (missing.length > 0) continue;
      const content = taken(shelf.schema, JSON.parse(text(shelf.file)), shelf.file);
      const reviews = taken(reviewsSchema, JSON.parse(text('review.json')), 'review.json');
      const { vectorSchema } = shelf;
      const vectors = !vectorSchema
        ? []
        : text('vectors.jsonl')
            .split('\n')
            .filter((line) => line.trim() !== '')
            .map((line) => taken(vectorSchema, JSON.parse(line), 'vectors.jsonl'));
      if (!content || !reviews) continue;
      if (content.id !== id || content.version !== version)
        faults.push(contentFault('bad-shape', where, `calls itself ${content.id} ${content.version}`));
      read.push({ content, reviews, vectors: vectors.filter((one) => one !== undefined), note: text('README.zh.md') });
    }
  return { read, faults };
}

function foldersOf(folder: URL): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}
