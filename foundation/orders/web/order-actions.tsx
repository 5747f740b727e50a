// What the reader may do with an order: at once where nothing is to be filled in, else by a form.
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { newId } from '#platform/ui/api/idempotency.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import type { Action, OrderView } from '../contract.ts';
import { ActionForm } from './action-form.tsx';
import styles from './orders.module.css';
import { useMoveOrder } from './use-order.ts';
import { useLocal } from './use-orders.ts';

const atOnce = (action: Action): boolean => Object.keys(action.form).length === 0 && !action.confirm && !action.chooses;

export function OrderActions({ order, wide = false }: { order: OrderView; wide?: boolean }) {
  const { t } = useWords();
  const local = useLocal();
  const move = useMoveOrder(order);
  const [open, setOpen] = useState<string>();
  const action = order.actions.find(({ transition }) => transition === open);
  if (order.actions.length === 0) return <p className="quiet">{t('orders.nothingToDo')}</p>;
  if (action)
    return <ActionForm key={action.transition} order={order} action={action} onDone={() => setOpen(undefined)} />;
  return (
    <>
      {move.error && <Failure error={move.error} safe={t('orders.newest')} />}
      <div className={styles['actions']}>
        {order.actions.map((one, index) => (
          <Button
            key={one.transition}
            wide={wide}
            kind={index === 0 && !one.confirm ? 'primary' : 'plain'}
            busy={move.isPending && move.variables?.transition === one.transition}
            onClick={() =>
              atOnce(one) ? move.mutate({ key: newId(), transition: one.transition }) : setOpen(one.transition)
            }
          >
            {local.of(one.label)}
          </Button>
        ))}
      </div>
    </>
  );
}
