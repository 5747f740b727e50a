// One derived value alone is what the whole result holds of it, and what it lacks is told where the whole is not complete.
import { expect, it } from 'vitest';
import { shipped } from '../server/test-library.ts';
import { evaluateInstrument, readDerived } from './evaluate-instrument.ts';

it.each(shipped.instruments.map((one) => [one.content.id, one] as const))(
  '%s: each part alone is the part of the whole',
  (_id, { content, vectors }) => {
    for (const { values } of vectors) {
      const whole = evaluateInstrument(content, values);
      if (whole.state !== 'complete') continue;
      for (const { key } of content.derived)
        expect(readDerived(content, values, key).value, key).toEqual(whole.derived[key]);
    }
  },
);

it('says of a part what it lacks, and what can not be true', () => {
  const { content } = shipped.instruments.find((one) => one.content.id === 'lifes-essential-8')!;
  expect(readDerived(content, { age: 50, totalCholesterol: 5 }, 'lipidPoints')).toEqual({
    missing: ['hdl', 'lipidLowering'],
    implausible: [],
  });
  expect(readDerived(content, { age: 50, bmi: 190 }, 'bmiPoints')).toEqual({ missing: [], implausible: ['bmi'] });
});
