// Lines come whole whatever the chunks are, and reading begins again after any of them.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { linesOf } from './line-batch.ts';
import type { Line } from './line-batch.ts';

async function* chunked(content: Buffer, sizes: readonly number[]): AsyncIterable<Buffer> {
  let at = 0;
  for (let turn = 0; at < content.length; turn++) {
    const size = sizes[turn % sizes.length]!;
    yield content.subarray(at, at + size);
    at += size;
  }
}
async function all(content: Buffer, sizes: readonly number[], from = { byte: 0, line: 0 }): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const line of linesOf(chunked(content.subarray(from.byte), sizes), from)) lines.push(line);
  return lines;
}

it('gives the same lines from any place', async () => {
  const texts = fc.array(fc.constantFrom('{}', '', '{"a":"王"}', '  ', '{"b":1}\r'), { maxLength: 12 });
  const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(texts, sizes, fc.boolean(), async (lines, some, closed) => {
      const content = Buffer.from(lines.join('\n') + (closed && lines.length > 0 ? '\n' : ''));
      const found = await all(content, some);
      expect(found.map(({ number, text }) => [number, text!.trim()])).toEqual(
        lines.flatMap((text, at) => (text.trim() === '' ? [] : [[at + 1, text.trim()]])),
      );
      for (const [index, { end, number }] of found.entries())
        expect(await all(content, [7], { byte: end, line: number })).toEqual(found.slice(index + 1));
    }),
    { numRuns: 60 },
  );
});
