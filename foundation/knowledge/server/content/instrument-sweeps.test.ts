// Sweeps over every shipped instrument, driven by its own data: cuts from both sides, other units, missing inputs, direction.
import { describe, expect, it } from 'vitest';
import type { InstrumentVector } from '../../contract.ts';
import { holds } from '../../rules/condition.ts';
import { evaluateInstrument } from '../../rules/evaluate-instrument.ts';
import type { Instrument, InstrumentInput, InstrumentResult } from '../../rules/instrument.ts';
import { cutsOfInstrument } from '../../rules/proof/instrument-cuts.ts';
import { proveMonotone } from '../../rules/proof/prove-monotone.ts';
import { isQuantity } from '../../rules/values.ts';
import { shipped } from '../test-library.ts';

const computing = shipped.instruments.filter(({ content }) => content.status !== 'awaiting-table');
const named = computing.map((one) => [one.content.id, one] as const);
const complete = (vectors: readonly InstrumentVector[]) =>
  vectors.filter(({ expect: { state } }) => state === 'complete');
const scoreOf = (result: InstrumentResult) => (result.state === 'complete' ? result.score?.value : undefined);
type NumberInput = Extract<InstrumentInput, { kind: 'number' }>;
const numbersOf = ({ inputs }: Instrument) => inputs.filter((one): one is NumberInput => one.kind === 'number');

