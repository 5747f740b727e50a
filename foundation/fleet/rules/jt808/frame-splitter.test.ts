// Frames come out whole however the stream is cut, and nothing that a sender does makes the splitter grow.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodeFrame, type Frame } from './frame.ts';
import { FrameSplitter } from './frame-splitter.ts';
import { body } from './test-frames.ts';

it('gives the same frames for every way to cut the stream', () => {
  fc.assert(
    fc.property(fc.array(body(80), { maxLength: 8 }), fc.array(fc.nat(400), { maxLength: 30 }), (bodies, cuts) => {
      const frames = bodies.map((content, serial): Frame => {
        return { id: 0x0900, edition: 2019, phone: '64', serial, body: content };
      });
      const encoded = frames.map(encodeFrame);
      const stream = Uint8Array.from(encoded.flatMap((bytes) => [...bytes]));
      const ends = [0, ...cuts.filter((cut) => cut < stream.length).toSorted((a, b) => a - b), stream.length];
      const splitter = new FrameSplitter();
      const found = ends.slice(1).flatMap((end, at) => splitter.push(stream.subarray(ends[at], end)));
      expect(found.map((bytes) => [...bytes])).toEqual(encoded.map((bytes) => [...bytes.subarray(1, -1)]));
      expect(splitter.dropped).toBe(0);
    }),
    { numRuns: 200 },
  );
});

it('cut at every single byte', () => {
  const bytes = encodeFrame({ id: 2, edition: 2013, phone: '1', serial: 0x7e7d, body: Uint8Array.of(0x7e, 0x7d, 1) });
  for (let cut = 0; cut <= bytes.length; cut++) {
    const splitter = new FrameSplitter();
    const found = [...splitter.push(bytes.subarray(0, cut)), ...splitter.push(bytes.subarray(cut))];
    expect(found.map((frame) => [...frame])).toEqual([[...bytes.subarray(1, -1)]]);
  }
});

it('throws away what never ends and goes on with the next frame', () => {
  const splitter = new FrameSplitter();
  for (let piece = 0; piece < 1_000; piece++) expect(splitter.push(new Uint8Array(1_000).fill(0x55))).toEqual([]);
  expect(JSON.stringify(splitter).length).toBeLessThan(50_000);
  const next = encodeFrame({ id: 2, edition: 2013, phone: '1', serial: 1, body: new Uint8Array(0) });
  expect(splitter.push(next)).toHaveLength(1);
  expect(splitter.dropped).toBe(1_000_000);
});
