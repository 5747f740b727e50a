// One round: its counts, its people with abnormal answers and calls to make first, and the way to stop it.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { Button } from '#platform/ui/actions/button.tsx';
import { Confirm } from '#platform/ui/actions/confirm.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { SelectField } from '#platform/ui/form/fields.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useLiveRefresh } from '#platform/ui/live/use-live.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Skeleton } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import {
  followUpRoutes,
  followUpTopic,
  outreachStates,
  type OutreachesQuery,
  type OutreachShown,
} from '../../contract.ts';
import { RoundSums } from './round-sums.tsx';
import { roundsKey } from './rounds-page.tsx';

const filters = ['abnormal', 'staff', ...outreachStates] as const;

export function RoundPage() {
  const { t, instant } = useWords();
  const api = useApi();
  const go = useNavigate();
  const queries = useQueryClient();
  const { roundId = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const mayStart = useMay('follow-up.round.start');
  const [asking, setAsking] = useState(false);
  const state = filters.find((one) => one === search.get('state'));
  const page = Number(search.get('page') ?? 0) || 0;
  useLiveRefresh(followUpTopic, [...roundsKey]);
  const round = useQuery({
    queryKey: [...roundsKey, roundId, state, page],
    queryFn: ({ signal }) => {
      const query: OutreachesQuery = { ...(state && { state }), ...(page > 0 && { page }) };
      return api.call(followUpRoutes.round, { params: { roundId }, query, signal });
    },
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
  const change = (next: Record<string, string>) => setSearch(next, { replace: true });
  return (
    <QueryView query={round} skeleton={<Skeleton lines={10} />}>
      {(data) => (
        <>
          <PageHead title={data.round.name}>
            {mayStart && !data.round.stoppedAt && data.round.counts.waiting + data.round.counts.asked > 0 && (
              <Button onClick={() => setAsking(true)}>{t('followUp.stop')}</Button>
            )}
          </PageHead>
          <RoundSums round={data.round} />
          <SelectField
            name="state"
            label={t('followUp.show')}
            value={state ?? ''}
            onChange={(next) => change(next ? { state: next } : {})}
            choices={[
              { value: '', label: t('followUp.all') },
              ...filters.map((one) => ({ value: one, label: t(`followUp.filter.${one}`) })),
            ]}
          />
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
              {page > 0 && (
                <Button onClick={() => change({ ...(state && { state }), page: String(page - 1) })}>
                  {t('followUp.back')}
                </Button>
              )}{' '}
              {data.next !== undefined && (
                <Button onClick={() => change({ ...(state && { state }), page: String(data.next) })}>
                  {t('followUp.next')}
                </Button>
              )}
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
