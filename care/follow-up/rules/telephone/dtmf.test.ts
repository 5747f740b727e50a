// Every key is heard once at any level, twist, noise and place that a telephone line may bring; nothing else is a key.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { carry } from './carrier.ts';
import { DtmfDetector, keyPress, keys, keyTone, type Key, type Tone } from './dtmf.ts';
import { joined, tones } from './goertzel.ts';

const silence = (milliseconds: number) => tones(milliseconds, []);
/** Hears it in pieces of 20 ms, as lines bring it. */
function heard(audio: Int16Array): string {
  const detector = new DtmfDetector();
  let found = '';
  for (let at = 0; at < audio.length; at += 160) found += detector.hear(audio.subarray(at, at + 160)).join('');
  return found;
}
/** Invented, the same for the same seed. */
function noisy(audio: Int16Array, amplitude: number, seed: number): Int16Array {
  let state = seed | 1;
  return audio.map((sample) => {
    state = Math.imul(state, 1_664_525) + 1_013_904_223;
    return sample + Math.round(((state >>> 8) / 2 ** 23 - 1) * amplitude);
  });
}
const key = fc.constantFrom(...keys);
const around = (tone: Int16Array, before = 33) => joined([silence(before), tone, silence(60)]);
const tone = (milliseconds: number, ...amplitudes: [number, number]): Tone => ({ milliseconds, amplitudes });

it('hears any row of keys, each once, however often and long', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(key, fc.integer({ min: 40, max: 400 }), fc.integer({ min: 40, max: 90 })), { maxLength: 8 }),
      fc.integer({ min: 26, max: 90 }),
      (presses, before) => {
        const audio = presses.flatMap(([one, long, pause]) => [keyTone(one, tone(long, 6_000, 6_000)), silence(pause)]);
        expect(heard(joined([silence(before), ...audio, silence(60)]))).toBe(presses.map(([one]) => one).join(''));
      },
    ),
    { numRuns: 60 },
  );
});

it('hears keys at every level, within the twist, and through noise', () => {
  fc.assert(
    fc.property(
      key,
      fc.integer({ min: 200, max: 12_000 }),
      fc.double({ min: -8, max: 4, noNaN: true }),
      fc.nat(),
      (one, level, decibels, seed) => {
        const factor = 10 ** (decibels / 20);
        const [low, high] = factor > 1 ? [level / factor, level] : [level, level * factor];
        if (Math.min(low, high) < 150) return;
        const audio = around(keyTone(one, tone(60, low, high)));
        expect(heard(audio)).toBe(one);
        // 15 dB between the weaker tone and the noise.
        expect(heard(noisy(audio, Math.min(low, high) * 0.2, seed))).toBe(one);
      },
    ),
    { numRuns: 100 },
  );
});

it.each<[string, (one: Key) => Int16Array]>([
  ['a tone of 32 ms', (one) => keyTone(one, tone(32, 6_000, 6_000))],
  ['a tone of 20 ms', (one) => keyTone(one, tone(20, 6_000, 6_000))],
  ['a column far louder than the row', (one) => keyTone(one, tone(100, 1_000, 6_000))],
  ['a row far louder than the column', (one) => keyTone(one, tone(100, 8_000, 1_000))],
  ['the row alone', (one) => keyTone(one, tone(100, 8_000, 0))],
  ['a whisper below the line', (one) => keyTone(one, tone(100, 50, 50))],
])('takes %s for no key', (_name, sound) => {
  for (const one of keys) expect(heard(around(sound(one))), one).toBe('');
});

it('hears no key in noise or in the voice of the demo, and keys again after it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.nat(), key, (text, seed, one) => {
      expect(heard(noisy(silence(300), 8_000, seed))).toBe('');
      expect(heard(joined([carry(text), keyPress(one)]))).toBe(one);
    }),
    { numRuns: 25 },
  );
});
