// The audit trail: who did what, when and with which outcome; nobody can change it, and the chain shows it.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { listAudit, type AuditRow } from '#platform/access-contract.ts';
import { useApi } from '#platform/ui/api/api-context.ts';
import { SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { useAddressText } from '#platform/ui/form/use-address-text.ts';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { Empty, Failure } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import filters from '../filters.module.css';
import { DownloadRoots } from './download-roots.tsx';

const actions = ['create', 'read', 'update', 'delete', 'search', 'execute', 'sign-in', 'sign-out'] as const;
const outcomes = ['success', 'refused', 'failed'] as const;
type Conditions = Partial<Record<'account' | 'personId' | 'action' | 'outcome' | 'from' | 'to', string>>;

/** Days of the county, from their first to their last moment. */
const query = ({ account, personId, action, outcome, from, to }: Conditions) => ({
  ...(account && { account }),
  ...(personId && { personId }),
  ...(action && { action }),
  ...(outcome && { outcome: outcome as AuditRow['outcome'] }),
  ...(from && { from: `${from}T00:00:00+08:00` }),
  ...(to && { to: `${to}T23:59:59.999+08:00` }),
});

export function AuditPage() {
  const { t, instant } = useWords();
  const api = useApi();
  const [search, setSearch] = useSearchParams();
  const conditions = Object.fromEntries(search) as Conditions;
  const change = (part: Record<string, string>) =>
    setSearch((before) => new URLSearchParams({ ...Object.fromEntries(before), ...part }), { replace: true });
  const account = useAddressText('account');
  const list = useInfiniteQuery({
    queryKey: ['audit', conditions],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.call(listAudit, {
        query: { ...query(conditions), count: 100, ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
  });
  const rows = list.data?.pages.flatMap((page) => page.items);
  const columns: WorklistColumn<AuditRow>[] = [
    { key: 'at', title: t('bureau.audit.at'), render: (row) => instant(row.at), width: 150 },
    {
      key: 'who',
      title: t('bureau.audit.who'),
      render: (row) =>
        row.app
          ? t('bureau.audit.byApp', { app: row.app, who: row.displayName })
          : `${row.displayName}（${row.account}）`,
    },
    {
      key: 'action',
      title: t('bureau.audit.action'),
      render: (row) => t(`bureau.audit.action.${row.action}`),
      width: 90,
    },
    { key: 'route', title: t('bureau.audit.route'), render: (row) => <code>{row.route}</code> },
    { key: 'persons', title: t('bureau.audit.persons'), render: (row) => row.personCount, width: 90, align: 'right' },
    {
      key: 'outcome',
      title: t('bureau.audit.outcome'),
      render: (row) =>
        row.outcome === 'success' ? (
          t('bureau.audit.outcome.success')
        ) : (
          <LevelTag level={row.outcome === 'refused' ? 'amber' : 'red'}>
            {t(`bureau.audit.outcome.${row.outcome}`)}
          </LevelTag>
        ),
      width: 110,
    },
  ];
  return (
    <>
      <PageHead title={t('bureau.audit')}>
        <DownloadRoots />
      </PageHead>
      <div className={filters['filters']} role="search">
        <TextField name="account" label={t('bureau.audit.account')} value={account.typed} onChange={account.type} />
        <SelectField
          name="action"
          label={t('bureau.audit.action')}
          value={conditions.action ?? ''}
          onChange={(action) => change({ action })}
          choices={[
            { value: '', label: t('bureau.audit.allActions') },
            ...actions.map((value) => ({ value, label: t(`bureau.audit.action.${value}`) })),
          ]}
        />
        <SelectField
          name="outcome"
          label={t('bureau.audit.outcome')}
          value={conditions.outcome ?? ''}
          onChange={(outcome) => change({ outcome })}
          choices={[
            { value: '', label: t('bureau.audit.allOutcomes') },
            ...outcomes.map((value) => ({ value, label: t(`bureau.audit.outcome.${value}`) })),
          ]}
        />
        <TextField
          name="from"
          type="date"
          label={t('bureau.audit.from')}
          value={conditions.from ?? ''}
          onChange={(from) => change({ from })}
        />
        <TextField
          name="to"
          type="date"
          label={t('bureau.audit.to')}
          value={conditions.to ?? ''}
          onChange={(to) => change({ to })}
        />
      </div>
      {list.error && <Failure error={list.error} onRetry={() => void list.refetch()} />}
      {!(list.error && !rows) && (
        <Worklist
          label={t('bureau.audit')}
          columns={columns}
          rows={rows}
          rowKey={(row) => row.eventId}
          empty={
            <Empty title={t('bureau.audit.empty')} icon="shield">
              {t('bureau.audit.emptyText')}
            </Empty>
          }
          more={{
            shown: rows?.length ?? 0,
            hasMore: list.hasNextPage,
            busy: list.isFetchingNextPage,
            onMore: () => void list.fetchNextPage(),
          }}
        />
      )}
    </>
  );
}
