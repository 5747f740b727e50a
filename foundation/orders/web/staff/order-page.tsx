// One order at the desk: who it is about, what was asked, where it stands, what to do now, what happened.
import { Link, useParams } from 'react-router';
import { PersonHeader } from '#foundation/record/web/person-header.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useLive } from '#platform/ui/live/use-live.ts';
import { useQueryClient } from '@tanstack/react-query';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Skeleton } from '#platform/ui/states/states.tsx';
import { ordersTopic, type KindView, type OrderView } from '../../contract.ts';
import { OrderActions } from '../order-actions.tsx';
import { History, MessageList, RatingBox, resultForm, ValueList } from '../order-pieces.tsx';
import { StateChart } from '../state-chart.tsx';
import { useOrder } from '../use-order.ts';
import { kindOf, orderKey, useKinds, useLocal, useNow } from '../use-orders.ts';
import styles from '../orders.module.css';

export function OrderPage({ banner = true }: { banner?: boolean }) {
  const { personId = '', orderId = '' } = useParams();
  const kinds = useKinds();
  const order = useOrder(personId, orderId);
  const queries = useQueryClient();
  useLive(ordersTopic, (message) => {
    if ((message.data as { orderId?: string }).orderId === orderId)
      void queries.invalidateQueries({ queryKey: orderKey(orderId) });
  });
  return (
    <QueryView query={order} skeleton={<Skeleton lines={10} />}>
      {(data) => {
        const kind = kinds.data && kindOf(kinds.data.kinds, data.kind);
        return kind ? <Sheet order={data} kind={kind} banner={banner} /> : <Skeleton lines={10} />;
      }}
    </QueryView>
  );
}

function Sheet({ order, kind, banner }: { order: OrderView; kind: KindView; banner: boolean }) {
  const { t, instant } = useWords();
  const local = useLocal();
  const now = useNow();
  const late = order.clock && Date.parse(order.clock.dueAt) < now;
  const names = order.organisationNames;
  return (
    <>
      <Link to="/orders">← {t('orders.title')}</Link>
      <PageHead
        title={`${local.of(kind.title)} · ${order.personName}`}
        badges={
          <>
            {order.urgency !== 'routine' && (
              <LevelTag level={order.urgency === 'urgent' ? 'amber' : 'red'}>
                {t(`orders.urgency.${order.urgency}`)}
              </LevelTag>
            )}
            {order.simulated && <SimulatedBadge />}
          </>
        }
      />
      {banner && (
        <PersonHeader
          personId={order.personId}
          actions={<Link to={`/people/${order.personId}`}>{t('orders.record')}</Link>}
        />
      )}
      <div className={styles['columns']}>
        <div className={styles['stack']}>
          <section className={styles['card']} aria-label={t('orders.now')}>
            <p className={styles['state']} role="status">
              {local.of(kind.states[order.state]!.label)}
              {order.assigneeName && ` · ${order.assigneeName}`}
            </p>
            <p className="quiet">
              {t('orders.fromTo', { from: order.requesterName, to: order.performerName })} · {instant(order.placedAt)}
              {order.askedBy && ` · ${t('orders.askedBy', { who: order.askedBy })}`}
            </p>
            {order.clock && (
              <p>
                <LevelTag level={late ? 'red' : 'amber'}>
                  {t(late ? 'orders.wasDue' : 'orders.dueBy', {
                    what: local.of(order.clock.label),
                    when: instant(order.clock.dueAt),
                  })}
                </LevelTag>
              </p>
            )}
            <OrderActions order={order} />
          </section>
          {order.result && (
            <section className={styles['card']}>
              <h2>{t('orders.result')}</h2>
              <ValueList fields={resultForm(kind)} values={order.result} names={names} />
            </section>
          )}
          <section className={styles['card']}>
            <h2>{t('orders.asked')}</h2>
            <ValueList fields={kind.payload} values={order.payload} names={names} />
          </section>
          <section className={styles['card']}>
            <h2>{t('orders.history')}</h2>
            <History order={order} kind={kind} />
          </section>
        </div>
        <div className={styles['stack']}>
          <section className={styles['card']}>
            <h2>{t('orders.chart')}</h2>
            <StateChart kind={kind} state={order.state} history={order.history} />
          </section>
          {kind.rating && (
            <section className={styles['card']}>
              <h2>{t('orders.rating')}</h2>
              <RatingBox order={order} />
            </section>
          )}
          <section className={styles['card']}>
            <h2>{t('orders.messages')}</h2>
            <MessageList order={order} />
          </section>
        </div>
      </div>
    </>
  );
}
