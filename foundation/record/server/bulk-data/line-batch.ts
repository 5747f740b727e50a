// Cuts a stream of ndjson into lines that know where they end, so that reading can begin again after any of them.

export interface Line {
  /** Number of the line in its file, from 1. */
  number: number;
  /** First byte after the line. */
  end: number;
  /** Undefined where the line is longer than any resource may be. */
  text: string | undefined;
}

/** Bytes; the largest body that the interactive interface takes as well. */
const longestLine = 80 * 1024 * 1024;
const newline = 0x0a;

/** Lines from `from.byte` on, where line `from.line` has ended; blank lines are counted and left out. */
export async function* linesOf(
  content: AsyncIterable<Buffer>,
  from: { byte: number; line: number },
): AsyncIterable<Line> {
  let parts: Buffer[] = [];
  let length = 0;
  let end = from.byte;
  let number = from.line;
  const take = (part: Buffer) => {
    length += part.length;
    if (length <= longestLine) parts.push(part);
    else parts = [];
  };
  const close = (): Line => {
    number += 1;
    end += length;
    const text = length > longestLine ? undefined : Buffer.concat(parts).toString();
    parts = [];
    length = 0;
    return { number, end, text };
  };
  for await (const chunk of content) {
    let at = 0;
    for (let next = chunk.indexOf(newline); next >= 0; next = chunk.indexOf(newline, at)) {
      take(chunk.subarray(at, next + 1));
      at = next + 1;
      const line = close();
      if (line.text?.trim() !== '') yield line;
    }
    if (at < chunk.length) take(chunk.subarray(at));
  }
  if (length === 0) return;
  const line = close();
  if (line.text?.trim() !== '') yield line;
}
