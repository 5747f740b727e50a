// Calls that crews ask of the own hospital: longest waiting first, called back, done with a note.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { Button } from '#platform/ui/actions/button.tsx';
import { Confirm } from '#platform/ui/actions/confirm.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { ChoiceField, TextField } from '#platform/ui/form/fields.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useLiveRefresh } from '#platform/ui/live/use-live.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import { callsTopic, referralRoutes, type CallBody, type SpecialistCall } from '../../referral-contract.ts';

const key = ['roving', 'specialist-calls'] as const;

export function CallsPage() {
  const { t, ago, age } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const [search, setSearch] = useSearchParams();
  const state = search.get('state') === 'done' ? 'done' : 'open';
  const [text, setText] = useState('');
  const [ending, setEnding] = useState<SpecialistCall>();
  const [note, setNote] = useState('');
  useLiveRefresh(callsTopic, [...key]);
  const calls = useQuery({
    queryKey: [...key, state],
    queryFn: ({ signal }) => api.call(referralRoutes.calls, { query: { state }, signal }),
    refetchInterval: 30_000,
  });
  const handle = useMutation({
    mutationFn: ({ call, body }: { call: SpecialistCall; body: CallBody }) =>
      api.call(referralRoutes.handle, { params: { personId: call.personId, call: call.callId }, body }),
    onSettled: () => queries.invalidateQueries({ queryKey: [...key] }),
  });
  const columns: WorklistColumn<SpecialistCall>[] = [
    {
      key: 'asked',
      title: t('roving.call.asked'),
      render: (row) => ago(row.askedAt),
      sort: (a, b) => a.askedAt.localeCompare(b.askedAt),
    },
    {
      key: 'person',
      title: t('roving.call.person'),
      render: (row) => (
        <>
          <Link to={`/people/${row.personId}`}>{row.personName}</Link> {row.birthOn && age(row.birthOn)}{' '}
          {row.simulated && <SimulatedBadge />}
        </>
      ),
    },
    { key: 'question', title: t('roving.call.question'), render: (row) => row.question },
    {
      key: 'phone',
      title: t('roving.call.phone'),
      render: (row) => (
        <>
          <a href={`tel:${row.phone}`}>{row.phone}</a> {row.byName}
        </>
      ),
    },
    { key: 'from', title: t('roving.call.from'), render: (row) => row.fromName },
    {
      key: 'state',
      title: t('roving.call.stateLabel'),
      render: (row) => (
        <>
          {t(`roving.call.state.${row.state}`)} {row.handledBy} {row.note && <span className="quiet">{row.note}</span>}
        </>
      ),
    },
    {
      key: 'act',
      title: t('roving.call.act'),
      render: (row) =>
        row.state !== 'done' && (
          <span style={{ display: 'flex', gap: 8 }}>
            {row.state === 'waiting' && (
              <Button
                busy={handle.isPending}
                onClick={() => handle.mutate({ call: row, body: { state: 'called', version: row.version } })}
              >
                {t('roving.call.called')}
              </Button>
            )}
            <Button onClick={() => setEnding(row)}>{t('roving.call.done')}</Button>
          </span>
        ),
    },
  ];
  return (
    <>
      <PageHead title={t('roving.call.title')} />
      <p className="quiet">{t('roving.call.text')}</p>
      <ChoiceField
        name="state"
        label={t('roving.call.stateLabel')}
        value={state}
        onChange={(next) => setSearch(next === 'open' ? {} : { state: next }, { replace: true })}
        choices={(['open', 'done'] as const).map((one) => ({ value: one, label: t(`roving.call.list.${one}`) }))}
      />
      <TextField name="text" label={t('roving.call.search')} value={text} onChange={setText} />
      {handle.error && <Failure error={handle.error} />}
      <QueryView query={calls} skeleton={<Skeleton lines={6} />}>
        {(data) => (
          <Worklist
            label={t('roving.call.title')}
            columns={columns}
            rows={data.calls.filter((row) => `${row.personName} ${row.question} ${row.fromName}`.includes(text.trim()))}
            rowKey={(row) => row.callId}
            empty={<Empty title={t('roving.call.none')}>{t('roving.call.noneWhy')}</Empty>}
          />
        )}
      </QueryView>
      <Confirm
        open={ending !== undefined}
        danger={false}
        busy={handle.isPending}
        title={t('roving.call.doneTitle')}
        verb={t('roving.call.done')}
        onClose={() => setEnding(undefined)}
        onConfirm={() => {
          const typed = note.trim();
          const body: CallBody = { state: 'done', version: ending!.version, ...(typed && { note: typed }) };
          handle.mutate({ call: ending!, body });
          setEnding(undefined);
          setNote('');
        }}
      >
        <TextField
          name="note"
          label={t('roving.call.note')}
          value={note}
          onChange={setNote}
          lines={3}
          maxLength={500}
        />
      </Confirm>
    </>
  );
}
