// Planned against actual as a table: filter, sort, page, take it along.
import { useInfiniteQuery } from '@tanstack/react-query';
import { buttonClass } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { SelectField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { Empty, Failure } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import { checkInRoutes, checkInSorts, type CheckInsQuery, type VisitCheckIn } from '../../../check-in-contract.ts';
import { visitStates } from '../../../rules/visit-state.ts';
import { rovingKey, useAddress } from '../use-roving.ts';
import { clockOf } from './clock-of.ts';
import { StateTag } from './state-tag.tsx';
import styles from './live.module.css';

export function PlannedActual({ on }: { on: string }) {
  const { t } = useWords();
  const api = useApi();
  const { search, change } = useAddress();
  const state = visitStates.find((one) => one === search.get('state'));
  const sort = checkInSorts.find((one) => one === search.get('sort'));
  const descending = search.get('descending') === 'true';
  const filters = {
    fromOn: on,
    toOn: on,
    ...(state && { state }),
    ...(sort && { sort }),
    ...(descending && { descending: 'true' as const }),
  } satisfies CheckInsQuery;
  const list = useInfiniteQuery({
    queryKey: [...rovingKey, 'check-ins', filters],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.call(checkInRoutes.checkIns, {
        query: { ...filters, limit: 50, ...(pageParam && { page: pageParam }) },
        signal,
      }),
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
  });
  const rows = list.data?.pages.flatMap((page) => page.items);
  const sheet = new URLSearchParams({ ...filters, portal: 'bureau' });
  const columns: WorklistColumn<VisitCheckIn>[] = [
    {
      key: 'time',
      title: t('roving.live.plannedTime'),
      render: (row) => `${clockOf(row.plannedArriveAt)}–${clockOf(row.plannedLeaveAt)}`,
      sort: 'server',
    },
    {
      key: 'actual',
      title: t('roving.live.actualTime'),
      render: (row) => (row.arriveAt ? `${clockOf(row.arriveAt)}–${clockOf(row.leaveAt)}` : '—'),
    },
    {
      key: 'village',
      title: t('roving.live.village'),
      render: (row) => `${row.townshipName} ${row.villageName}`,
      sort: 'server',
    },
    { key: 'vehicle', title: t('roving.vehicle'), render: (row) => row.vehicleName, sort: 'server' },
    { key: 'staff', title: t('roving.who'), render: (row) => row.staffName ?? t('roving.nobody') },
    {
      key: 'late-minutes',
      title: t('roving.live.lateMinutes'),
      render: (row) => row.punctuality?.lateMinutes ?? '—',
      sort: 'server',
      align: 'right',
    },
    {
      key: 'stay-minutes',
      title: t('roving.live.stayMinutes'),
      render: (row) => row.punctuality?.stayMinutes ?? '—',
      sort: 'server',
      align: 'right',
    },
    { key: 'state', title: t('roving.live.state'), render: (row) => <StateTag state={row.state} />, sort: 'server' },
  ];
  return (
    <section className={styles['table']} aria-label={t('roving.live.plannedActual')}>
      <div className={styles['line']}>
        <h2>{t('roving.live.plannedActual')}</h2>
        <span>
          <a className={buttonClass('quiet')} href={`/api/roving/check-ins.csv?${sheet}`}>
            {t('roving.asCsv')}
          </a>
          <a className={buttonClass('quiet')} href={`/api/roving/check-ins.xlsx?${sheet}`}>
            {t('roving.asExcel')}
          </a>
        </span>
      </div>
      <div className={styles['choice']}>
        <SelectField
          name="state"
          label={t('roving.live.state')}
          value={state ?? ''}
          onChange={(next) => change({ state: next })}
          choices={[
            { value: '', label: t('roving.live.anyState') },
            ...visitStates.map((one) => ({ value: one, label: t(`roving.live.visit.${one}`) })),
          ]}
        />
      </div>
      {list.error && <Failure error={list.error} onRetry={() => void list.refetch()} />}
      <Worklist
        label={t('roving.live.plannedActual')}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.visitId}
        onOpen={(row) => {
          change({ vehicle: row.vehicleId, stop: row.visitId });
          document.getElementById('work')?.scrollIntoView();
        }}
        onSort={(next, down) => change({ sort: next, descending: down ? 'true' : undefined })}
        sorted={{ key: sort ?? 'time', descending }}
        empty={
          <Empty title={t('roving.live.noVisits')} icon="visit">
            {t('roving.live.noVisitsText')}
          </Empty>
        }
        more={{
          shown: rows?.length ?? 0,
          ...(list.data?.pages[0] && { total: list.data.pages[0].total }),
          hasMore: list.hasNextPage,
          busy: list.isFetchingNextPage,
          onMore: () => void list.fetchNextPage(),
        }}
      />
    </section>
  );
}
