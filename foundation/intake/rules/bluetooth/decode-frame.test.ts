// Golden frames of each kind; reserved values are no numbers; whatever the bytes, decoding ends with a reading or a fault.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bluetoothKinds, decodeFrame } from './decode-frame.ts';
import { bytesOfHex } from './hex.ts';
import { readFloat, readSfloat } from './medical-float.ts';

interface Golden {
  name: string;
  characteristic: string;
  hex: string;
  reading?: object;
  fault?: string;
}
const golden = JSON.parse(
  readFileSync(new URL('../../golden/bluetooth-frames.json', import.meta.url), 'utf8'),
) as Golden[];
const decode = ({ characteristic, hex }: Golden) => decodeFrame(parseInt(characteristic, 16), bytesOfHex(hex)!);

describe('golden frames', () => {
  it.each(golden)('$name', (one) => {
    const decoded = decode(one);
    if (one.fault) expect(decoded).toEqual({ ok: false, fault: one.fault });
    else expect(decoded.ok && decoded.reading).toEqual(one.reading);
  });

  it('have each kind with and without a fault', () => {
    for (const { characteristic } of Object.values(bluetoothKinds)) {
      const own = golden.filter((one) => parseInt(one.characteristic, 16) === characteristic);
      expect(own.some(({ fault }) => fault === undefined)).toBe(true);
      expect(own.some(({ fault }) => fault !== undefined)).toBe(true);
    }
  });
});

it('reserved numbers are none', () => {
  for (const mantissa of [0x07fe, 0x07ff, 0x0800, 0x0801, 0x0802])
    for (const exponent of [0, 0x3, 0xf]) expect(readSfloat((exponent << 12) | mantissa)).toBeUndefined();
  for (const raw of [0x007ffffe, 0x007fffff, 0x00800000, 0x00800001, 0xff800002])
    expect(readFloat(raw)).toBeUndefined();
  expect([readSfloat(0x07fd), readSfloat(0x0803), readSfloat(0xf0ff), readSfloat(0x0fff)]).toEqual([
    2045, -2045, 25.5, -1,
  ]);
  expect(readFloat(0xff00016e)).toBe(36.6);
});

describe('any bytes', () => {
  const characteristics = [...Object.values(bluetoothKinds).map(({ characteristic }) => characteristic), 0x2a37];
  it('never throw, and give finite numbers or a fault', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...characteristics),
        fc.uint8Array({ maxLength: 40 }),
        fc.nat(8),
        (characteristic, bytes, lead) => {
          // A view into a larger buffer, as browsers give one.
          const within = new Uint8Array(bytes.length + lead + 3).fill(0xaa);
          within.set(bytes, lead);
          const decoded = decodeFrame(characteristic, within.subarray(lead, lead + bytes.length));
          expect(decoded).toEqual(decodeFrame(characteristic, bytes));
          if (!decoded.ok) return;
          const values = Object.values(decoded.reading.values);
          expect(values.length).toBeGreaterThan(0);
          expect(values.every(Number.isFinite)).toBe(true);
        },
      ),
      { numRuns: 5_000 },
    );
  });

  it('every frame that breaks off is a fault', () => {
    for (const one of golden.filter(({ fault }) => fault === undefined)) {
      const bytes = bytesOfHex(one.hex)!;
      for (let length = 0; length < 3; length += 1)
        expect(decodeFrame(parseInt(one.characteristic, 16), bytes.subarray(0, length)).ok).toBe(false);
    }
  });
});
