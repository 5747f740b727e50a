// Small numbers are not shown: cells below a minimum are hidden, and so many others beside them that no hidden one can be worked out from the total.

export interface Cell {
  key: string;
  numerator: number;
  denominator: number;
}
export interface ShownCell {
  key: string;
  /** Absent where hidden. */
  numerator?: number;
  denominator?: number;
  /** `small`: too few people; `beside`: it would give a hidden one away. */
  hidden?: 'small' | 'beside';
}

export const isSmall = (count: number, minimum: number): boolean => count > 0 && count < minimum;

/**
 * A cell is small where its people, those who count, or those who do not are fewer than the minimum but not none.
 * The totals over all cells are published: hidden cells together must hold at least two cells and `minimum` people
 * (and as many in numerator and rest, or none), else the next smallest cell is hidden too.
 */
export function suppressSmall(cells: readonly Cell[], minimum: number): ShownCell[] {
  const hidden = new Map<string, 'small' | 'beside'>();
  for (const { key, numerator, denominator } of cells)
    if (isSmall(denominator, minimum) || isSmall(numerator, minimum) || isSmall(denominator - numerator, minimum))
      hidden.set(key, 'small');
  const bySize = cells.toSorted((one, other) => one.denominator - other.denominator || (one.key < other.key ? -1 : 1));
  while (hidden.size > 0 && givesAway(cells, hidden, minimum)) {
    const next = bySize.find(({ key, denominator }) => denominator > 0 && !hidden.has(key));
    if (!next) break;
    hidden.set(next.key, 'beside');
  }
  return cells.map(({ key, numerator, denominator }) => {
    const why = hidden.get(key);
    return why ? { key, hidden: why } : { key, numerator, denominator };
  });
}

/** What is hidden together is the difference of published figures: it must not be small itself, nor a single cell. */
function givesAway(cells: readonly Cell[], hidden: ReadonlyMap<string, unknown>, minimum: number): boolean {
  const inside = cells.filter(({ key, denominator }) => hidden.has(key) && denominator > 0);
  if (inside.length < 2) return true;
  const denominator = inside.reduce((sum, cell) => sum + cell.denominator, 0);
  const numerator = inside.reduce((sum, cell) => sum + cell.numerator, 0);
  return [denominator, numerator, denominator - numerator].some((count) => isSmall(count, minimum));
}

/** `small`: too few people; `beside`: it would give a small number away; `nobody`: there is nobody to count. */
export type WhyHidden = 'small' | 'beside' | 'nobody';
/** A number of people, or why it is not shown. */
export type ShownCount = { count: number } | { hidden: 'small' | 'beside' };
export type ShownShare = { numerator: number; denominator: number } | { hidden: WhyHidden };

export const shownCount = (count: number, givesSmallAway: boolean, minimum: number): ShownCount =>
  isSmall(count, minimum) ? { hidden: 'small' } : givesSmallAway ? { hidden: 'beside' } : { count };

/** Those who count and those who do not are each other's rest. */
export function shownShare(numerator: number, denominator: number, minimum: number): ShownShare {
  if (denominator === 0) return { hidden: 'nobody' };
  if (isSmall(denominator, minimum)) return { hidden: 'small' };
  const rest = denominator - numerator;
  return isSmall(numerator, minimum) || isSmall(rest, minimum) ? { hidden: 'beside' } : { numerator, denominator };
}
