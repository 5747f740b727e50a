// The fingerprint of content, so that a signature holds for exactly what was signed.
import { createHash } from 'node:crypto';

/** SM3 of content, worked examples and note; its status and its reviews are left out, because signing changes them. */
export function contentHash({
  content,
  vectors,
  note,
}: {
  content: object;
  vectors: readonly unknown[];
  note: string;
}): string {
  const { status: _status, ...signed } = content as { status?: string };
  return createHash('sm3')
    .update(JSON.stringify(sorted({ content: signed, vectors, note })))
    .digest('hex');
}

/** The order in which a file writes its keys is no part of what it says. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
