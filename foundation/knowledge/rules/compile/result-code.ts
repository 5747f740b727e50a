// Code of derived values, of the row that decides and of what is shown: the parts of a complete result.
import type { DerivedValue, Instrument } from '../instrument.ts';
import { conditionCode, numberCode } from './condition-code.ts';
import { expressionCode } from './expression-code.ts';
import { isKnown, type Names } from './names.ts';

/** A statement that makes the derived value's variable. */
export function valueCode(value: DerivedValue, names: Names): string {
  const { variable } = names(value.key);
  if ('expression' in value)
    return `const raw_${variable} = ${expressionCode(value.expression, names)};
const ${variable} = raw_${variable} - raw_${variable} === 0 ? raw_${variable} : NaN;\n`;
  return `const ${variable} = ${chosenCode(value, names)};\n`;
}

function chosenCode(value: Exclude<DerivedValue, { expression: unknown }>, names: Names): string {
  if ('condition' in value) {
    const { isTrue, isFalse } = conditionCode(value.condition, names);
    return `${isTrue} ? true : ${isFalse} ? false : undefined`;
  }
  if ('table' in value) {
    const rows = value.table.map(({ when, value: number }) => {
      if (!when) return numberCode(number);
      const { isTrue, isFalse } = conditionCode(when, names);
      return `${isTrue} ? ${numberCode(number)} : !${isFalse} ? NaN : `;
    });
    return `${rows.join('')}${value.table.at(-1)?.when ? 'NaN' : ''}`;
  }
  const { variable } = names(value.of);
  if ('curve' in value) return `onCurve(curves[${JSON.stringify(value.key)}], ${variable})`;
  if ('choices' in value)
    return `${Object.entries(value.choices)
      .map(([code, number]) => `${variable} === ${JSON.stringify(code)} ? ${numberCode(number)} : `)
      .join('')}NaN`;
  return `${value.intervals
    .map(({ from, below, value: number }) => {
      const tests = [
        ...(from === undefined ? [] : [`${variable} >= ${numberCode(from)}`]),
        ...(below === undefined ? [] : [`${variable} < ${numberCode(below)}`]),
      ];
      return `${tests.length > 0 ? tests.join(' && ') : `${variable} === ${variable}`} ? ${numberCode(number)} : `;
    })
    .join('')}NaN`;
}

/** Statements that set `row` and `outcome`; both stay undefined where an earlier row is undecided. */
export function rowsCode({ rows }: Instrument, names: Names): string {
  return rows
    .map(({ when, alone }, index) => {
      const set = `{ row = row${index}; outcome = outcome${index}; ${alone ? 'alone = true; ' : ''}}`;
      if (!when) return set;
      const { isTrue, isFalse } = conditionCode(when, names);
      return `if (${isTrue}) ${set}\nelse if (${isFalse}) {`;
    })
    .join('\n')
    .concat('}'.repeat(rows.filter(({ when }) => when).length));
}

/** An expression: the list in one piece where every value is known. */
export function contributionsCode(shown: readonly DerivedValue[], names: Names): string {
  const numbers = shown
    .map((value, index) => ({ ...names(value.key), key: value.key, index }))
    .filter(({ number }) => number);
  if (numbers.length === 0) return '[]';
  const entry = ({ key, variable, index }: (typeof numbers)[number]): string =>
    `{ key: ${JSON.stringify(key)}, label: label${index}, value: ${variable} }`;
  const all = numbers.map(({ variable }) => `${variable} === ${variable}`).join(' && ');
  const some = numbers.map((one) => `...(${isKnown(one)} ? [${entry(one)}] : [])`);
  return `${all} ? [${numbers.map(entry).join(', ')}] : [${some.join(', ')}]`;
}

export function derivedCode(derived: readonly DerivedValue[], names: Names): string {
  const parts = derived.map(({ key }) => {
    const { variable, number } = names(key);
    return `${JSON.stringify(key)}: ${number ? `${variable} === ${variable} ? ${variable} : undefined` : variable}`;
  });
  return `{ ${parts.join(', ')} }`;
}
