// The queue of settlements: sums by state, search, one sent again, export. Nobody is named.
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { Button } from '#platform/ui/actions/button.tsx';
import { download } from '#platform/ui/files/save-file.ts';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { addressOf } from '#platform/ui/api/address.ts';
import { useApi } from '#platform/ui/api/api-context.ts';
import { ChoiceField, TextField } from '#platform/ui/form/fields.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { LevelTag, type Level } from '#platform/ui/states/level.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import {
  billingRoutes,
  settlementsExportPath,
  type Settlement,
  type SettlementsQuery,
  type SettlementState,
} from '../../contract.ts';

const key = ['billing', 'settlements'] as const;
const states = ['all', 'queued', 'refused', 'settled'] as const;
const levels: Record<SettlementState, Level> = { queued: 'amber', sending: 'amber', settled: 'green', refused: 'red' };
const pageRows = 50;
const knownReasons = new Set(['no-answer', 'answer-unreadable', 'sum-differs']);

export function SettlementsPage() {
  const { t, money, instant, ago } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const mayRetry = useMay('billing.settlement.retry');
  const [search, setSearch] = useSearchParams();
  const [text, setText] = useState('');
  const [failure, setFailure] = useState<unknown>();
  const state = states.find((one) => one === search.get('state')) ?? 'all';
  const offset = Number(search.get('from') ?? 0);
  const sort = search.get('sort') === 'amount' ? 'amount' : 'newest';
  const query: SettlementsQuery = {
    ...(state !== 'all' && { state }),
    ...(text.trim() && { text: text.trim() }),
    sort,
    offset: String(offset),
  };
  const change = (part: Record<string, string | undefined>) =>
    setSearch(
      Object.fromEntries(
        Object.entries({ ...Object.fromEntries(search), ...part }).filter(([, value]) => value !== undefined),
      ) as Record<string, string>,
      { replace: true },
    );
  const page = useQuery({
    queryKey: [...key, query],
    queryFn: ({ signal }) => api.call(billingRoutes.settlements, { query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
  });
  const retry = useMutation({
    mutationFn: (settlementId: string) => api.call(billingRoutes.retry, { params: { settlementId } }),
    onSuccess: () => announce(t('billing.retried')),
    onSettled: () => queries.invalidateQueries({ queryKey: [...key] }),
  });
  const columns: WorklistColumn<Settlement>[] = [
    { key: 'number', title: t('billing.number'), render: (row) => <code>…{row.settlementId.slice(-8)}</code> },
    { key: 'organisation', title: t('billing.organisation'), render: (row) => row.organisationName },
    { key: 'wished', title: t('billing.wished'), render: (row) => instant(row.wishedAt) },
    { key: 'method', title: t('billing.method'), render: (row) => t(`billing.method.${row.method}`) },
    {
      key: 'state',
      title: t('billing.stateLabel'),
      render: (row) => (
        <>
          <LevelTag level={levels[row.state]}>{t(`billing.state.${row.state}`)}</LevelTag>{' '}
          {row.simulated && <SimulatedBadge />}
        </>
      ),
    },
    { key: 'amount', title: t('billing.total'), render: (row) => money(row.totalFen), align: 'right', sort: 'server' },
    {
      key: 'fund',
      title: t('billing.fund'),
      render: (row) => (row.fundFen === undefined ? '—' : money(row.fundFen)),
      align: 'right',
    },
    {
      key: 'self',
      title: t('billing.self'),
      render: (row) => (row.selfFen === undefined ? '—' : money(row.selfFen)),
      align: 'right',
    },
    {
      key: 'reason',
      title: t('billing.reason'),
      render: (row) => (
        <>
          {row.reason && (knownReasons.has(row.reason) ? t(`billing.reason.${row.reason}`) : row.reason)}
          {row.reference}{' '}
          {row.state === 'queued' && row.nextAt && row.attempts > 0 && (
            <span className="quiet">
              {t('billing.attempts', { count: row.attempts })}，{t('billing.nextAt', { when: ago(row.nextAt) })}
            </span>
          )}
        </>
      ),
    },
    {
      key: 'act',
      title: '',
      render: (row) =>
        mayRetry &&
        (row.state === 'refused' || (row.state === 'queued' && row.attempts > 0)) && (
          <Button busy={retry.isPending} onClick={() => retry.mutate(row.settlementId)}>
            {t('billing.retry')}
          </Button>
        ),
    },
  ];
  const save = async () => {
    setFailure(undefined);
    const { offset: _offset, ...rest } = query;
    await download(
      'bureau',
      addressOf(settlementsExportPath, {}, { ...rest, format: 'xlsx' }),
      'settlements.xlsx',
    ).catch(setFailure);
  };
  return (
    <>
      <PageHead title={t('billing.settlements')} badges={page.data?.peer === 'sandbox' && <SimulatedBadge />}>
        <Button icon="download" onClick={() => void save()}>
          {t('billing.export')}
        </Button>
      </PageHead>
      <p className="quiet">
        {t('billing.settlementsText')} {page.data && t(`billing.peer.${page.data.peer}`)}
      </p>
      <ChoiceField
        name="state"
        label={t('billing.stateLabel')}
        value={state}
        onChange={(next) => change({ state: next === 'all' ? undefined : next, from: undefined })}
        choices={states.map((one) => {
          const sums = page.data?.sums.filter((sum) => one === 'all' || sum.state === one) ?? [];
          const figure = t('billing.sum', {
            count: sums.reduce((sum, { count }) => sum + count, 0),
            total: money(sums.reduce((sum, { totalFen }) => sum + totalFen, 0)),
          });
          return { value: one, label: `${t(`billing.state.${one}`)} ${page.data ? figure : ''}` };
        })}
      />
      <TextField name="text" label={t('billing.search')} value={text} onChange={setText} />
      {(failure ?? retry.error) !== undefined && (failure ?? retry.error) !== null && (
        <Failure error={failure ?? retry.error} />
      )}
      <QueryView query={page} skeleton={<Skeleton lines={8} />}>
        {(data) => (
          <Worklist
            label={t('billing.settlements')}
            columns={columns}
            rows={data.settlements}
            rowKey={(row) => row.settlementId}
            sorted={{ key: sort === 'amount' ? 'amount' : '', descending: true }}
            onSort={() => change({ sort: sort === 'amount' ? undefined : 'amount', from: undefined })}
            empty={<Empty title={t('billing.none')}>{t('billing.noneWhy')}</Empty>}
            more={{
              shown: Math.min(data.total, offset + data.settlements.length),
              total: data.total,
              hasMore: offset + pageRows < data.total,
              busy: page.isFetching,
              onMore: () => change({ from: String(offset + pageRows) }),
            }}
          />
        )}
      </QueryView>
    </>
  );
}
