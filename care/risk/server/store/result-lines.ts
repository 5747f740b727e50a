// Results of a page of people as the bytes of COPY lines: three quarters of them did not come out, and say so in the same few texts.
import { copyText, copyValue } from '#platform/kernel/db/copy.ts';
import { LineBuffer } from '#platform/kernel/db/line-buffer.ts';
import type { RiskLevel } from '../../rules/models.ts';

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

const firstSize = 1 << 20;
const mostKept = 5_000;

/** Bytes of a line after person, village and time, by the content; a content names its model and state. */
const kept = new Map<string, Buffer>();

/** One line a row: person, village, time, model, version, state, level, score, unit, content. The bytes are the caller's own. */
export function resultLines(rows: readonly ResultRow[], at: Date): Buffer {
  const assessedAt = at.toISOString();
  const lines = new LineBuffer(firstSize);
  for (const row of rows) {
    lines.ascii(`${row.personId}\t${row.villageId ?? '\\N'}\t${assessedAt}\t`);
    if (row.state === 'complete') lines.text(tailOf(row));
    else lines.bytes(keptTail(row));
    lines.endLine();
  }
  return lines.take();
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
