// One round: its counts, its people with abnormal answers and calls to make first, and the way to stop it.
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { Button } from '#platform/ui/actions/button.tsx';
import { Confirm } from '#platform/ui/actions/confirm.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { useAddressText } from '#platform/ui/form/use-address-text.ts';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useLiveRefresh } from '#platform/ui/live/use-live.ts';
import { useMay, useMe } from '#platform/ui/portal/session.ts';
import { PrintHeader } from '#platform/ui/print/print.tsx';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Skeleton } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import {
  followUpRoutes,
  followUpTopic,
  outreachStates,
  roundSheetPath,
  type OutreachesQuery,
  type OutreachShown,
} from '../../contract.ts';
import { QuestionSums } from './question-sums.tsx';
import { RoundSums } from './round-sums.tsx';
import { SheetLinks } from './sheet-links.tsx';
import styles from '../follow-up.module.css';
import { roundsKey } from './rounds-page.tsx';

const sorts = ['name', 'village', 'age'] as const;
const filters = ['abnormal', 'staff', ...outreachStates] as const;

export function RoundPage() {
  const { t, instant } = useWords();
  const api = useApi();
  const go = useNavigate();
  const queries = useQueryClient();
  const { roundId = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const me = useMe();
  const mayStart = useMay('follow-up.round.start');
  const [asking, setAsking] = useState(false);
  const state = filters.find((one) => one === search.get('state'));
  const sort = sorts.find((one) => one === search.get('sort'));
  const { typed, type, settled: text } = useAddressText('text');
  // Another text begins with its first page.
  const page = search.get('pageOf') === text ? Number(search.get('page') ?? 0) || 0 : 0;
  const filtered = { ...(state && { state }), ...(sort && { sort }), ...(text && { text }) };
  useLiveRefresh(followUpTopic, [...roundsKey]);
  const round = useQuery({
    queryKey: [...roundsKey, roundId, filtered, page],
    queryFn: ({ signal }) => {
      const query: OutreachesQuery = { ...filtered, ...(page > 0 && { page }) };
      return api.call(followUpRoutes.round, { params: { roundId }, query, signal });
    },
    placeholderData: keepPreviousData,
  });
  const stop = useMutation({
    mutationFn: () => api.call(followUpRoutes.stopRound, { params: { roundId }, idempotencyKey: newId() }),
    onSuccess: () => {
      setAsking(false);
      void queries.invalidateQueries({ queryKey: [...roundsKey] });
    },
  });
  const columns: WorklistColumn<OutreachShown>[] = [
    {
      key: 'name',
      title: t('followUp.person'),
      render: (row) => (
        <>
          <strong>{row.name}</strong> {t('followUp.years', { count: row.age })}
        </>
      ),
    },
    { key: 'village', title: t('followUp.village'), render: (row) => row.villageName },
    {
      key: 'state',
      title: t('followUp.state'),
      render: (row) => {
        if (row.abnormal.length > 0) return <LevelTag level="red">{t('followUp.abnormal')}</LevelTag>;
        if (row.channel === 'staff' && row.state === 'asked')
          return <LevelTag level="amber">{t('followUp.toCall')}</LevelTag>;
        return t(`followUp.state.${row.state}`);
      },
    },
    {
      key: 'what',
      title: t('followUp.abnormalAnswers'),
      render: (row) => row.abnormal.map(({ question, answer }) => `${question} ${answer}`).join('；') || '—',
    },
    {
      key: 'channel',
      title: t('followUp.channel'),
      render: (row) =>
        [
          row.channel && t(`followUp.channel.${row.answeredBy ?? row.channel}`),
          row.lastCall && t('followUp.lastCall', { outcome: t(`followUp.call.${row.lastCall.outcome}`) }),
        ]
          .filter(Boolean)
          .join(' · ') || '—',
    },
    {
      key: 'when',
      title: t('followUp.when'),
      render: (row) =>
        row.answeredAt ? instant(row.answeredAt) : row.nextAt ? t('followUp.nextAt', { at: instant(row.nextAt) }) : '—',
    },
  ];
  const set = (more: Record<string, string>) =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        for (const name of ['page', 'pageOf']) after.delete(name);
        for (const [name, value] of Object.entries(more)) {
          if (value) after.set(name, value);
          else after.delete(name);
        }
        return after;
      },
      { replace: true },
    );
  const turn = (to: number) => set({ page: to > 0 ? String(to) : '', pageOf: text });
  return (
    <QueryView query={round} skeleton={<Skeleton lines={10} />}>
      {(data) => (
        <>
          <PageHead title={data.round.name}>
            <SheetLinks path={roundSheetPath} params={{ roundId }} query={filtered} />
            {mayStart && !data.round.stoppedAt && data.round.counts.waiting + data.round.counts.asked > 0 && (
              <Button onClick={() => setAsking(true)}>{t('followUp.stop')}</Button>
            )}
          </PageHead>
          <PrintHeader title={data.round.name} by={me.displayName} />
          <RoundSums round={data.round} />
          <QuestionSums sums={data.questions} />
          <div className={`${styles['row']} no-print`}>
            <TextField name="text" label={t('followUp.find')} value={typed} onChange={type} />
            <SelectField
              name="state"
              label={t('followUp.show')}
              value={state ?? ''}
              onChange={(next) => set({ state: next })}
              choices={[
                { value: '', label: t('followUp.all') },
                ...filters.map((one) => ({ value: one, label: t(`followUp.filter.${one}`) })),
              ]}
            />
            <SelectField
              name="sort"
              label={t('followUp.sort')}
              value={sort ?? ''}
              onChange={(next) => set({ sort: next })}
              choices={[
                { value: '', label: t('followUp.sort.urgency') },
                ...sorts.map((one) => ({ value: one, label: t(`followUp.sort.${one}`) })),
              ]}
            />
          </div>
          <Worklist
            label={data.round.name}
            columns={columns}
            rows={data.outreaches}
            rowKey={(row) => row.outreachId}
            onOpen={(row) => void go(`/follow-up/people/${row.personId}/${row.outreachId}`)}
            empty={<Empty title={t('followUp.nobody')}>{t('followUp.nobodyWhy')}</Empty>}
          />
          {(page > 0 || data.next !== undefined) && (
            <p>
              {page > 0 && <Button onClick={() => turn(page - 1)}>{t('followUp.back')}</Button>}{' '}
              {data.next !== undefined && <Button onClick={() => turn(data.next!)}>{t('followUp.next')}</Button>}
            </p>
          )}
          <Confirm
            open={asking}
            title={t('followUp.stopTitle')}
            verb={t('followUp.stop')}
            busy={stop.isPending}
            onConfirm={() => stop.mutate()}
            onClose={() => setAsking(false)}
          >
            <p>{t('followUp.stopText')}</p>
          </Confirm>
        </>
      )}
    </QueryView>
  );
}
