// What is being done for me: one matter, one card, its state in plain words.
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { FamilySwitch } from '#foundation/registry/web/resident/family-switch.tsx';
import { usePersonInView } from '#foundation/registry/web/resident/person-in-view.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { tileClass, TileContent } from '#platform/ui/elder/tile.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useLiveRefresh } from '#platform/ui/live/use-live.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Skeleton } from '#platform/ui/states/states.tsx';
import { myOrdersTopic, orderRoutes, type KindView, type OrderRow } from '../../contract.ts';
import { kindOf, personOrdersKey, useKinds, useLocal } from '../use-orders.ts';
import styles from '../orders.module.css';

const refreshMilliseconds = 30_000;

export function MyOrders() {
  const { t } = useWords();
  const api = useApi();
  const { personId } = usePersonInView().person.person;
  const kinds = useKinds();
  useLiveRefresh(`${myOrdersTopic}/${personId}`, personOrdersKey(personId));
  const orders = useQuery({
    queryKey: personOrdersKey(personId),
    queryFn: ({ signal }) => api.call(orderRoutes.ofPerson, { params: { personId }, signal }),
    refetchInterval: refreshMilliseconds,
  });
  return (
    <>
      <title>{t('orders.mine')}</title>
      <h1>{t('orders.mine')}</h1>
      <FamilySwitch />
      {kinds.data && <Ask kinds={kinds.data.kinds} />}
      <QueryView query={orders} skeleton={<Skeleton lines={8} />}>
        {(data) =>
          !kinds.data ? (
            <Skeleton lines={8} />
          ) : data.orders.length === 0 ? (
            <Empty title={t('orders.mineNone')} icon="list">
              {t('orders.mineNoneWhy')}
            </Empty>
          ) : (
            <Cards orders={data.orders} kinds={kinds.data.kinds} />
          )
        }
      </QueryView>
    </>
  );
}

/** What a resident may ask for, each a large tile. */
function Ask({ kinds }: { kinds: readonly KindView[] }) {
  const { t } = useWords();
  const local = useLocal();
  const offered = kinds.filter(({ mayPlace }) => mayPlace);
  if (offered.length === 0) return null;
  return (
    <section aria-label={t('orders.ask')} className={styles['ask']}>
      <h2>{t('orders.ask')}</h2>
      <ul className={styles['history']}>
        {offered.map((kind) => (
          <div key={kind.kind} role="listitem">
            <Link to={`/orders/new/${kind.kind}`} className={tileClass}>
              <TileContent
                icon="plus"
                title={local.of(kind.verb)}
                {...(local.of(kind.verb) !== local.of(kind.title) && { line: local.of(kind.title) })}
              />
            </Link>
          </div>
        ))}
      </ul>
      <h2>{t('orders.asked.mine')}</h2>
    </section>
  );
}

function Cards({ orders, kinds }: { orders: readonly OrderRow[]; kinds: readonly KindView[] }) {
  const local = useLocal();
  const { instant } = useWords();
  return (
    <ul className={styles['history']}>
      {orders.map((order) => {
        const kind = kindOf(kinds, order.kind);
        const state = kind?.states[order.state];
        return (
          <div key={order.orderId} role="listitem">
            <Link to={`/orders/${order.personId}/${order.orderId}`} className={tileClass}>
              <TileContent
                icon={state?.final ? 'check' : 'clock'}
                title={`${kind ? local.of(kind.title) : order.kind} · ${state ? local.of(state.label) : order.state}`}
                line={`${state ? local.of(state.plain) : ''} · ${instant(order.movedAt)}`}
              />
            </Link>
          </div>
        );
      })}
    </ul>
  );
}
