// The compiled instruments: for whoever comes, whatever is missing, wrong or in another unit, the very result of the evaluator.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shipped } from '../server/test-library.ts';
import { compileInstrument } from './compile-instrument.ts';
import { evaluateInstrument } from './evaluate-instrument.ts';
import type { Expression } from './expression.ts';
import type { Instrument, InstrumentInput } from './instrument.ts';
import { cutsOfInstrument } from './proof/instrument-cuts.ts';
import type { InputValues, Value, Quantity } from './values.ts';

type Given = Value | Quantity | undefined;
function arbitraryOf(instrument: Instrument, input: InstrumentInput, base: Given): fc.Arbitrary<Given> {
  const wrong = fc.constantFrom<Given>('?', 1e9, -1, { value: 1, unit: 'wrong' }, ['?'], NaN);
  const right = ((): fc.Arbitrary<Given> => {
    if (input.kind === 'yes-no') return fc.boolean();
    if ('options' in input) {
      const codes = input.options.map(({ code }) => code);
      return input.kind === 'choice' ? fc.constantFrom(...codes) : fc.subarray(codes);
    }
    const [low, high] = input.range;
    const cuts = cutsOfInstrument(instrument, input.key).filter((cut) => cut >= low && cut <= high);
    const plain = fc.oneof(
      fc.double({ min: low, max: high, noNaN: true }),
      ...(cuts.length > 0 ? [fc.constantFrom(...cuts)] : []),
    );
    const units = Object.entries({ ...input.accept, [input.unit]: 1 });
    return fc.oneof(
      plain,
      fc.tuple(plain, fc.constantFrom(...units)).map(([value, [unit, factor]]) => ({ value: value / factor, unit })),
    );
  })();
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant(base) },
    { weight: 12, arbitrary: right },
    { weight: 2, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: wrong },
  );
}

it.each(shipped.instruments.map((one) => [one.content.id, one] as const))(
  '%s gives the same compiled',
  (_id, { content, vectors }) => {
    const compiled = compileInstrument(content);
    for (const { values, history } of vectors)
      expect(compiled(values, history)).toStrictEqual(evaluateInstrument(content, values, history));
    const bases = vectors.length > 0 ? vectors.map(({ values }) => values) : [{}];
    const person = fc
      .constantFrom(...bases)
      .chain((base: InputValues) =>
        fc.record(
          Object.fromEntries(content.inputs.map((input) => [input.key, arbitraryOf(content, input, base[input.key])])),
        ),
      );
    const states = new Set<string>();
    fc.assert(
      fc.property(person, fc.array(person, { maxLength: 3 }), (values, history) => {
        const expected = evaluateInstrument(content, values, history);
        states.add(expected.state);
        expect(compiled(values, history)).toStrictEqual(expected);
      }),
      { numRuns: 300, seed: 20261127 },
    );
    if (content.status !== 'awaiting-table')
      expect([states.has('complete'), states.has('incomplete')]).toEqual([true, true]);
  },
);

const text = { zh: '数', en: 'number' };
const leaf: fc.Arbitrary<Expression> = fc.oneof(fc.constantFrom<Expression>('a', 'b'), fc.integer({ min: -2, max: 3 }));
const expression: fc.Arbitrary<Expression> = fc.letrec<{ one: Expression }>((tie) => {
  const two = fc.tuple(tie('one'), tie('one'));
  const several = fc.array(tie('one'), { minLength: 1, maxLength: 3 });
  const made: fc.Arbitrary<Expression>[] = [
    several.map((add) => ({ add })),
    several.map((multiply) => ({ multiply })),
    several.map((smallest) => ({ smallest })),
    several.map((largest) => ({ largest })),
    two.map((subtract) => ({ subtract })),
    two.map((divide) => ({ divide })),
    two.map((power) => ({ power })),
    tie('one').map((ln) => ({ ln })),
    tie('one').map((exp) => ({ exp })),
    several.map((known) => ({ known })),
    several.map((first) => ({ first })),
    fc.tuple(several, fc.integer({ min: 1, max: 3 })).map(([mean, fewest]) => ({ mean, fewest })),
    two.map(([value, otherwise]) => ({ when: { input: 'a', atLeast: 1 }, value, otherwise })),
  ];
  return { one: fc.oneof({ depthSize: 'small', withCrossShrink: true }, leaf, ...made) };
}).one;

it('any arithmetic gives the same compiled, whatever is unknown', () => {
  const input = (key: string): InstrumentInput => ({
    key,
    label: text,
    required: false,
    kind: 'number',
    unit: '1',
    range: [-9, 9],
    step: 1,
  });
  const instrument = (of: Expression): Instrument => ({
    id: 'any',
    version: '1',
    status: 'draft',
    title: text,
    provenance: [],
    licence: '',
    validFrom: '2026-01-01',
    kind: 'equation',
    purpose: text,
    exclusions: [],
    inputs: [input('a'), input('b')],
    derived: [{ key: 'made', label: text, expression: of }],
    score: 'made',
    rows: [{ key: 'all', outcome: { code: 'all', label: text, tone: 'normal', actions: [] } }],
  });
  const known = fc.option(fc.integer({ min: -3, max: 3 }), { nil: undefined });
  fc.assert(
    fc.property(expression, known, known, (of, a, b) => {
      const one = instrument(of);
      expect(compileInstrument(one)({ a, b })).toStrictEqual(evaluateInstrument(one, { a, b }));
    }),
    { numRuns: 1000, seed: 20261127 },
  );
});
