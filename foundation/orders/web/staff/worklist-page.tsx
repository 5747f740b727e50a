// The staff's worklist of orders: queues, filters in the address, most urgent first, refreshed as orders move.
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearchParams } from 'react-router';
import { buttonClass } from '#platform/ui/actions/button.tsx';
import { addressOf } from '#platform/ui/api/address.ts';
import { useApi } from '#platform/ui/api/api-context.ts';
import { ChoiceField, SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { useAddressText } from '#platform/ui/form/use-address-text.ts';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useLiveRefresh, useLiveState } from '#platform/ui/live/use-live.ts';
import { LiveBadge } from '#platform/ui/states/badges.tsx';
import { Empty, Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { Worklist } from '#platform/ui/worklist/worklist.tsx';
import {
  orderRoutes,
  ordersTopic,
  worklistSheetPath,
  type KindView,
  type StateCount,
  type WorklistQuery,
} from '../../contract.ts';
import { kindOf, ordersKey, useKinds, useLocal } from '../use-orders.ts';
import styles from '../orders.module.css';
import { useColumns } from './columns.tsx';

const queueNames = ['to-do', 'mine', 'asked', 'all'] as const;
const sorts = ['urgency', 'newest', 'oldest', 'due'] as const;
const refreshMilliseconds = 30_000;
const filterNames = ['queue', 'kind', 'state', 'urgency', 'ended', 'late', 'text', 'sort'] as const;

export function OrdersPage({ portal }: { portal: string }) {
  const kinds = useKinds();
  if (!kinds.data)
    return kinds.error ? <Failure error={kinds.error} onRetry={() => void kinds.refetch()} /> : <Skeleton lines={10} />;
  return <Orders kinds={kinds.data.kinds} portal={portal} />;
}

function Orders({ kinds, portal }: { kinds: readonly KindView[]; portal: string }) {
  const { t } = useWords();
  const api = useApi();
  const go = useNavigate();
  const live = useLiveState();
  const [search, setSearch] = useSearchParams();
  const filters = Object.fromEntries(
    filterNames.flatMap((name) => (search.get(name) ? [[name, search.get(name)!]] : [])),
  );
  const query = filters as WorklistQuery;
  const queue = query.queue ?? 'to-do';
  const set = (name: string, value: string) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(name, value);
        else next.delete(name);
        if (name === 'kind') next.delete('state');
        return next;
      },
      { replace: true },
    );
  const { typed, type } = useAddressText('text');
  useLiveRefresh(ordersTopic, [...ordersKey]);
  const list = useInfiniteQuery({
    queryKey: [...ordersKey, 'list', query],
    queryFn: ({ pageParam, signal }) =>
      api.call(orderRoutes.worklist, { query: { ...query, ...(pageParam && { page: pageParam }) }, signal }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
    refetchInterval: refreshMilliseconds,
    placeholderData: keepPreviousData,
  });
  const counts = useQuery({
    queryKey: [...ordersKey, 'counts', queue],
    queryFn: ({ signal }) => api.call(orderRoutes.counts, { query: { queue }, signal }),
    refetchInterval: refreshMilliseconds,
  });
  const sheet = addressOf(worklistSheetPath, {}, { ...filters, portal, format: 'xlsx' });
  const rows = list.data?.pages.flatMap(({ items }) => items);
  const open = sumOf(counts.data?.counts ?? [], query.kind);
  const columns = useColumns(kinds);
  const openOrder = (row: { personId: string; orderId: string }) => void go(`/orders/${row.personId}/${row.orderId}`);
  return (
    <>
      <PageHead title={t('orders.title')} badges={<LiveBadge state={live} />}>
        <a className={buttonClass()} href={sheet} download>
          {t('orders.export')}
        </a>
      </PageHead>
      <title>{open.count > 0 ? t('orders.tabTitle', { count: open.count }) : t('orders.title')}</title>
      <ChoiceField
        name="queue"
        label={t('orders.queue')}
        value={queue}
        onChange={(value) => set('queue', value === 'to-do' ? '' : value)}
        choices={queueNames.map((value) => ({ value, label: t(`orders.queue.${value}`) }))}
      />
      <Filters kinds={kinds} query={query} counts={counts.data?.counts ?? []} set={set} text={typed} setText={type} />
      <p className="quiet" role="status">
        {t('orders.openCount', { count: open.count })}
        {open.late > 0 && ` · ${t('orders.lateCount', { count: open.late })}`}
      </p>
      {list.error && <Failure error={list.error} onRetry={() => void list.refetch()} />}
      <Worklist
        label={t('orders.title')}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.orderId}
        onOpen={openOrder}
        empty={<Empty title={t(`orders.empty.${queue}`)}>{t('orders.emptyWhy')}</Empty>}
        more={{
          onMore: () => void list.fetchNextPage(),
          busy: list.isFetchingNextPage,
          hasMore: list.hasNextPage,
          shown: rows?.length ?? 0,
        }}
      />
    </>
  );
}

