// Proves that every key that is read exists, is of the kind that is asked, has the asked codes, and is not made of itself.
import type { Condition } from '../condition.ts';
import type { Instrument } from '../instrument.ts';
import { contentFault, type ContentFault } from './fault.ts';
import { findCircle } from './find-circle.ts';
import { partsOf, shapesOf, type KeyShape } from './instrument-keys.ts';

export function proveReferences(instrument: Instrument): ContentFault[] {
  const shapes = shapesOf(instrument);
  const { inputs, counters = [], derived, exclusions, rows, score } = instrument;
  const keys = [...inputs, ...counters, ...derived].map(({ key }) => key);
  const faults = doubles('keys', keys).concat(
    doubles(
      'rows',
      rows.map(({ key }) => key),
    ),
  );
  const must = (key: string, where: string, kind?: KeyShape['kind']): void => {
    const shape = shapes.get(key);
    if (!shape) faults.push(contentFault('unknown-key', where, key));
    else if (kind && shape.kind !== kind) faults.push(contentFault('wrong-kind', where, `${key} is a ${shape.kind}`));
  };
  for (const value of derived) {
    const where = `derived.${value.key}`;
    for (const key of partsOf(value)) must(key, where);
    if ('condition' in value) faults.push(...proveCondition(value.condition, where, shapes));
    if ('table' in value)
      for (const { when } of value.table) if (when) faults.push(...proveCondition(when, where, shapes));
    if ('intervals' in value || 'curve' in value) must(value.of, where, 'number');
    if ('choices' in value) {
      must(value.of, where, 'choice');
      const codes = shapes.get(value.of)?.codes ?? [];
      for (const code of codes)
        if (!(code in value.choices)) faults.push(contentFault('gap', where, `no value for ${code}`));
      for (const code of Object.keys(value.choices))
        if (!codes.includes(code)) faults.push(contentFault('unknown-code', where, code));
    }
  }
  for (const { key, counts } of counters) must(counts, `counters.${key}`, 'yes-no');
  if (score !== undefined) must(score, 'score', 'number');
  exclusions.forEach(({ when }, index) => faults.push(...proveCondition(when, `exclusions[${index}]`, shapes)));
  for (const { key, when } of rows) if (when) faults.push(...proveCondition(when, `rows.${key}`, shapes));
  const circle = findCircle(new Map(derived.map((value) => [value.key, partsOf(value)])));
  if (circle) faults.push(contentFault('circle', 'derived', circle.join(' → ')));
  return faults;
}

export function doubles(where: string, keys: readonly string[]): ContentFault[] {
  return keys.filter((key, index) => keys.indexOf(key) !== index).map((key) => contentFault('double-key', where, key));
}

export function proveCondition(
  condition: Condition,
  where: string,
  shapes: ReadonlyMap<string, Pick<KeyShape, 'kind' | 'codes'>>,
): ContentFault[] {
  if ('all' in condition) return condition.all.flatMap((one) => proveCondition(one, where, shapes));
  if ('any' in condition) return condition.any.flatMap((one) => proveCondition(one, where, shapes));
  if ('not' in condition) return proveCondition(condition.not, where, shapes);
  const shape = shapes.get(condition.input);
  if (!shape) return [contentFault('unknown-key', where, condition.input)];
  const [kind, codes] = asked(condition);
  if (shape.kind !== kind)
    return [contentFault('wrong-kind', where, `${condition.input} is a ${shape.kind}, asked as a ${kind}`)];
  return codes
    .filter((code) => !shape.codes.includes(code))
    .map((code) => contentFault('unknown-code', where, `${condition.input}: ${code}`));
}

type Leaf = Exclude<Condition, { all: unknown } | { any: unknown } | { not: unknown }>;
function asked(leaf: Leaf): [KeyShape['kind'], readonly string[]] {
  if ('is' in leaf) return typeof leaf.is === 'boolean' ? ['yes-no', []] : ['choice', [leaf.is]];
  if ('in' in leaf) return ['choice', leaf.in];
  return 'has' in leaf ? ['multi-choice', leaf.has] : ['number', []];
}
