// What the demo's voice says comes out of its sound again, wherever it begins, through noise; what is cut off says so.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CarrierReader, carry, type Heard } from './carrier.ts';
import { keyPress } from './dtmf.ts';
import { joined, tones } from './goertzel.ts';

function heard(audio: Int16Array): Heard[] {
  const reader = new CarrierReader();
  const found: Heard[] = [];
  for (let at = 0; at < audio.length; at += 160) found.push(...reader.hear(audio.subarray(at, at + 160)));
  return found;
}
const silence = (milliseconds: number) => tones(milliseconds, []);

it('brings each text back, after any silence and through a little noise', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 0, max: 700 }),
      fc.nat(),
      (texts, before, seed) => {
        let state = seed | 1;
        const audio = joined([new Int16Array(before), ...texts.flatMap((text) => [carry(text), silence(55)])]).map(
          (sample) => {
            state = Math.imul(state, 1_664_525) + 1_013_904_223;
            return sample + Math.round(((state >>> 8) / 2 ** 23 - 1) * 400);
          },
        );
        expect(heard(audio)).toEqual(texts.map((text) => ({ text, broken: false })));
      },
    ),
    { numRuns: 30 },
  );
});

it('says that a text was cut off, and hears the next one', () => {
  const cut = carry('您好，这里是家庭医生团队').subarray(0, 6_000);
  const [first, second] = heard(joined([cut, silence(40), keyPress('5'), carry('再见'), silence(30)]));
  expect(first).toMatchObject({ broken: true });
  expect('您好，这里是家庭医生团队'.startsWith(first!.text)).toBe(true);
  expect(second).toEqual({ text: '再见', broken: false });
});
