// The reading queue: scans that wait for their report, the longest first, each with its clock.
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { useApi } from '#platform/ui/api/api-context.ts';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import { ctRoutes, type CtRow } from '../../ct-screening-contract.ts';
import { CtTabs } from '../ct-screening/ct-tabs.tsx';
import { ctKey } from '../ct-screening/use-ct.ts';

export function CtReadingsPage() {
  const { t, instant } = useWords();
  const api = useApi();
  const navigate = useNavigate();
  const queue = useQuery({
    queryKey: [...ctKey, 'readings'],
    queryFn: ({ signal }) => api.call(ctRoutes.readings, { signal }),
    refetchInterval: 30_000,
  });
  const columns: WorklistColumn<CtRow>[] = [
    { key: 'accession', title: t('roving.ct.accession'), render: (row) => row.accession ?? '—' },
    { key: 'name', title: t('roving.ct.name'), render: (row) => <strong>{row.name}</strong> },
    {
      key: 'age',
      title: t('roving.ct.sexAge'),
      render: (row) => `${t(`ui.sex.${row.sex}`)} ${row.age ?? '—'}`,
    },
    { key: 'village', title: t('roving.ct.village'), render: (row) => row.villageName },
    {
      key: 'scan',
      title: t('roving.ct.scannedAt'),
      render: (row) => (row.scanAt ? instant(row.scanAt) : '—'),
      sort: (a, b) => (a.scanAt ?? '').localeCompare(b.scanAt ?? ''),
    },
    {
      key: 'due',
      title: t('roving.ct.readBy'),
      render: (row) =>
        row.readingDueAt && (
          <LevelTag level={row.readingOverdue ? 'red' : 'green'}>{instant(row.readingDueAt)}</LevelTag>
        ),
    },
  ];
  return (
    <>
      <PageHead title={t('roving.ct.title')} />
      <CtTabs />
      <p className="quiet">{t('roving.ct.noImages')}</p>
      <QueryView query={queue}>
        {({ items }) => (
          <Worklist
            label={t('roving.ct.room.readings')}
            columns={columns}
            rows={items}
            rowKey={(row) => row.screeningId}
            onOpen={(row) => void navigate(`/ct-screening/people/${row.personId}`)}
            empty={
              <Empty title={t('roving.ct.allRead')} icon="check">
                {t('roving.ct.allReadText')}
              </Empty>
            }
          />
        )}
      </QueryView>
    </>
  );
}
