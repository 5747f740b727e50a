// A scale as a form: its choices one below the other; the age comes from the registry and is not asked.
import type { FormDefinition, FormItem } from '#foundation/knowledge/rules/form.ts';
import type { Instrument } from '#foundation/knowledge/rules/instrument.ts';

export const formOf = (instrument: Instrument): FormDefinition => ({
  ...instrument,
  sections: [
    {
      key: 'items',
      title: instrument.title,
      items: instrument.inputs.flatMap((input): FormItem[] =>
        input.kind === 'choice'
          ? [
              {
                key: input.key,
                label: input.label,
                required: input.required,
                conflict: 'ask',
                kind: 'choice',
                options: input.options,
              },
            ]
          : [],
      ),
    },
  ],
});
