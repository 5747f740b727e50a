// What a round's answers come to, question by question, with how many answered each.
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import type { QuestionSum } from '../../rules/question-sums.ts';
import styles from '../follow-up.module.css';

export function QuestionSums({ sums }: { sums: readonly QuestionSum[] }) {
  const { t } = useWords();
  if (!sums.some(({ answered }) => answered > 0)) return null;
  return (
    <section className={styles['card']} aria-label={t('followUp.byQuestion')}>
      <h2>{t('followUp.byQuestion')}</h2>
      <div className={styles['scroll']} role="region" aria-label={t('followUp.byQuestion')} tabIndex={0}>
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">{t('followUp.questionText')}</th>
              <th scope="col">{t('followUp.answeredCount')}</th>
              <th scope="col">{t('followUp.answers')}</th>
            </tr>
          </thead>
          <tbody>
            {sums.map((sum) => (
              <tr key={sum.key}>
                <th scope="row">{sum.text}</th>
                <td>{sum.answered}</td>
                <td>
                  <Answers sum={sum} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Answers({ sum: { answered, options, numbers } }: { sum: QuestionSum }) {
  const { t } = useWords();
  const share = (count: number) => (answered > 0 ? Math.round((count / answered) * 100) : 0);
  if (numbers)
    return (
      <>
        {t('followUp.numbers', { ...numbers })}{' '}
        {numbers.abnormal > 0 && (
          <LevelTag level="red">{t('followUp.abnormalOf', { count: numbers.abnormal })}</LevelTag>
        )}
      </>
    );
  if (!options) return '—';
  return (
    <ul className={styles['options']}>
      {options.map(({ text, count, abnormal }) => (
        <li key={text}>
          {abnormal && count > 0 ? <LevelTag level="red">{text}</LevelTag> : text}{' '}
          {t('followUp.share', { count, share: share(count) })}
        </li>
      ))}
    </ul>
  );
}
