// Questions of residents: those that wait for an answer first.
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { useApi } from '#platform/ui/api/api-context.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Skeleton } from '#platform/ui/states/states.tsx';
import { workbenchRoutes } from '../../workbench-contract.ts';
import { familyKey } from '../use-family.ts';
import { FamilyHead, TeamOnly, useTeam } from './family-tabs.tsx';
import styles from '../family.module.css';

export function ThreadsPage() {
  return (
    <TeamOnly>
      <Threads />
    </TeamOnly>
  );
}

function Threads() {
  const { t, age, ago } = useWords();
  const api = useApi();
  const { team } = useTeam();
  const threads = useQuery({
    queryKey: [...familyKey, 'threads', team],
    queryFn: ({ signal }) => api.call(workbenchRoutes.threads, { query: team ? { team } : {}, signal }),
    refetchInterval: 15_000,
  });
  return (
    <div className={styles['stack']}>
      <FamilyHead />
      <QueryView query={threads} skeleton={<Skeleton lines={6} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('family-doctor.noThreads')} icon="bell">
              {t('family-doctor.noThreadsText')}
            </Empty>
          ) : (
            <ul className={styles['list']}>
              {items.map((row) => (
                <li key={row.personId} className={styles['item']}>
                  <span className={styles['who']}>
                    <Link to={`/family/messages/${row.personId}`}>
                      <strong>{row.name}</strong>
                    </Link>
                    <span className="quiet">
                      {t(`ui.sex.${row.sex}`)} {row.birthOn && age(row.birthOn)} · {row.villageName}
                    </span>
                    <span>{row.lastText}</span>
                  </span>
                  <span className={styles['row']}>
                    {row.waiting ? (
                      <LevelTag level="amber">{t('family-doctor.waits')}</LevelTag>
                    ) : (
                      <LevelTag level="green">{t('family-doctor.answered')}</LevelTag>
                    )}
                    <span className="quiet">{ago(row.lastAt)}</span>
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
    </div>
  );
}
