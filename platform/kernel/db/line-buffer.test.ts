// Whatever texts go in, in whatever way, the same bytes come out as of joined lines, however often the buffer has to grow.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bytesOfLines, LineBuffer } from './line-buffer.ts';

const texts = fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { maxLength: 30 });

it('gives the bytes of joined lines', () => {
  fc.assert(
    fc.property(texts, fc.integer({ min: 1, max: 64 }), (lines, firstSize) => {
      const buffer = new LineBuffer(firstSize);
      for (const [at, line] of lines.entries()) {
        if (at % 2) buffer.bytes(Buffer.from(line));
        else buffer.text(line);
        buffer.ascii('\tid');
        buffer.endLine();
      }
      expect(buffer.take().toString()).toBe(lines.map((line) => `${Buffer.from(line).toString()}\tid\n`).join(''));
      expect(buffer.take()).toHaveLength(0);
      expect(Buffer.from(bytesOfLines(lines)).toString()).toBe(
        lines.map((line) => `${Buffer.from(line).toString()}\n`).join(''),
      );
    }),
  );
});
