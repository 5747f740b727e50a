// One matter of mine: where it stands in plain words, what came of it, what I may do, stars at the end.
import { Link, useParams } from 'react-router';
import { useQueryClient } from '@tanstack/react-query';
import { Card } from '#platform/ui/elder/tile.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useLive } from '#platform/ui/live/use-live.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Skeleton } from '#platform/ui/states/states.tsx';
import { myOrdersTopic, type KindView, type OrderView } from '../../contract.ts';
import { OrderActions } from '../order-actions.tsx';
import { History, RatingBox, resultForm, ValueList } from '../order-pieces.tsx';
import { StateChart } from '../state-chart.tsx';
import { useOrder } from '../use-order.ts';
import { kindOf, orderKey, useKinds, useLocal } from '../use-orders.ts';

export function MyOrder() {
  const { personId = '', orderId = '' } = useParams();
  const kinds = useKinds();
  const order = useOrder(personId, orderId);
  const queries = useQueryClient();
  useLive(`${myOrdersTopic}/${personId}`, () => void queries.invalidateQueries({ queryKey: orderKey(orderId) }));
  return (
    <QueryView query={order} skeleton={<Skeleton lines={8} />}>
      {(data) => {
        const kind = kinds.data && kindOf(kinds.data.kinds, data.kind);
        return kind ? <Sheet order={data} kind={kind} /> : <Skeleton lines={8} />;
      }}
    </QueryView>
  );
}

function Sheet({ order, kind }: { order: OrderView; kind: KindView }) {
  const { t } = useWords();
  const local = useLocal();
  const state = kind.states[order.state]!;
  return (
    <>
      <Link to="/orders">← {t('orders.mine')}</Link>
      <title>{local.of(kind.title)}</title>
      <h1>{local.of(kind.title)}</h1>
      <Card tone="brand" title={local.of(state.label)}>
        <p role="status">{local.of(state.plain)}</p>
        <p className="quiet">
          {order.performerName}
          {order.assigneeName && ` · ${order.assigneeName}`} {order.simulated && <SimulatedBadge />}
        </p>
      </Card>
      {order.result && (
        <Card title={t('orders.result')}>
          <ValueList fields={resultForm(kind)} values={order.result} names={order.organisationNames} />
        </Card>
      )}
      {order.mayRateAs && (
        <Card title={t('orders.rateTitle')}>
          <RatingBox order={order} />
        </Card>
      )}
      {order.actions.length > 0 && (
        <Card>
          <OrderActions order={order} wide />
        </Card>
      )}
      <Card title={t('orders.asked')}>
        <ValueList fields={kind.payload} values={order.payload} names={order.organisationNames} />
      </Card>
      <Card title={t('orders.history')}>
        <History order={order} kind={kind} />
      </Card>
      <Card title={t('orders.chart')}>
        <StateChart kind={kind} state={order.state} history={order.history} />
      </Card>
    </>
  );
}
