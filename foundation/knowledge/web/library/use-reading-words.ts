// Words for conditions of an instrument in the reader's language.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import type { ReadingWords } from '../../rules/describe.ts';
import type { Instrument } from '../../rules/instrument.ts';
import { useLocalText } from '../form/use-local-text.ts';

export function useReadingWords(instrument: Pick<Instrument, 'inputs' | 'counters' | 'derived'>): ReadingWords {
  const { t } = useTranslation();
  const { unit } = useWords();
  const text = useLocalText();
  return useMemo(() => {
    const { inputs, counters = [], derived } = instrument;
    const labels = new Map([...inputs, ...counters, ...derived].map(({ key, label }) => [key, text(label)]));
    const units = new Map(inputs.flatMap((input) => (input.kind === 'number' ? [[input.key, input.unit]] : [])));
    return {
      label: (key) => labels.get(key) ?? key,
      code: (key, code) => {
        const input = inputs.find((one) => one.key === key);
        const option = input && 'options' in input ? input.options.find((one) => one.code === code) : undefined;
        return option ? text(option.label) : code;
      },
      unit: (key) => {
        const own = units.get(key);
        if (own === undefined || own.startsWith('{') || own === '1') return '';
        return own === 'a' ? ` ${t(key === 'age' ? 'knowledge.years' : 'knowledge.yearSpan')}` : ` ${unit(own)}`;
      },
      bound: (name, value) => t(`knowledge.${name}`, { value }),
      is: (label, value) => t('knowledge.is', { label, value }),
      has: (label, values) => t('knowledge.hasAny', { label, values }),
      without: (label) => t('knowledge.noFlag', { label }),
      operation: (name, parts, fewest) => t(`knowledge.operation.${name}`, { parts, fewest }),
      choose: (when, value, otherwise) => t('knowledge.choose', { when, value, otherwise }),
      not: (what) => t('knowledge.not', { what }),
      and: t('knowledge.and'),
      or: t('knowledge.or'),
    };
  }, [instrument, text, t, unit]);
}
