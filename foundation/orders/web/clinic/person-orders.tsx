// All orders and series of a person, at the desk.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from 'react-router';
import { PersonHeader } from '#foundation/record/web/person-header.tsx';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Failure } from '#platform/ui/states/states.tsx';
import { Worklist } from '#platform/ui/worklist/worklist.tsx';
import { orderPermissions, orderRoutes, type KindView, type Series } from '../../contract.ts';
import { useColumns } from '../staff/columns.tsx';
import { kindOf, personOrdersKey, useKinds, useLocal } from '../use-orders.ts';
import styles from '../orders.module.css';
import { StartOrders } from './start-orders.tsx';

export function PersonOrders() {
  const { t } = useWords();
  const { personId = '' } = useParams();
  const api = useApi();
  const kinds = useKinds();
  const go = useNavigate();
  const orders = useQuery({
    queryKey: personOrdersKey(personId),
    queryFn: ({ signal }) => api.call(orderRoutes.ofPerson, { params: { personId }, signal }),
  });
  const columns = useColumns(kinds.data?.kinds ?? []);
  return (
    <>
      <PersonHeader personId={personId} actions={<Link to={`/people/${personId}`}>{t('orders.record')}</Link>} />
      <PageHead title={t('orders.ofPerson')}>
        <StartOrders />
      </PageHead>
      <SeriesList personId={personId} kinds={kinds.data?.kinds ?? []} />
      <QueryView query={orders}>
        {(data) => (
          <Worklist
            label={t('orders.ofPerson')}
            columns={columns.filter(({ key }) => key !== 'who')}
            rows={data.orders}
            rowKey={(row) => row.orderId}
            onOpen={(row) => void go(`/orders/${row.personId}/${row.orderId}`)}
            empty={<Empty title={t('orders.none')}>{t('orders.noneWhy')}</Empty>}
          />
        )}
      </QueryView>
    </>
  );
}

function SeriesList({ personId, kinds }: { personId: string; kinds: readonly KindView[] }) {
  const { t, day } = useWords();
  const local = useLocal();
  const api = useApi();
  const queries = useQueryClient();
  const mayEnd = useMay(orderPermissions.repeat);
  const key = [...personOrdersKey(personId), 'series'];
  const series = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.call(orderRoutes.series, { params: { personId }, signal }),
  });
  const end = useMutation({
    mutationFn: ({ seriesId }: Series) => api.call(orderRoutes.endSeries, { params: { personId, seriesId } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: key }),
  });
  const running = (series.data?.series ?? []).filter(({ state }) => state === 'running');
  if (running.length === 0) return null;
  return (
    <section className={styles['card']} aria-label={t('orders.series')}>
      <h2>{t('orders.series')}</h2>
      {end.error && <Failure error={end.error} />}
      {running.map((one) => (
        <p key={one.seriesId}>
          {local.of(kindOf(kinds, one.kind)?.title ?? { zh: one.kind, en: one.kind })} ·{' '}
          {t('orders.every', { days: one.everyDays })} · {one.nextOn && t('orders.next', { day: day(one.nextOn) })} ·{' '}
          {t('orders.until', { day: day(one.untilOn) })}{' '}
          {mayEnd && (
            <Button kind="quiet" busy={end.isPending} onClick={() => end.mutate(one)}>
              {t('orders.endSeries')}
            </Button>
          )}
        </p>
      ))}
    </section>
  );
}
