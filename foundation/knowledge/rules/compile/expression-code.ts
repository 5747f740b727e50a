// Code of an expression: the operations of the evaluator in the same order, so that every bit of the result is the same.
import type { Expression } from '../expression.ts';
import { conditionCode, numberCode } from './condition-code.ts';
import type { Names } from './names.ts';

const infix = { add: ' + ', multiply: ' * ', subtract: ' - ', divide: ' / ' } as const;
const calls = { ln: 'Math.log', log10: 'Math.log10', exp: 'Math.exp', smallest: 'Math.min', largest: 'Math.max' };

/** NaN where the evaluator says unknown; whether an infinite result is one is asked once, of the whole. */
export function expressionCode(expression: Expression, names: Names): string {
  const code = (one: Expression): string => expressionCode(one, names);
  if (typeof expression === 'number') return numberCode(expression);
  if (typeof expression === 'string') return numberOf(expression, names);
  if ('when' in expression) {
    const { isTrue, isFalse } = conditionCode(expression.when, names);
    return `(${isTrue} ? ${code(expression.value)} : ${isFalse} ? ${code(expression.otherwise)} : NaN)`;
  }
  if ('mean' in expression) return `mean([${expression.mean.map(code).join()}], ${expression.fewest})`;
  if ('known' in expression) return `countKnown([${expression.known.map(code).join()}])`;
  if ('first' in expression) return `firstKnown([${expression.first.map(code).join()}])`;
  if ('lms' in expression) return `zScore(${expression.lms.map(code).join()}, ${expression.restricted})`;
  if ('power' in expression) {
    const [base, exponent] = expression.power;
    // NaN ** 0 is 1: the only operation that forgets what is unknown.
    const known = [base, exponent].flatMap((one) => knownCode(one, names));
    const raised = `${code(base)} ** ${code(exponent)}`;
    return known.length === 0 ? `(${raised})` : `(${known.join(' && ')} ? ${raised} : NaN)`;
  }
  const [name, operand] = Object.entries(expression)[0] as [string, Expression | readonly Expression[]];
  if (!Array.isArray(operand)) return `${calls[name as keyof typeof calls]}(${code(operand as Expression)})`;
  const parts = (operand as readonly Expression[]).map(code);
  if (name in infix) return `(${parts.join(infix[name as keyof typeof infix])})`;
  return parts.reduce((left, right) => `${calls[name as keyof typeof calls]}(${left}, ${right})`);
}

const numberOf = (key: string, names: Names): string => {
  const { variable, number } = names(key);
  // The evaluator takes no other value for a number.
  return number ? variable : 'NaN';
};

/** Tests that all hold where every part that is read is known. */
function knownCode(expression: Expression, names: Names): string[] {
  if (typeof expression === 'number') return [];
  if (typeof expression === 'string') {
    const variable = numberOf(expression, names);
    return [`${variable} === ${variable}`];
  }
  if ('when' in expression) {
    const { isTrue, isFalse } = conditionCode(expression.when, names);
    const all = (one: Expression): string => knownCode(one, names).join(' && ') || 'true';
    return [`(${isTrue} ? ${all(expression.value)} : ${isFalse} ? ${all(expression.otherwise)} : false)`];
  }
  if ('known' in expression) return [];
  if ('mean' in expression || 'first' in expression) {
    const code = expressionCode(expression, names);
    return [`${code} === ${code}`];
  }
  const operand = Object.values(expression)[0] as Expression | readonly Expression[];
  return (Array.isArray(operand) ? (operand as readonly Expression[]) : [operand as Expression]).flatMap((part) =>
    knownCode(part, names),
  );
}
