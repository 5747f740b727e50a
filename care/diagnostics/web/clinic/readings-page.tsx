// The specialist's list: what waits to be read, urgent and long waiting ones first, each with its clock.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useApi } from '#platform/ui/api/api-context.ts';
import { ChoiceField, TextField } from '#platform/ui/form/fields.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useLiveRefresh } from '#platform/ui/live/use-live.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Skeleton } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import { diagnosticsRoutes, readingsTopic, type Reading } from '../../contract.ts';

export const readingsKey = ['diagnostics', 'readings'] as const;
const clockMilliseconds = 15_000;

export function ReadingsPage() {
  const { t, age, instant } = useWords();
  const api = useApi();
  const go = useNavigate();
  const [search, setSearch] = useSearchParams();
  const state = search.get('state') === 'answered' ? 'answered' : 'open';
  const [text, setText] = useState('');
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), clockMilliseconds);
    return () => clearInterval(timer);
  }, []);
  useLiveRefresh(readingsTopic, [...readingsKey]);
  const readings = useQuery({
    queryKey: [...readingsKey, state],
    queryFn: ({ signal }) => api.call(diagnosticsRoutes.readings, { query: { state }, signal }),
    refetchInterval: 30_000,
  });
  const waited = (row: Reading) =>
    Math.max(0, Math.floor(((row.answeredAt ? Date.parse(row.answeredAt) : now) - Date.parse(row.sentAt)) / 60_000));
  const columns: WorklistColumn<Reading>[] = [
    {
      key: 'waited',
      title: t('diagnostics.waited'),
      render: (row) => {
        const minutes = t('diagnostics.minutes', { count: waited(row) });
        if (row.state === 'answered') return minutes;
        return <LevelTag level={waited(row) > row.dueMinutes ? 'red' : 'green'}>{minutes}</LevelTag>;
      },
      sort: (a, b) => waited(a) - waited(b),
    },
    {
      key: 'urgency',
      title: t('diagnostics.urgency'),
      render: (row) =>
        row.urgency === 'urgent' ? (
          <LevelTag level="red">{t('diagnostics.urgency.urgent')}</LevelTag>
        ) : (
          t('diagnostics.urgency.routine')
        ),
    },
    {
      key: 'what',
      title: t('diagnostics.what'),
      render: (row) => (
        <>
          {t(`diagnostics.modality.${row.modality}`)}{' '}
          {row.critical && <LevelTag level="red">{t('diagnostics.state.critical')}</LevelTag>}
        </>
      ),
    },
    {
      key: 'person',
      title: t('diagnostics.person'),
      render: (row) => (
        <>
          <strong>{row.personName}</strong> {row.birthOn && age(row.birthOn)} {row.simulated && <SimulatedBadge />}
        </>
      ),
      sort: (a, b) => a.personName.localeCompare(b.personName, 'zh-CN'),
    },
    { key: 'question', title: t('diagnostics.question'), render: (row) => row.question },
    { key: 'from', title: t('diagnostics.from'), render: (row) => row.fromName },
    {
      key: 'reader',
      title: t('diagnostics.reader'),
      render: (row) =>
        row.state === 'answered' && row.answeredAt
          ? `${row.readerName ?? ''} ${instant(row.answeredAt)}`
          : (row.readerName ?? '—'),
    },
  ];
  return (
    <>
      <PageHead title={t('diagnostics.readings')} />
      <ChoiceField
        name="state"
        label={t('diagnostics.show')}
        value={state}
        onChange={(next) => setSearch(next === 'open' ? {} : { state: next }, { replace: true })}
        choices={(['open', 'answered'] as const).map((one) => ({ value: one, label: t(`diagnostics.list.${one}`) }))}
      />
      <TextField name="text" label={t('diagnostics.search')} value={text} onChange={setText} />
      <QueryView query={readings} skeleton={<Skeleton lines={8} />}>
        {(data) => (
          <>
            {data.assumed && state === 'open' && <p className="quiet">{t('diagnostics.assumedMinutes')}</p>}
            <Worklist
              label={t('diagnostics.readings')}
              columns={columns}
              rows={data.readings.filter((row) =>
                `${row.personName} ${row.question} ${row.fromName}`.includes(text.trim()),
              )}
              rowKey={(row) => row.studyId}
              onOpen={(row) => void go(`/readings/${row.personId}/${row.studyId}`)}
              empty={<Empty title={t('diagnostics.noReadings')}>{t('diagnostics.noReadingsWhy')}</Empty>}
            />
          </>
        )}
      </QueryView>
    </>
  );
}
