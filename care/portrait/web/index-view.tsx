// The health index of one person: the score, what would raise it, its parts with their grounds, the years, and what only the person can say.
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Skeleton } from '#platform/ui/states/states.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { AskedQuestions } from './asked-questions.tsx';
import { IndexTrend } from './index-trend.tsx';
import { ScoreCard } from './score-card.tsx';
import { TermList } from './term-list.tsx';
import { useIndex } from './use-index.ts';
import styles from './portrait.module.css';

export function IndexView({ personId }: { personId: string }) {
  const { t } = useWords();
  const index = useIndex(personId);
  return (
    <QueryView query={index} skeleton={<Skeleton lines={12} />}>
      {(data) =>
        data.state === 'not-applicable' ? (
          <p className={styles['card']}>{t('portrait.notApplicable')}</p>
        ) : (
          <div className={styles['stack']}>
            <div className={styles['pair']}>
              <ScoreCard index={data} />
              <IndexTrend trend={data.trend} source={data.source} />
            </div>
            <TermList index={data} />
            {data.mayAnswer && (
              <div className="no-print">
                <AskedQuestions personId={personId} index={data} />
              </div>
            )}
          </div>
        )
      }
    </QueryView>
  );
}