describe.each(named)('%s', (_id, { content: instrument, vectors }) => {
  it('decides every cut from both sides and on it as its data say', () => {
    let checked = 0;
    for (const { key, range } of numbersOf(instrument))
      for (const cut of cutsOfInstrument(instrument, key)) {
        for (const at of [cut - 1e-6, cut, cut + 1e-6]) {
          if (at < range[0] || at > range[1]) continue;
          for (const { values, history } of complete(vectors).slice(0, 4)) {
            const result = evaluateInstrument(instrument, { ...values, [key]: at }, history);
            if (result.state !== 'complete') continue;
            checked += 1;
            for (const value of instrument.derived)
              if ('intervals' in value && value.of === key) {
                const fits = value.intervals.filter(
                  ({ from, below }) => (from === undefined || at >= from) && (below === undefined || at < below),
                );
                expect(fits).toHaveLength(1);
                expect(result.derived[value.key]).toBe(fits[0]!.value);
              }
            expectRow(instrument, result, { ...values, [key]: at });
          }
        }
      }
    if (numbersOf(instrument).some(({ key }) => key !== 'age' && cutsOfInstrument(instrument, key).length > 0))
      expect(checked).toBeGreaterThan(0);
  });

  it('decides every cut of a value that it derives: the value stands in as an input', () => {
    for (const value of instrument.derived) {
      const cuts = 'condition' in value ? [] : cutsOfInstrument(instrument, value.key);
      const [low, high] = value.range ?? [-Infinity, Infinity];
      const opened: Instrument = {
        ...instrument,
        derived: instrument.derived.filter(({ key }) => key !== value.key),
        score: undefined,
        inputs: [
          ...instrument.inputs,
          {
            key: value.key,
            label: value.label,
            required: true,
            kind: 'number',
            unit: '1',
            range: [low, high],
            step: 1,
          },
        ],
      };
      for (const cut of cuts)
        for (const at of [cut - 1e-6, cut, cut + 1e-6]) {
          if (at < low || at > high) continue;
          const { values, history } = complete(vectors)[0]!;
          const given = { ...values, [value.key]: at };
          const result = evaluateInstrument(opened, given, history);
          if (result.state === 'complete') expectRow(opened, result, given);
        }
    }
  });

  it('gives the same in every accepted unit', () => {
    for (const { key, unit, accept = {} } of numbersOf(instrument))
      for (const [other, factor] of Object.entries(accept))
        for (const { values, history } of complete(vectors)) {
          const given = values[key];
          if (given === undefined) continue;
          const own = isQuantity(given) ? given.value * (given.unit === unit ? 1 : accept[given.unit]!) : Number(given);
          const plain = evaluateInstrument(instrument, { ...values, [key]: own }, history);
          const turned = evaluateInstrument(
            instrument,
            { ...values, [key]: { value: own / factor, unit: other } },
            history,
          );
          const declared = evaluateInstrument(instrument, { ...values, [key]: { value: own, unit } }, history);
          expect(declared).toEqual(plain);
          expect(turned.state).toBe('complete');
          if (turned.state === 'complete' && plain.state === 'complete') {
            expect(turned.outcome.code).toBe(plain.outcome.code);
            expect(scoreOf(turned) ?? 0).toBeCloseTo(scoreOf(plain) ?? 0, 7);
          }
          const wrong = evaluateInstrument(instrument, { ...values, [key]: { value: own, unit: 'wrong' } }, history);
          const { [key]: _gone, ...rest } = values;
          // A value that nothing reads changes nothing; one that is read is refused.
          if (wrong.state === 'complete') expect(wrong).toEqual(evaluateInstrument(instrument, rest, history));
          else expect(wrong).toMatchObject({ state: 'incomplete', implausible: [key] });
        }
  });

  it('never makes up a missing input: whichever one or two are gone, it names them or did not need them', () => {
    const averages = JSON.stringify(instrument.derived).match(/"mean"|"first"/) !== null;
    for (const { values, history } of complete(vectors).slice(0, 6)) {
      const full = evaluateInstrument(instrument, values, history);
      if (full.state !== 'complete') continue;
      const keys = Object.keys(values);
      const gone = keys.flatMap((one, index) => [[one], ...keys.slice(index + 1, index + 4).map((two) => [one, two])]);
      for (const some of gone) {
        const rest = Object.fromEntries(Object.entries(values).filter(([key]) => !some.includes(key)));
        const result = evaluateInstrument(instrument, rest, history);
        const required = instrument.inputs.some(({ key, required: must }) => must && some.includes(key));
        if (result.state === 'incomplete') {
          expect(result.missing.length).toBeGreaterThan(0);
          for (const key of some.filter((one) => result.missing.includes(one))) expect(rest[key]).toBeUndefined();
          expect(result.missing.some((key) => some.includes(key)) || averages).toBe(true);
        } else if (result.state === 'complete') {
          expect(required).toBe(false);
          if (!averages) {
            expect(result.row).toBe(full.row);
            // What stands alone may come without its score, never with another.
            const alone = instrument.rows.find(({ key }) => key === result.row)?.alone === true;
            expect([scoreOf(full), ...(alone ? [undefined] : [])]).toContain(scoreOf(result));
          }
        }
      }
    }
  });

  it('moves one way where it says so, and every input it says so of exists', () => {
    expect(proveMonotone(instrument, vectors)).toEqual([]);
  });
});

/** The row is the first of which the condition holds, reckoned again from the result's own values. */
function expectRow(
  instrument: Instrument,
  result: Extract<InstrumentResult, { state: 'complete' }>,
  values: InstrumentVector['values'],
) {
  if (instrument.counters) return;
  const read = (key: string) => {
    if (key in result.derived) return result.derived[key];
    const given = values[key];
    if (!isQuantity(given)) return given;
    const input = numbersOf(instrument).find((one) => one.key === key)!;
    return given.value * (given.unit === input.unit ? 1 : input.accept![given.unit]!);
  };
  const first = instrument.rows.find(({ when }) => !when || holds(when, read) === true);
  expect(result.row).toBe(first?.key);
}

it('sees a planted wrong direction', () => {
  const fib4 = computing.find(({ content }) => content.id === 'fib-4')!;
  const planted: Instrument = { ...fib4.content, monotone: [{ input: 'platelets', score: 'rising' }] };
  expect(proveMonotone(planted, fib4.vectors).map(({ kind }) => kind)).toEqual(['not-monotone']);
});
