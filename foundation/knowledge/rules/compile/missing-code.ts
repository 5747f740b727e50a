// Code that lists what is missing in the order in which the evaluator reads: only run where there is no result.
import type { Condition } from '../condition.ts';
import type { Expression } from '../expression.ts';
import type { DerivedValue, Instrument } from '../instrument.ts';
import { conditionCode } from './condition-code.ts';
import { isUnknown, type Names } from './names.ts';

/** Statements in which `note(key)` adds to the list; every variable of the instrument is in reach. */
export function missingCode(instrument: Instrument, names: Names): string {
  const inputs = new Set(instrument.inputs.map(({ key }) => key));
  const derived = new Map(instrument.derived.map((value) => [value.key, value]));
  let blocks = 0;

  const ofKey = (key: string): string => {
    if (inputs.has(key)) return `if (${isUnknown(names(key))}) note(${JSON.stringify(key)});\n`;
    return derived.has(key) ? `if (${isUnknown(names(key))}) ${readerOf(key, names)}();\n` : '';
  };
  const ofCondition = (condition: Condition): string => {
    if ('not' in condition) return ofCondition(condition.not);
    const parts = 'all' in condition ? condition.all : 'any' in condition ? condition.any : undefined;
    if (!parts) return 'input' in condition ? ofKey(condition.input) : '';
    const label = `b${blocks++}`;
    // As soon as one part decides, the rest is not read.
    const steps = parts.map((part) => {
      const { isTrue, isFalse } = conditionCode(part, names);
      return `${ofCondition(part)}if (${'all' in condition ? isFalse : isTrue}) break ${label};\n`;
    });
    return `${label}: {\n${steps.join('')}}\n`;
  };
  const ofExpression = (expression: Expression): string => {
    if (typeof expression === 'number') return '';
    if (typeof expression === 'string') return ofKey(expression);
    if ('when' in expression) {
      const { isTrue, isFalse } = conditionCode(expression.when, names);
      return `${ofCondition(expression.when)}if (${isTrue}) {\n${ofExpression(expression.value)}} else if (${isFalse}) {\n${ofExpression(expression.otherwise)}}\n`;
    }
    const operand = Object.values(expression)[0] as Expression | readonly Expression[];
    return Array.isArray(operand)
      ? (operand as readonly Expression[]).map(ofExpression).join('')
      : ofExpression(operand as Expression);
  };
  const ofDerived = (value: DerivedValue): string => {
    if ('expression' in value) return ofExpression(value.expression);
    if ('condition' in value) return ofCondition(value.condition);
    if ('of' in value) return ofKey(value.of);
    const label = `b${blocks++}`;
    const steps = value.table.map(({ when }) => {
      if (!when) return '';
      return `${ofCondition(when)}if (!${conditionCode(when, names).isFalse}) break ${label};\n`;
    });
    return `${label}: {\n${steps.join('')}}\n`;
  };

  const readers = instrument.derived.map(
    (value) => `function ${readerOf(value.key, names)}() {\n${ofDerived(value)}}\n`,
  );
  const required = instrument.inputs.map(({ key, required: must }) => (must ? ofKey(key) : ''));
  const exclusions = instrument.exclusions.map(({ when }) => {
    const { isTrue, isFalse } = conditionCode(when, names);
    return `${ofCondition(when)}if (!(${isTrue} || ${isFalse})) { undecided = true; break exclusions; }\n`;
  });
  const rows = instrument.rows.map(({ when }) => {
    if (!when) return '';
    const { isTrue, isFalse } = conditionCode(when, names);
    return `${ofCondition(when)}if (${isTrue}) { if (!open) break rows; } else if (!${isFalse}) open = true;\n`;
  });
  return [
    ...readers,
    ...required,
    `let undecided = false;\nexclusions: {\n${exclusions.join('')}}\n`,
    `if (!undecided) {\nlet open = false;\nrows: {\n${rows.join('')}}\n}\n`,
    instrument.score === undefined ? '' : ofKey(instrument.score),
  ].join('');
}

const readerOf = (key: string, names: Names): string => `read_${names(key).variable}`;