const sumOf = (counts: readonly StateCount[], kind: string | undefined) => {
  const chosen = counts.filter((one) => !kind || one.kind === kind);
  return {
    count: chosen.reduce((sum, { count }) => sum + count, 0),
    late: chosen.reduce((sum, { late }) => sum + late, 0),
  };
};

function Filters(props: {
  kinds: readonly KindView[];
  query: WorklistQuery;
  counts: readonly StateCount[];
  set: (name: string, value: string) => void;
  text: string;
  setText: (text: string) => void;
}) {
  const { kinds, query, counts, set, text, setText } = props;
  const { t } = useWords();
  const local = useLocal();
  const any = { value: '', label: t('orders.any') };
  const chosen = query.kind ? kindOf(kinds, query.kind) : undefined;
  const labelled = (label: string, count: number) => (count > 0 ? `${label} (${count})` : label);
  return (
    <div className={styles['filters']}>
      <SelectField
        name="kind"
        label={t('orders.kind')}
        value={query.kind ?? ''}
        onChange={(value) => set('kind', value)}
        choices={[
          any,
          ...kinds.map(({ kind, title }) => ({
            value: kind,
            label: labelled(local.of(title), sumOf(counts, kind).count),
          })),
        ]}
      />
      {chosen && (
        <SelectField
          name="state"
          label={t('orders.state')}
          value={query.state ?? ''}
          onChange={(value) => set('state', value)}
          choices={[
            any,
            ...Object.entries(chosen.states)
              .filter(([, { final }]) => query.ended === 'true' || !final)
              .map(([value, { label }]) => ({
                value,
                label: labelled(
                  local.of(label),
                  counts.find((one) => one.kind === chosen.kind && one.state === value)?.count ?? 0,
                ),
              })),
          ]}
        />
      )}
      <SelectField
        name="urgency"
        label={t('orders.urgency')}
        value={query.urgency ?? ''}
        onChange={(value) => set('urgency', value)}
        choices={[
          any,
          ...(['stat', 'asap', 'urgent', 'routine'] as const).map((value) => ({
            value,
            label: t(`orders.urgency.${value}`),
          })),
        ]}
      />
      <SelectField
        name="sort"
        label={t('orders.sort')}
        value={query.sort ?? 'urgency'}
        onChange={(value) => set('sort', value === 'urgency' ? '' : value)}
        choices={sorts.map((value) => ({ value, label: t(`orders.sort.${value}`) }))}
      />
      <TextField name="text" label={t('orders.search')} value={text} onChange={setText} autoComplete="off" />
      <label>
        <input
          type="checkbox"
          name="late"
          checked={query.late === 'true'}
          onChange={(event) => set('late', event.target.checked ? 'true' : '')}
        />{' '}
        {t('orders.lateOnly')}
      </label>
      <label>
        <input
          type="checkbox"
          name="ended"
          checked={query.ended === 'true'}
          onChange={(event) => set('ended', event.target.checked ? 'true' : '')}
        />{' '}
        {t('orders.endedToo')}
      </label>
    </div>
  );
}
