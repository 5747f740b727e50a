// Proves a form: keys once, conditions that read existing items without a circle, bands that cover, codes and units that fit its table.
import { inputsOf, type Condition } from '../condition.ts';
import { keysOf } from '../expression.ts';
import { itemsOf } from '../evaluate-form.ts';
import type { FormDefinition, FormItem } from '../form.ts';
import type { Instrument, InstrumentInput } from '../instrument.ts';
import { contentFault, type ContentFault } from './fault.ts';
import { findCircle } from './find-circle.ts';
import type { KeyShape } from './instrument-keys.ts';
import { proveBands } from './prove-bands.ts';
import { doubles, proveCondition } from './prove-references.ts';

const kinds: Partial<Record<FormItem['kind'], KeyShape['kind']>> = {
  number: 'number',
  computed: 'number',
  choice: 'choice',
  'multi-choice': 'multi-choice',
  'yes-no': 'yes-no',
};
const codesOf = (item: FormItem): string[] => ('options' in item ? item.options.map(({ code }) => code) : []);

export function proveForm(form: FormDefinition, instruments: readonly Instrument[]): ContentFault[] {
  const items = itemsOf(form);
  const byKey = new Map(items.map((item) => [item.key, item]));
  const shapes = new Map(
    items.flatMap((item) => {
      const kind = kinds[item.kind];
      return kind ? [[item.key, { kind, codes: codesOf(item) }] as const] : [];
    }),
  );
  const graph = new Map<string, string[]>();
  const faults = doubles(
    'items',
    items.map(({ key }) => key),
  );
  for (const section of form.sections)
    for (const item of section.items) {
      const guards = [section.enableWhen, item.enableWhen].filter((when): when is Condition => when !== undefined);
      for (const guard of guards) faults.push(...proveCondition(guard, item.key, shapes));
      const made = item.kind === 'computed' ? keysOf(item.of) : [];
      for (const key of made)
        if (shapes.get(key)?.kind !== 'number') faults.push(contentFault('unknown-key', item.key, key));
      graph.set(item.key, [...guards.flatMap(inputsOf), ...made]);
      faults.push(...proveItem(item));
    }
  const circle = findCircle(graph);
  if (circle) faults.push(contentFault('circle', 'enableWhen', circle.join(' → ')));
  return [...faults, ...proveDecision(form, byKey, instruments)];
}

function proveItem(item: FormItem): ContentFault[] {
  const faults = doubles(`${item.key}.options`, codesOf(item));
  if ('bands' in item && item.bands) {
    const range = item.kind === 'number' ? item.range : ([-Infinity, Infinity] as const);
    faults.push(...proveBands(`${item.key}.bands`, item.bands, range));
  }
  if (item.kind === 'multi-choice' && item.none !== undefined && !codesOf(item).includes(item.none))
    faults.push(contentFault('unknown-code', item.key, item.none));
  if (item.kind === 'number')
    for (const value of item.quick ?? [])
      if (value < item.range[0] || value > item.range[1])
        faults.push(contentFault('outside-range', item.key, String(value)));
  return faults;
}

/** Facts about the person that a decision may read beside the answers. */
export const personInputs: Readonly<Record<string, { kind: KeyShape['kind']; unit?: string; codes: string[] }>> = {
  'person.age': { kind: 'number', unit: 'a', codes: [] },
  'person.sex': { kind: 'choice', codes: ['male', 'female'] },
};

function proveDecision(
  { decision }: FormDefinition,
  items: ReadonlyMap<string, FormItem>,
  instruments: readonly Instrument[],
): ContentFault[] {
  if (!decision) return [];
  const instrument = instruments.find(({ id, version }) => id === decision.instrument && version === decision.version);
  if (!instrument) return [contentFault('unknown-key', 'decision', `${decision.instrument} ${decision.version}`)];
  const faults = [decision.outcomeItem, decision.nextContactItem].flatMap((key) =>
    key !== undefined && !items.has(key) ? [contentFault('unknown-key', 'decision', key)] : [],
  );
  const classes = items.get(decision.outcomeItem ?? '');
  if (classes)
    for (const { key, outcome } of instrument.rows)
      if (outcome.class !== undefined && !codesOf(classes).includes(outcome.class))
        faults.push(contentFault('unknown-code', `decision.${key}`, outcome.class));
  for (const [key, source] of Object.entries(decision.inputs)) {
    const input = instrument.inputs.find((one) => one.key === key);
    const item = items.get(source);
    const given = item
      ? { kind: kinds[item.kind], unit: 'unit' in item ? item.unit : undefined, codes: codesOf(item) }
      : personInputs[source];
    if (!input || !given) faults.push(contentFault('unknown-key', 'decision.inputs', `${key}: ${source}`));
    else faults.push(...fits(input, given, source));
  }
  for (const { key } of instrument.inputs)
    if (!(key in decision.inputs)) faults.push(contentFault('unknown-key', 'decision.inputs', key));
  return faults;
}

function fits(
  input: InstrumentInput,
  given: { kind?: string; unit?: string; codes: readonly string[] },
  source: string,
): ContentFault[] {
  if (input.kind !== given.kind) return [contentFault('wrong-kind', source, `${given.kind} for a ${input.kind}`)];
  if (input.kind === 'number')
    return given.unit === input.unit || given.unit! in (input.accept ?? {})
      ? []
      : [contentFault('units-disagree', source, `${given.unit} for ${input.unit}`)];
  if (input.kind === 'yes-no') return [];
  return given.codes
    .filter((code) => !input.options.some((option) => option.code === code))
    .map((code) => contentFault('unknown-code', source, code));
}
