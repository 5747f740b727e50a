// The step by which somebody of the performing side takes an order straight from the list.
import type { OrderKind } from './order-kind.ts';

/** Its name; undefined where somebody has the order, where it is not next, or where it wants a form or a confirmation. */
export function takeOf(
  kind: Pick<OrderKind, 'transitions'>,
  { state, assigneeName }: { state: string; assigneeName?: string | undefined },
): string | undefined {
  if (assigneeName !== undefined) return undefined;
  return Object.entries(kind.transitions).find(
    ([, { from, by, assigns, form, confirm }]) =>
      from.includes(state) &&
      by.includes('performer') &&
      assigns === 'doer' &&
      !confirm &&
      Object.values(form ?? {}).every(({ required }) => !required),
  )?.[0];
}
