// Event streams are read the same however they are cut into pieces.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readEventStream } from './event-stream.ts';

const stream =
  ': hello\nretry: 1500\n\nid: 7\nevent: county.counters\ndata: {"visits":3}\r\n\r\ndata: a\ndata:b\n\nevent: x\n\n';
const expected = [
  { id: '7', event: 'county.counters', data: '{"visits":3}' },
  { id: '7', event: 'message', data: 'a\nb' },
];

it('reads comments, ids, names, several data lines and the retry time', () => {
  const reader = readEventStream();
  expect(reader.push(stream)).toEqual(expected);
  expect(reader.retry).toBe(1500);
});

it('gives the same events for every cutting', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 40, maxLength: 80 }), (sizes) => {
      const reader = readEventStream();
      let at = 0;
      const events = [...sizes, stream.length].flatMap((size) => {
        const piece = stream.slice(at, at + size);
        at += size;
        return reader.push(piece);
      });
      expect(events).toEqual(expected);
    }),
    { seed: 20261122, numRuns: 200 },
  );
});
