// Proves that what is added, compared or chosen between has one unit, and that derived values have the unit they declare.
import type { Expression } from '../expression.ts';
import type { Instrument } from '../instrument.ts';
import { contentFault, type ContentFault } from './fault.ts';
import { shapesOf } from './instrument-keys.ts';

export function proveUnits(instrument: Instrument): ContentFault[] {
  const shapes = shapesOf(instrument);
  const faults: ContentFault[] = [];
  /** `undefined` where a factor, a quotient or a function takes the unit away. */
  const unitOf = (expression: Expression, where: string): string | undefined => {
    if (typeof expression === 'number') return undefined;
    if (typeof expression === 'string') return shapes.get(expression)?.unit;
    if ('when' in expression) return oneOf([expression.value, expression.otherwise], where);
    const [name, operand] = Object.entries(expression)[0] as [string, Expression | readonly Expression[]];
    if (!Array.isArray(operand)) {
      unitOf(operand as Expression, where);
      return undefined;
    }
    const parts = operand as readonly Expression[];
    if (['add', 'subtract', 'smallest', 'largest', 'mean', 'first'].includes(name)) return oneOf(parts, where);
    for (const part of parts) unitOf(part, where);
    return undefined;
  };
  const oneOf = (parts: readonly Expression[], where: string): string | undefined => {
    const units = [...new Set(parts.map((part) => unitOf(part, where)).filter((unit) => unit !== undefined))];
    if (units.length > 1) faults.push(contentFault('units-disagree', where, units.join(', ')));
    return units[0];
  };
  for (const value of instrument.derived) {
    if (!('expression' in value)) continue;
    const unit = unitOf(value.expression, `derived.${value.key}`);
    if (unit !== undefined && value.unit !== undefined && unit !== value.unit)
      faults.push(contentFault('units-disagree', `derived.${value.key}`, `${unit} is declared as ${value.unit}`));
  }
  return faults;
}
