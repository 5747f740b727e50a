// Tells a line of history in the language of its reader: who did what.
import type { Locale } from '#platform/kernel/access/actor.ts';
import type { OrderKind } from '../../rules/order-kind.ts';
import type { Parts } from '../parts.ts';
import type { HistoryRow } from '../store/order.ts';

export const languageOf = (locale: Locale): 'zh' | 'en' => (locale === 'en' ? 'en' : 'zh');

export function toldOf(
  { kernel }: Pick<Parts, 'kernel'>,
  kind: OrderKind,
  row: Pick<HistoryRow, 'transition' | 'byName'>,
  locale: Locale,
): string {
  const name = row.byName || kernel.messages.render(locale, 'orders.system');
  const transition = row.transition === undefined ? undefined : kind.transitions[row.transition];
  if (row.transition === undefined || !transition) return kernel.messages.render(locale, 'orders.placed-by', { name });
  return transition.told[languageOf(locale)].replaceAll('{{name}}', name);
}
