// An instrument as a form: its inputs one below the other, without those that are known already.
import type { FormDefinition, FormItem } from './form.ts';
import type { Instrument, InstrumentInput } from './instrument.ts';

export interface InstrumentFormOptions {
  /** Keys that somebody else answers, such as age and sex from the registry. */
  known?: ReadonlySet<string>;
  /** Every item has to be answered, also where the instrument could do without. */
  all?: boolean;
  /** The unit of a number in words. */
  unit?: (ucum: string, key: string) => string;
}

export const instrumentForm = (
  instrument: Instrument,
  { known = new Set(), all = false, unit = (ucum) => ucum }: InstrumentFormOptions = {},
): FormDefinition => ({
  ...instrument,
  sections: [
    {
      key: 'inputs',
      title: { zh: '填入', en: 'Values' },
      items: instrument.inputs
        .filter(({ key }) => !known.has(key))
        .map((input) => itemOf(all ? { ...input, required: true } : input, unit)),
    },
  ],
});

function itemOf(input: InstrumentInput, unit: (ucum: string, key: string) => string): FormItem {
  const { key, label, required } = input;
  const head = { key, label, required, conflict: 'ask' as const };
  if (input.kind === 'number') {
    const words = input.unit === '1' || input.unit.startsWith('{') ? '' : unit(input.unit, key);
    const { range, step } = input;
    return { ...head, kind: 'number', unit: input.unit, unitLabel: { zh: words, en: words }, range, step };
  }
  if (input.kind === 'yes-no') return { ...head, kind: 'yes-no' };
  return { ...head, kind: input.kind, options: input.options };
}
