// Items and findings of the readiness list in the reader's words.
import { useCallback } from 'react';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import type { ChecklistSource } from '../readiness-contract.ts';
import type { Finding } from '../rules/readiness.ts';

export function useFindingWords() {
  const { t, date } = useWords();
  const item = useCallback(
    // A county's own item has no text: its code stands for it.
    (name: string) => t(`fleet.item.${name}`, { defaultValue: name }),
    [t],
  );
  const why = useCallback(
    ({ reason, parameters }: Finding) => {
      const day = (value: unknown) => (typeof value === 'string' && value ? date(value) : '');
      // The item names the device already; of drugs many stand behind one item.
      const known = reason === 'expires-soon' && !parameters['batch'] ? { name: '' } : {};
      const said = {
        name: '',
        number: '',
        batch: '',
        ...parameters,
        ...known,
        on: day(parameters['on']),
        until: day(parameters['until']),
      };
      if (reason === 'fine' && said.on) return t('fleet.validUntilDay', { on: said.on });
      return t(`fleet.reason.${reason}`, said);
    },
    [t, date],
  );
  const list = useCallback(
    ({ usual, source, version }: ChecklistSource) =>
      t(usual ? 'fleet.list.usual' : 'fleet.list.own', { source, version }),
    [t],
  );
  return { item, why, list };
}
