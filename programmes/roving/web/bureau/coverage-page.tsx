// Whether every village has its team, a named person and its visits: gaps first, each with the place where it is mended.
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useApi } from '#platform/ui/api/api-context.ts';
import { ChoiceField } from '#platform/ui/form/fields.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Skeleton } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import { rovingRoutes } from '../../contract.ts';
import type { CoverageGap, VillageCoverage } from '../../rules/coverage.ts';
import { MonthSwitch } from './month-switch.tsx';
import { RovingTabs } from './roving-tabs.tsx';
import { rovingKey, useAddress } from './use-roving.ts';
import styles from './roving.module.css';

/** Where a gap is mended. */
const mended: Record<CoverageGap, string> = {
  'no-point': '/points',
  'no-team': '/teams',
  'no-person': '/teams',
  'too-few-follow-ups': '/roving',
  'no-comprehensive': '/roving',
  'no-doctor': '/teams',
};

export function CoveragePage() {
  const { t } = useWords();
  const api = useApi();
  const { search, change, month } = useAddress();
  const coverage = useQuery({
    queryKey: [...rovingKey, 'coverage', month],
    queryFn: ({ signal }) => api.call(rovingRoutes.coverage, { query: { month }, signal }),
  });
  const gapsOnly = search.get('show') !== 'all';
  const columns: WorklistColumn<VillageCoverage>[] = [
    {
      key: 'township',
      title: t('roving.township'),
      render: (row) => row.townshipName,
      sort: (a, b) => a.townshipName.localeCompare(b.townshipName, 'zh-CN'),
    },
    { key: 'village', title: t('roving.village'), render: (row) => <strong>{row.villageName}</strong> },
    { key: 'team', title: t('roving.team'), render: (row) => row.teamName ?? '—' },
    { key: 'person', title: t('roving.responsible'), render: (row) => row.responsibleName ?? '—' },
    {
      key: 'visits',
      title: t('roving.visitsOfMonth'),
      render: (row) =>
        t('roving.eightAndOne', { followUps: row.visits['follow-up'], comprehensive: row.visits.comprehensive }),
    },
    {
      key: 'gaps',
      title: t('roving.gaps'),
      render: (row) =>
        row.gaps.length === 0 ? (
          <LevelTag level="green">{t('roving.covered')}</LevelTag>
        ) : (
          <span className={styles['row']}>
            {row.gaps.map((gap) => (
              <Link key={gap} to={mended[gap]}>
                <LevelTag level="red">{t(`roving.gap.${gap}`)}</LevelTag>
              </Link>
            ))}
          </span>
        ),
      sort: (a, b) => a.gaps.length - b.gaps.length,
    },
  ];
  return (
    <>
      <PageHead title={t('roving.coverage')}>
        <MonthSwitch month={month} onChange={(next) => change({ month: next })} />
      </PageHead>
      <RovingTabs />
      <QueryView query={coverage} skeleton={<Skeleton lines={10} />}>
        {({ villages, plan }) => {
          const gaps = villages.filter((village) => village.gaps.length > 0);
          const rows = gapsOnly ? gaps : villages;
          return (
            <>
              <p className={styles['row']}>
                <LevelTag level={gaps.length === 0 ? 'green' : 'red'}>
                  {gaps.length === 0
                    ? t('roving.coverageGood', { count: villages.length })
                    : t('roving.coverageBad', { count: gaps.length, villages: villages.length })}
                </LevelTag>
                <span className="quiet">
                  {plan
                    ? t('roving.coverageOf', { number: plan.number, state: t(`roving.state.${plan.state}`) })
                    : t('roving.coverageNoPlan')}
                </span>
              </p>
              <ChoiceField
                name="show"
                label={t('roving.show')}
                value={gapsOnly ? 'gaps' : 'all'}
                onChange={(next) => change({ show: next === 'all' ? 'all' : undefined })}
                choices={[
                  { value: 'gaps', label: t('roving.showGaps') },
                  { value: 'all', label: t('roving.showAll') },
                ]}
              />
              <Worklist
                label={t('roving.coverage')}
                columns={columns}
                rows={rows}
                rowKey={(row) => row.villageId}
                empty={<Empty title={t('roving.noGaps')} icon="check" />}
              />
            </>
          );
        }}
      </QueryView>
    </>
  );
}
