// Results of a page of people as the bytes of COPY lines: three quarters of them did not come out, and say so in the same few texts.
import { copyText, copyValue } from '#platform/kernel/db/copy.ts';
import type { RiskLevel } from '../../rules/assess.ts';

export interface ResultRow {
  personId: string;
  model: string;
  version: string;
  state: 'complete' | 'incomplete' | 'not-applicable';
  level?: RiskLevel | undefined;
  score?: number | undefined;
  unit?: string | undefined;
  villageId?: string | undefined;
  content: string;
}

const bytesOfUnit = 3;
const lineEnd = 10;
/** Ids and times are plain signs. */
const headBytes = 200;
const firstSize = 1 << 20;
const mostKept = 5_000;

/** Bytes of a line after person, village and time, by the content; a content names its model and state. */
const kept = new Map<string, Buffer>();

/** One line a row: person, village, time, model, version, state, level, score, unit, content. The bytes are the caller's own. */
export function resultLines(rows: readonly ResultRow[], at: Date): Buffer {
  const assessedAt = at.toISOString();
  let lines = Buffer.allocUnsafe(firstSize);
  let used = 0;
  for (const row of rows) {
    const same = row.state === 'complete' ? undefined : keptTail(row);
    const tail = same === undefined ? tailOf(row) : '';
    const needed = used + headBytes + (same ? same.length : tail.length * bytesOfUnit);
    if (needed > lines.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, lines.length * 2));
      lines.copy(larger, 0, 0, used);
      lines = larger;
    }
    used += lines.write(`${row.personId}\t${row.villageId ?? '\\N'}\t${assessedAt}\t`, used, 'latin1');
    if (same) used += same.copy(lines, used);
    else used += lines.write(tail, used);
    lines[used++] = lineEnd;
  }
  return lines.subarray(0, used);
}

function keptTail(row: ResultRow): Buffer {
  let bytes = kept.get(row.content);
  if (bytes === undefined) {
    bytes = Buffer.from(tailOf(row));
    if (kept.size >= mostKept) kept.clear();
    kept.set(row.content, bytes);
  }
  return bytes;
}

const tailOf = ({ model, version, state, level, score, unit, content }: ResultRow): string =>
  `${model}\t${version}\t${state}\t${copyValue(level)}\t${copyValue(score)}\t${copyValue(unit)}\t${copyText(content)}`;
