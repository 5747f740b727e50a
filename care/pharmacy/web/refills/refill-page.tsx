// 续药名单: whose medicines run out, and who had them on fewer than 80 % of the days, by village and team; chosen people are brought theirs.
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { download } from '#platform/ui/files/save-file.ts';
import { SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { useAddressText } from '#platform/ui/form/use-address-text.ts';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay, useMe } from '#platform/ui/portal/session.ts';
import { PrintButton, PrintHeader } from '#platform/ui/print/print.tsx';
import { Empty, Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import { permissions, pharmacyRoutes, refillLists, refillSheetPath, type RefillRow } from '../../contract.ts';
import { percentOf } from '../../rules/adherence.ts';
import styles from './refills.module.css';

const firstEnd = ({ medicines }: RefillRow): number => Math.min(...medicines.map(({ daysLeft }) => daysLeft));
const lowest = ({ adherence }: RefillRow): number =>
  Math.min(1, ...adherence.map((one) => one.coveredDays / one.windowDays));
const refillsKey = ['refills'] as const;

/** `opensPerson`: where the portal has a room for the medicines of one. */
export function RefillPage({ opensPerson = false }: { opensPerson?: boolean }) {
  const { t, count, date } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const navigate = useNavigate();
  const me = useMe();
  const mayOrder = useMay(permissions.orderRefills);
  const mayExport = useMay(permissions.exportRefills);
  const { typed, type, settled } = useAddressText('text');
  const [failure, setFailure] = useState<unknown>();
  const [search, setSearch] = useSearchParams();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const list = refillLists.find((one) => one === search.get('list')) ?? 'running-out';
  const villageId = search.get('village') ?? '';
  const teamId = search.get('team') ?? '';
  const change = (name: string, value: string) => {
    setChosen([]);
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        if (value) after.set(name, value);
        else after.delete(name);
        return after;
      },
      { replace: true },
    );
  };
  const query = useInfiniteQuery({
    queryKey: [...refillsKey, list, villageId, teamId, settled],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.call(pharmacyRoutes.refills, {
        query: {
          list,
          ...(villageId && { villageId }),
          ...(teamId && { teamId }),
          ...(settled && { text: settled }),
          ...(pageParam && { page: pageParam }),
        },
        signal,
      }),
    getNextPageParam: ({ next }) => next,
  });
  const order = useMutation({
    mutationFn: (personIds: string[]) => api.call(pharmacyRoutes.orderRefills, { body: { personIds } }),
    onSuccess: (reply) => {
      announce(t('pharmacy.ordersPlaced', { ...reply }));
      setChosen([]);
      void queries.invalidateQueries({ queryKey: refillsKey });
    },
  });
  const rows = query.data?.pages.flatMap(({ items }) => items);
  const { villages = [], teams = [], daysAhead = 7 } = query.data?.pages[0] ?? {};
  const open = new Set(rows?.flatMap((row) => (row.orderId ? [row.personId] : [])));
  const sheet = (format: 'csv' | 'xlsx') => {
    const asked = new URLSearchParams({
      list,
      ...(villageId && { villageId }),
      ...(teamId && { teamId }),
      ...(settled && { text: settled }),
      format,
    });
    setFailure(undefined);
    download('clinic', `${refillSheetPath}?${asked}`, `${t('pharmacy.refills')}.${format}`).catch(setFailure);
  };
  const columns: WorklistColumn<RefillRow>[] = [
    {
      key: 'name',
      title: t('pharmacy.person'),
      sort: (a, b) => a.name.localeCompare(b.name, 'zh-CN'),
      render: (row) => (
        <span className={styles['whole']}>
          {row.name}
          {row.age !== undefined && ` ${t('pharmacy.age', { count: row.age })}`}
        </span>
      ),
    },
    {
      key: 'village',
      title: t('pharmacy.village'),
      sort: (a, b) => a.villageName.localeCompare(b.villageName, 'zh-CN'),
      render: (row) => <span className={styles['whole']}>{row.villageName}</span>,
    },
    {
      key: 'medicines',
      title: t('pharmacy.runsOut'),
      sort: (a, b) => firstEnd(a) - firstEnd(b),
      render: (row) =>
        row.medicines
          .map(({ name, runsOutOn, daysLeft }) =>
            t(daysLeft <= 0 ? 'pharmacy.outSince' : 'pharmacy.outOn', { name, on: date(runsOutOn) }),
          )
          .join('；'),
    },
    {
      key: 'adherence',
      title: t('pharmacy.pdcShort'),
      sort: (a, b) => lowest(a) - lowest(b),
      render: (row) =>
        row.adherence
          .map((one) =>
            t('pharmacy.pdcOf', {
              therapy: t(`pharmacy.therapy.${one.therapy}`),
              percent: percentOf(one),
              covered: one.coveredDays,
              days: one.windowDays,
            }),
          )
          .join('；'),
    },
    {
      key: 'order',
      title: t('pharmacy.delivery'),
      render: (row) => (
        <span className={styles['whole']}>{row.orderId ? t('pharmacy.deliveryOpen') : t('pharmacy.deliveryNone')}</span>
      ),
    },
  ];
  return (
    <>
      <title>{t('pharmacy.refills')}</title>
      <PrintHeader title={t('pharmacy.refills')} by={me.displayName} />
      <PageHead title={t('pharmacy.refills')}>
        <PrintButton />
      </PageHead>
      <div className={`${styles['tools']} no-print`}>
        <SelectField
          name="list"
          label={t('pharmacy.list')}
          value={list}
          onChange={(next) => change('list', next)}
          choices={refillLists.map((one) => ({ value: one, label: t(`pharmacy.list.${one}`, { count: daysAhead }) }))}
        />
        <SelectField
          name="team"
          label={t('pharmacy.team')}
          value={teamId}
          onChange={(next) => change('team', next)}
          choices={[
            { value: '', label: t('ui.all') },
            ...teams.map((one) => ({ value: one.teamId, label: `${one.name}（${count(one.count)}）` })),
          ]}
        />
        <SelectField
          name="village"
          label={t('pharmacy.village')}
          value={villageId}
          onChange={(next) => change('village', next)}
          choices={[
            { value: '', label: t('ui.all') },
            ...villages.map((one) => ({ value: one.villageId, label: `${one.name}（${count(one.count)}）` })),
          ]}
        />
        {mayExport && <TextField name="text" label={t('pharmacy.findName')} value={typed} onChange={type} />}
        {mayExport && (
          <>
            <Button kind="quiet" icon="download" onClick={() => sheet('xlsx')}>
              Excel
            </Button>
            <Button kind="quiet" icon="download" onClick={() => sheet('csv')}>
              CSV
            </Button>
          </>
        )}
        {mayOrder && (
          <Button
            kind="primary"
            disabled={chosen.length === 0}
            busy={order.isPending}
            onClick={() => order.mutate([...chosen])}
          >
            {t('pharmacy.bringMedicines', { count: chosen.length })}
          </Button>
        )}
      </div>
      <p className="quiet">{t(`pharmacy.listText.${list}`, { count: daysAhead })}</p>
      {failure !== undefined && <Failure error={failure} />}
      {order.error && <Failure error={order.error} />}
      {query.error && <Failure error={query.error} onRetry={() => void query.refetch()} />}
      {!rows && !query.error && <Skeleton lines={10} />}
      {rows && (
        <Worklist
          label={t('pharmacy.refills')}
          columns={columns}
          rows={rows}
          rowKey={(row) => row.personId}
          {...(opensPerson && { onOpen: (row: RefillRow) => void navigate(`/people/${row.personId}/medicines`) })}
          {...(mayOrder && {
            selection: {
              chosen,
              onChange: (next: readonly string[]) => setChosen(next.filter((personId) => !open.has(personId))),
              nameOf: (row: RefillRow) => row.name,
            },
          })}
          more={{
            onMore: () => void query.fetchNextPage(),
            busy: query.isFetchingNextPage,
            hasMore: query.hasNextPage,
            shown: rows.length,
          }}
          empty={
            <Empty title={t('pharmacy.listNone')} icon="medication">
              {t('pharmacy.listNoneText')}
            </Empty>
          }
        />
      )}
    </>
  );
}
