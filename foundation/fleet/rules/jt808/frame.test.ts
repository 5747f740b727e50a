// Frames survive encoding and decoding, mutated ones are values, golden ones of real terminals are read.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOfHex, hexOf } from './bytes.ts';
import { faultWords } from './fault.ts';
import { decodeFrame, encodeFrame } from './frame.ts';
import { decodeMessage } from './message.ts';
import { body, editions, goldenFrames } from './test-frames.ts';

const frames = fc.record({
  id: fc.integer({ min: 0, max: 0xffff }),
  edition: editions,
  phone: fc.integer({ min: 0, max: 999_999_999_999 }).map(String),
  serial: fc.integer({ min: 0, max: 0xffff }),
  body: body(1_023),
});

describe('frames', () => {
  it('come back as they were encoded, with delimiters at the ends only', () => {
    fc.assert(
      fc.property(frames, (frame) => {
        const bytes = encodeFrame(frame);
        expect([...bytes.subarray(1, -1)]).not.toContain(0x7e);
        const found = decodeFrame(bytes);
        expect(found).toEqual({ ok: true, value: { ...frame, ...(frame.edition === 2019 && { revision: 1 }) } });
      }),
      { numRuns: 200 },
    );
  });

  it('encode to the bytes that the standard describes', () => {
    const bytes = encodeFrame({
      id: 0x0002,
      edition: 2013,
      phone: '13567777777',
      serial: 0x7e,
      body: new Uint8Array(0),
    });
    // Heartbeat by hand: the serial's 7E is escaped, the checksum is the exclusive or of what was there before.
    expect(hexOf(bytes)).toBe('7e00020000013567777777007d025e7e'.replace('5e7e', `${checksum()}7e`));
    function checksum(): string {
      const content = bytesOfHex('00020000013567777777007e')!;
      return content
        .reduce((sum, byte) => sum ^ byte, 0)
        .toString(16)
        .padStart(2, '0');
    }
  });

  it('mutated, are faults with words and never thrown', () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(
        fc.constantFrom(...goldenFrames),
        fc.array(fc.record({ at: fc.nat(600), to: fc.nat(255) }), { maxLength: 6 }),
        fc.nat(600),
        fc.constantFrom('strict' as const, 'lenient' as const),
        (golden, changes, cut, checksum) => {
          const bytes = golden.slice(0, cut > 300 ? undefined : cut);
          for (const { at, to } of changes) if (at < bytes.length) bytes[at] = to;
          const found = decodeFrame(bytes, checksum);
          const message = found.ok ? decodeMessage(found.value) : found;
          kinds.add(message.ok ? 'ok' : message.fault.fault);
          if (!message.ok) expect(faultWords(message.fault).length).toBeGreaterThan(5);
        },
      ),
      { numRuns: 300, seed: 808 },
    );
    expect([...kinds]).toEqual(expect.arrayContaining(['ok', 'too-short', 'checksum', 'encrypted']));
  });
});

describe('golden frames of real terminals', () => {
  const read = (index: number, checksum: 'strict' | 'lenient' = 'strict') => {
    const found = decodeFrame(goldenFrames[index]!, checksum);
    return found.ok ? decodeMessage(found.value) : found;
  };
  it('are read in the strict mode, save those with edited numbers and those of dialects', () => {
    const faults = goldenFrames.map((_, index) => read(index)).filter((found) => !found.ok);
    expect(goldenFrames).toHaveLength(56);
    expect(faults.map((found) => found.fault.fault).toSorted()).toEqual([
      'bad-escape',
      'body-length',
      ...Array<string>(5).fill('checksum'),
      ...Array<string>(4).fill('encrypted'),
    ]);
  });
  it('with a wrong checksum are read in the lenient mode', () => {
    expect(read(54)).toEqual({ ok: false, fault: { fault: 'checksum', computed: 0x2d, found: 0xef } });
    expect(read(54, 'lenient')).toMatchObject({ ok: true, value: { kind: 'position', lat: 51.375448, lon: 7.14701 } });
  });
  it('give plates, batches and positions', () => {
    expect(read(41)).toMatchObject({ ok: true, value: { kind: 'register', plate: '粤B88888', plateColour: 1 } });
    expect(read(38)).toMatchObject({ ok: true, value: { kind: 'position-batch', unreadable: [] } });
    const batch = read(38);
    if (!batch.ok || batch.value.kind !== 'position-batch') throw new Error('no batch');
    expect(batch.value.positions).toHaveLength(8);
    // An independent decoder read 22.6396 N 114.0320 E.
    expect(batch.value.positions[0]!.lat).toBeCloseTo(22.6396, 3);
    expect(batch.value.positions[0]!.lon).toBeCloseTo(114.032, 3);
    expect(read(10)).toMatchObject({
      ok: true,
      value: { kind: 'position', lat: 22.837943, lon: 114.426985, deviceAt: new Date('2025-04-02T08:36:26Z') },
    });
  });
});
