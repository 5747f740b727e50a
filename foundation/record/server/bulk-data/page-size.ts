// How many rows the next page asks for, so that a page has some megabytes whether its resources are small or large.

const wantedBytes = 4 * 1024 * 1024;
const [fewest, most] = [10, 5_000] as const;

export class PageSize {
  next = 500;

  /** Tells what the last page brought. */
  took(rows: number, bytes: number): void {
    if (rows === 0) return;
    const fitting = Math.floor(wantedBytes / Math.max(1, bytes / rows));
    // Growing slowly: the next rows may be larger than these.
    this.next = Math.max(fewest, Math.min(most, this.next * 4, fitting));
  }
}
