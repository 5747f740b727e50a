// Code that takes the inputs: a plausible value, unknown, or back to the evaluator.
import { takeInput } from '../evaluate-instrument.ts';
import type { InstrumentInput } from '../instrument.ts';
import type { InputValues } from '../values.ts';
import { numberCode } from './condition-code.ts';
import type { Names } from './names.ts';

/** Reads `values`; where one is implausible it leaves by `return evaluate(values, history)`. */
export function inputCode(input: InstrumentInput, index: number, names: Names): string {
  const { variable } = names(input.key);
  const given = `values[${JSON.stringify(input.key)}]`;
  if (input.kind !== 'number') {
    const fits = {
      'yes-no': `${variable} === true || ${variable} === false`,
      choice:
        'options' in input
          ? input.options.map(({ code }) => `${variable} === ${JSON.stringify(code)}`).join(' || ')
          : '',
      'multi-choice': `fits(inputs[${index}], ${variable})`,
    }[input.kind];
    return `const ${variable} = ${given};\nif (!(${variable} === undefined || ${fits})) return evaluate(values, history);\n`;
  }
  const [low, high] = input.range.map(numberCode);
  return `const given${index} = ${given};
let ${variable} = NaN;
if (typeof given${index} === 'number' && given${index} >= ${low} && given${index} <= ${high}) ${variable} = given${index};
else if (given${index} !== undefined) {
${variable} = take(inputs[${index}], given${index});
if (${variable} !== ${variable}) return evaluate(values, history);
}
`;
}

/** A quantity in the input's own unit; NaN where it is implausible. */
export function take(input: InstrumentInput, given: InputValues[string]): number {
  const taken = takeInput(input, given);
  return taken && taken !== 'implausible' && typeof taken.value === 'number' ? taken.value : NaN;
}
export const fits = (input: InstrumentInput, given: InputValues[string]): boolean =>
  takeInput(input, given) !== 'implausible';
