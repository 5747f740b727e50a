// Takes an order from the list without opening it, where nothing has to be filled in; who came too late reads who was faster.
import { Button } from '#platform/ui/actions/button.tsx';
import { newId } from '#platform/ui/api/idempotency.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import type { KindView, OrderRow } from '../../contract.ts';
import { useMoveOrder } from '../use-order.ts';
import { useLocal } from '../use-orders.ts';

export function TakeButton({ row, kind }: { row: OrderRow; kind: KindView }) {
  const { t } = useWords();
  const local = useLocal();
  const move = useMoveOrder(row);
  const { take } = row;
  if (!take) return null;
  return (
    <>
      <Button busy={move.isPending} onClick={() => move.mutate({ key: newId(), transition: take })}>
        {local.of(kind.transitions[take]!.label)}
      </Button>
      {move.error && <Failure error={move.error} safe={t('orders.newest')} />}
    </>
  );
}
