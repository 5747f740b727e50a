// Takes an order from the list without opening it, where nothing has to be filled in; who came too late reads who was faster.
import { Button } from '#platform/ui/actions/button.tsx';
import { newId } from '#platform/ui/api/idempotency.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import type { KindView, OrderRow } from '../../contract.ts';
import { useMoveOrder } from '../use-order.ts';
import { useLocal } from '../use-orders.ts';

/** The step by which whoever performs takes the order; undefined where it wants a form, or is not next. */
export function takeOf(kind: KindView, { state, assigneeName }: Pick<OrderRow, 'state' | 'assigneeName'>) {
  if (!kind.mayPerform || assigneeName !== undefined) return undefined;
  return Object.entries(kind.transitions).find(
    ([, { from, by, assigns, form, confirm }]) =>
      from.includes(state) &&
      by.includes('performer') &&
      assigns === 'doer' &&
      !confirm &&
      Object.values(form ?? {}).every(({ required }) => !required),
  );
}

export function TakeButton({ row, kind }: { row: OrderRow; kind: KindView }) {
  const { t } = useWords();
  const local = useLocal();
  const move = useMoveOrder(row);
  const take = takeOf(kind, row);
  if (!take) return null;
  const [transition, { label }] = take;
  return (
    <>
      <Button busy={move.isPending} onClick={() => move.mutate({ key: newId(), transition })}>
        {local.of(label)}
      </Button>
      {move.error && <Failure error={move.error} safe={t('orders.newest')} />}
    </>
  );
}
