// The service teams of the county: who owns which villages, whether every village is covered, who stands in for whom.
import { useSearchParams } from 'react-router';
import { TextField } from '#platform/ui/form/fields.tsx';
import { useAddressText } from '#platform/ui/form/use-address-text.ts';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Skeleton } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import type { Coverage, ServiceTeam } from '../../contract.ts';
import styles from './bureau.module.css';
import { findTeams } from './find-teams.ts';
import { TeamDrawer } from './team-drawer.tsx';
import { useTeams } from './use-teams.ts';

export function TeamsPage() {
  const { t } = useWords();
  const query = useTeams();
  const text = useAddressText('text');
  const [search, setSearch] = useSearchParams();
  const choose = (teamId: string | undefined) =>
    setSearch((before) => {
      const after = new URLSearchParams(before);
      if (teamId) after.set('team', teamId);
      else after.delete('team');
      return after;
    });
  const columns: WorklistColumn<ServiceTeam>[] = [
    {
      key: 'name',
      title: t('registry.team'),
      render: (team) => <strong className={styles['steady']}>{team.name}</strong>,
      width: 160,
    },
    {
      key: 'organisation',
      title: t('registry.teamOrganisation'),
      render: (team) => <span className={styles['steady']}>{team.organisationName}</span>,
      sort: (a, b) => a.organisationName.localeCompare(b.organisationName, 'zh-CN'),
    },
    {
      key: 'villages',
      title: t('registry.teamVillages'),
      render: (team) => (
        <span className={styles['steady']}>{team.villages.map((village) => village.name).join(t('ui.comma'))}</span>
      ),
    },
    {
      key: 'members',
      title: t('registry.teamMembers'),
      render: (team) => (
        <span className={styles['steady']}>{team.members.map((member) => member.name).join(t('ui.comma'))}</span>
      ),
    },
    {
      key: 'away',
      title: t('registry.teamAway'),
      render: (team) => team.substitutions.map((one) => one.substituteName).join(t('ui.comma')) || '—',
      sort: (a, b) => a.substitutions.length - b.substitutions.length,
      width: 140,
    },
  ];
  return (
    <>
      <PageHead title={t('registry.teams')} />
      <QueryView query={query} skeleton={<Skeleton lines={10} />}>
        {({ teams, coverage }) => {
          const rows = findTeams(teams, text.settled);
          const open = teams.find((team) => team.teamId === search.get('team'));
          return (
            <>
              <CoverageLine coverage={coverage} />
              <div className={styles['search']} role="search">
                <TextField
                  name="text"
                  label={t('registry.teamFind')}
                  hint={t('registry.teamFindHint')}
                  value={text.typed}
                  onChange={text.type}
                  autoComplete="off"
                />
              </div>
              <Worklist
                label={t('registry.teams')}
                columns={columns}
                rows={rows}
                rowKey={(team) => team.teamId}
                onOpen={(team) => choose(team.teamId)}
                empty={
                  <Empty title={t('registry.teamNone')} icon="people">
                    {t('registry.teamNoneText')}
                  </Empty>
                }
                more={{
                  shown: rows.length,
                  total: teams.length,
                  hasMore: false,
                  busy: false,
                  onMore: () => undefined,
                }}
              />
              {open && <TeamDrawer key={open.teamId} team={open} teams={teams} onClose={() => choose(undefined)} />}
            </>
          );
        }}
      </QueryView>
    </>
  );
}

function CoverageLine({ coverage }: { coverage: Coverage }) {
  const { t, count } = useWords();
  const { uncovered } = coverage;
  return (
    <section aria-label={t('registry.coverage')} className={styles['lines']}>
      <p className={styles['row']}>
        {uncovered.length === 0 ? (
          <LevelTag level="green">{t('registry.coverageGood')}</LevelTag>
        ) : (
          <LevelTag level="red">{t('registry.coverageBad', { count: uncovered.length })}</LevelTag>
        )}
        <span>
          {t('registry.coverageFigures', {
            teams: count(coverage.teams),
            covered: count(coverage.covered),
            villages: count(coverage.villages),
          })}
        </span>
        <span className="quiet">
          {Object.entries(coverage.teamsByVillages)
            .map(([size, teams]) => t('registry.coverageSize', { size, count: teams }))
            .join(t('ui.comma'))}
        </span>
      </p>
      {uncovered.length > 0 && <p>{uncovered.map((village) => village.name).join(t('ui.comma'))}</p>}
    </section>
  );
}
