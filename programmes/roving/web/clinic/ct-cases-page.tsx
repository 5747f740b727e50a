// Findings that are followed: filtered by clock, overdue first by their due day, exported as a sheet.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { buttonClass } from '#platform/ui/actions/button.tsx';
import { addressOf } from '#platform/ui/api/address.ts';
import { useApi } from '#platform/ui/api/api-context.ts';
import { SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import { ctRoutes, type CtCase } from '../../ct-screening-contract.ts';
import { caseClocks, type CaseClock } from '../../rules/ct-screening/follow-up.ts';
import { CtTabs } from '../ct-screening/ct-tabs.tsx';
import { ClockTag, useFindingWords } from '../ct-screening/ct-words.tsx';
import { ctKey, useFilters } from '../ct-screening/use-ct.ts';
import styles from '../ct-screening/ct.module.css';

export function CtCasesPage() {
  const { t, date } = useWords();
  const api = useApi();
  const navigate = useNavigate();
  const words = useFindingWords();
  const { search, set } = useFilters();
  const clock = (search.get('clock') ?? '') as CaseClock | '';
  const text = (search.get('text') ?? '').trim();
  const page = search.get('page') ?? '';
  const filters = { ...(clock && { clock }), ...(text && { text }) };
  const cases = useQuery({
    queryKey: [...ctKey, 'cases', clock, text, page],
    queryFn: ({ signal }) => api.call(ctRoutes.cases, { query: { ...filters, ...(page && { page }) }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
  const columns: WorklistColumn<CtCase>[] = [
    {
      key: 'name',
      title: t('roving.ct.name'),
      render: (row) => (
        <>
          <strong>{row.name}</strong> {row.simulated && <SimulatedBadge />}
        </>
      ),
    },
    { key: 'village', title: t('roving.ct.village'), render: (row) => `${row.townshipName} ${row.villageName}` },
    { key: 'finding', title: t('roving.ct.finding'), render: (row) => words.finding(row) },
    {
      key: 'due',
      title: t('roving.ct.due'),
      render: (row) => date(row.dueOn),
      sort: (a, b) => a.dueOn.localeCompare(b.dueOn),
    },
    {
      key: 'clock',
      title: t('roving.ct.stageLabel'),
      render: (row) => (
        <>
          <ClockTag clock={row.clock} />
          {row.clock === 'overdue' && row.alarmed && (
            <span className="quiet"> {t(row.escalated ? 'roving.ct.toldHouse' : 'roving.ct.toldDoctor')}</span>
          )}
        </>
      ),
    },
    { key: 'doctor', title: t('roving.ct.doctor'), render: (row) => row.doctorName || '—' },
  ];
  return (
    <>
      <PageHead title={t('roving.ct.title')}>
        {(['xlsx', 'csv'] as const).map((format) => (
          <a
            key={format}
            className={buttonClass('quiet')}
            href={addressOf(`/api/roving/ct-screening/cases.${format}`, {}, { ...filters, portal: 'clinic' })}
          >
            {t('roving.ct.export', { format: format.toUpperCase() })}
          </a>
        ))}
      </PageHead>
      <CtTabs />
      <QueryView query={cases}>
        {({ items, total, next, counts }) => (
          <>
            <div className={styles['filters']}>
              <SelectField
                name="clock"
                label={t('roving.ct.stageLabel')}
                value={clock}
                onChange={(value) => set('clock', value)}
                choices={[
                  { value: '', label: t('roving.ct.allStages') },
                  ...caseClocks.map((one) => ({
                    value: one,
                    label: `${t(`roving.ct.clock.${one}`)} ${counts[one]}`,
                  })),
                ]}
              />
              <TextField
                name="text"
                label={t('roving.ct.findName')}
                value={search.get('text') ?? ''}
                onChange={(value) => set('text', value)}
              />
            </div>
            <Worklist
              label={t('roving.ct.room.cases')}
              columns={columns}
              rows={items}
              rowKey={(row) => row.caseId}
              onOpen={(row) => void navigate(`/ct-screening/people/${row.personId}`)}
              empty={
                <Empty title={t('roving.ct.noCases')} icon="check">
                  {t('roving.ct.noCasesText')}
                </Empty>
              }
              more={{
                shown: items.length,
                total,
                busy: cases.isFetching,
                hasMore: next !== undefined || page !== '',
                onMore: () => set('page', next ?? ''),
              }}
            />
          </>
        )}
      </QueryView>
    </>
  );
}
