// Where a model parts its levels, as its rows say it of this person.
import { holds, type Condition, type NumberBounds } from '#foundation/knowledge/rules/condition.ts';
import type { Instrument } from '#foundation/knowledge/rules/instrument.ts';
import type { InputValues, Value } from '#foundation/knowledge/rules/values.ts';
import { levelOf } from './assess.ts';
import type { RiskLevel } from './models.ts';

export interface Cut {
  level: RiskLevel;
  bound: NumberBounds;
}

/** Of each level but that of the last row, which is what remains, the widest bound on the score; a row that asks for more is left out. */
export function cutsOf({ id, score, rows }: Instrument, values: InputValues): Cut[] {
  const rest = rows.at(-1);
  if (score === undefined || !rest) return [];
  const cuts = new Map<RiskLevel, NumberBounds>();
  for (const { when, outcome } of rows) {
    const level = levelOf(id, outcome);
    const bound = when && level !== levelOf(id, rest.outcome) ? boundOn(score, when, values) : undefined;
    if (!bound) continue;
    const known = cuts.get(level);
    cuts.set(level, known ? wider(known, bound) : bound);
  }
  return [...cuts].map(([level, bound]) => ({ level, bound }));
}

function boundOn(score: string, condition: Condition, values: InputValues): NumberBounds | undefined {
  if ('any' in condition) {
    for (const one of condition.any) {
      const bound = boundOn(score, one, values);
      if (bound) return bound;
    }
    return undefined;
  }
  if ('all' in condition) {
    const bounds = condition.all.flatMap((one) => boundOn(score, one, values) ?? []);
    const others = condition.all.filter((one) => !('input' in one && one.input === score));
    return bounds.length === 1 && others.every((one) => holds(one, (key) => values[key] as Value) === true)
      ? bounds[0]
      : undefined;
  }
  if (!('input' in condition) || condition.input !== score || 'is' in condition || 'in' in condition) return undefined;
  if ('has' in condition) return undefined;
  const { atLeast, above, below, atMost } = condition;
  return {
    ...(atLeast !== undefined && { atLeast }),
    ...(above !== undefined && { above }),
    ...(below !== undefined && { below }),
    ...(atMost !== undefined && { atMost }),
  };
}

const smaller = (one: number | undefined, other: number | undefined) =>
  one === undefined || other === undefined ? undefined : Math.min(one, other);
const larger = (one: number | undefined, other: number | undefined) =>
  one === undefined || other === undefined ? undefined : Math.max(one, other);
function wider(one: NumberBounds, other: NumberBounds): NumberBounds {
  const bounds = {
    atLeast: smaller(one.atLeast, other.atLeast),
    above: smaller(one.above, other.above),
    below: larger(one.below, other.below),
    atMost: larger(one.atMost, other.atMost),
  };
  return Object.fromEntries(Object.entries(bounds).filter(([, bound]) => bound !== undefined));
}

export const cutText = ({ atLeast, above, below, atMost }: NumberBounds): string =>
  [
    atLeast !== undefined && `≥${atLeast}`,
    above !== undefined && `>${above}`,
    atMost !== undefined && `≤${atMost}`,
    below !== undefined && `<${below}`,
  ]
    .filter(Boolean)
    .join(' ');

/** Of a score that is added up from points: the most that there is. */
export function mostPoints({ kind, score, derived }: Instrument): number | undefined {
  const of = derived.find(({ key }) => key === score);
  return kind === 'points' && of?.unit === '{score}' ? of.range?.[1] : undefined;
}
