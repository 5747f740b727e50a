// What each key of an instrument is: number with unit and range, yes or no, a choice; and which keys it is made of.
import { inputsOf } from '../condition.ts';
import { keysOf } from '../expression.ts';
import type { DerivedValue, Instrument } from '../instrument.ts';

export interface KeyShape {
  kind: 'number' | 'yes-no' | 'choice' | 'multi-choice';
  /** UCUM; `1` for counts and points. */
  unit?: string;
  range: readonly [low: number, high: number];
  codes: readonly string[];
  derived?: DerivedValue;
}
const everywhere = [-Infinity, Infinity] as const;

export function shapesOf({ inputs, counters = [], derived }: Instrument): Map<string, KeyShape> {
  const shapes = new Map<string, KeyShape>();
  for (const input of inputs)
    shapes.set(input.key, {
      kind: input.kind,
      unit: input.kind === 'number' ? input.unit : undefined,
      range: input.kind === 'number' ? input.range : everywhere,
      codes: 'options' in input ? input.options.map(({ code }) => code) : [],
    });
  for (const { key } of counters) shapes.set(key, { kind: 'number', unit: '1', range: [0, Infinity], codes: [] });
  for (const value of derived)
    shapes.set(value.key, {
      kind: 'condition' in value ? 'yes-no' : 'number',
      unit: value.unit,
      range: value.range ?? everywhere,
      codes: [],
      derived: value,
    });
  return shapes;
}

/** Keys from which a derived value is made. */
export function partsOf(value: DerivedValue): string[] {
  if ('expression' in value) return keysOf(value.expression);
  if ('condition' in value) return inputsOf(value.condition);
  if ('table' in value) return value.table.flatMap(({ when }) => (when ? inputsOf(when) : []));
  return [value.of];
}
