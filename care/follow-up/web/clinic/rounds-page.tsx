// Rounds of follow-up of the own house: how many were asked, answered, abnormal; and the way to a new one.
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from 'react-router';
import { buttonClass } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useLiveRefresh } from '#platform/ui/live/use-live.ts';
import { useMay, useMe } from '#platform/ui/portal/session.ts';
import { PrintHeader } from '#platform/ui/print/print.tsx';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Skeleton } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import { followUpRoutes, followUpTopic, roundsSheetPath, type RoundShown } from '../../contract.ts';
import { SheetLinks } from './sheet-links.tsx';

export const roundsKey = ['follow-up', 'rounds'] as const;

export function RoundsPage() {
  const { t, instant } = useWords();
  const api = useApi();
  const go = useNavigate();
  const me = useMe();
  const mayStart = useMay('follow-up.round.start');
  useLiveRefresh(followUpTopic, [...roundsKey]);
  const rounds = useQuery({
    queryKey: [...roundsKey],
    queryFn: ({ signal }) => api.call(followUpRoutes.rounds, { signal }),
  });
  const columns: WorklistColumn<RoundShown>[] = [
    { key: 'name', title: t('followUp.round'), render: (row) => <strong>{row.name}</strong> },
    { key: 'template', title: t('followUp.template'), render: (row) => row.templateTitle },
    {
      key: 'answered',
      title: t('followUp.answeredOf'),
      align: 'right',
      render: (row) => `${row.counts.answered} / ${row.people}`,
      sort: (a, b) => a.counts.answered / a.people - b.counts.answered / b.people,
    },
    {
      key: 'abnormal',
      title: t('followUp.abnormal'),
      render: (row) =>
        row.abnormal > 0 ? <LevelTag level="red">{t('followUp.people', { count: row.abnormal })}</LevelTag> : '—',
      sort: (a, b) => a.abnormal - b.abnormal,
    },
    { key: 'by', title: t('followUp.startedBy'), render: (row) => row.startedBy },
    { key: 'at', title: t('followUp.startedAt'), render: (row) => instant(row.startedAt) },
    {
      key: 'state',
      title: t('followUp.state'),
      render: (row) =>
        row.stoppedAt
          ? t('followUp.stopped')
          : row.counts.waiting + row.counts.asked > 0
            ? t('followUp.running')
            : t('followUp.done'),
    },
  ];
  return (
    <>
      <PageHead title={t('followUp.title')}>
        <SheetLinks path={roundsSheetPath} />
        <Link className={buttonClass('plain')} to="/follow-up/templates">
          {t('followUp.templates')}
        </Link>
        {mayStart && (
          <Link className={buttonClass('primary')} to="/follow-up/new">
            {t('followUp.startNew')}
          </Link>
        )}
      </PageHead>
      <PrintHeader title={t('followUp.title')} by={me.displayName} />
      <QueryView query={rounds} skeleton={<Skeleton lines={8} />}>
        {(data) => (
          <Worklist
            label={t('followUp.title')}
            columns={columns}
            rows={data.rounds}
            rowKey={(row) => row.roundId}
            onOpen={(row) => void go(`/follow-up/rounds/${row.roundId}`)}
            empty={<Empty title={t('followUp.noRounds')}>{t('followUp.noRoundsWhy')}</Empty>}
          />
        )}
      </QueryView>
    </>
  );
}
