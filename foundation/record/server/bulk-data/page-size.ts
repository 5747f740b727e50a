// How many rows the next page asks for, so that a page has some megabytes whether its resources are small or large.

const wantedBytes = 4 * 1024 * 1024;
const [fewest, most] = [8, 4_096] as const;

export class PageSize {
  next = 512;

  /** Tells what the last page brought. */
  took(rows: number, bytes: number): void {
    if (rows === 0) return;
    const fitting = Math.floor(wantedBytes / Math.max(1, bytes / rows));
    // Growing slowly: the next rows may be larger than these.
    const wanted = Math.max(fewest, Math.min(most, this.next * 4, fitting));
    // A power of two: the number stands in the statement, so that the planner knows it, and few statements are prepared.
    this.next = 2 ** Math.floor(Math.log2(wanted));
  }
}
