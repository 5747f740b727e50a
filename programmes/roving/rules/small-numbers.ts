// Sums that go outside hide small numbers, so that nobody at work learns whose value it is.

/** Fewer people than this are not told (assumed; common in public health statistics). */
export const fewest = 5;

export interface GroupSum {
  /** Absent: hidden. */
  people?: number;
  of?: number;
}

/** How many of how many; hidden where either the part or the rest is small, since one gives away the other. */
export function safeShare(people: number, of: number): GroupSum {
  if (of < fewest) return {};
  if (people === 0 || people === of) return people === 0 ? { people, of } : { of };
  return people < fewest || of - people < fewest ? { of } : { people, of };
}

/**
 * A whole split into parts: small parts are hidden, and where exactly one is hidden the next smallest goes too,
 * because the whole would give it away.
 */
export function safeParts<Key extends string>(
  parts: readonly { key: Key; people: number }[],
): { key: Key; people?: number }[] {
  const hidden = new Set(parts.filter((part) => part.people > 0 && part.people < fewest).map((part) => part.key));
  if (hidden.size === 1) {
    const next = parts.filter((part) => part.people >= fewest).toSorted((a, b) => a.people - b.people)[0];
    if (next) hidden.add(next.key);
  }
  return parts.map(({ key, people }) => (hidden.has(key) ? { key } : { key, people }));
}
