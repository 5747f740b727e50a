// What came of a round, in numbers.
import { useWords } from '#platform/ui/i18n/use-words.ts';
import type { RoundShown } from '../../contract.ts';
import { channels } from '../../rules/reach.ts';
import { callOutcomes } from '../../rules/telephone/call-dialogue.ts';
import styles from '../follow-up.module.css';

export function RoundSums({ round }: { round: RoundShown }) {
  const { t, instant } = useWords();
  const { counts, people, abnormal, answeredBy } = round;
  const called = [...callOutcomes, 'running' as const].filter((outcome) => round.calls[outcome]);
  const share = people > 0 ? Math.round((counts.answered / people) * 100) : 0;
  const sums: [string, string][] = [
    [t('followUp.asked'), t('followUp.people', { count: people })],
    [t('followUp.answeredOf'), `${counts.answered} / ${people}（${share}%）`],
    [t('followUp.abnormal'), t('followUp.people', { count: abnormal })],
    [t('followUp.filter.no-answer'), t('followUp.people', { count: counts['no-answer'] })],
    [t('followUp.filter.refused'), t('followUp.people', { count: counts.refused })],
    ...channels.flatMap((channel): [string, string][] =>
      answeredBy[channel] ? [[t(`followUp.by.${channel}`), t('followUp.people', { count: answeredBy[channel] })]] : [],
    ),
  ];
  return (
    <section className={styles['card']} aria-label={t('followUp.sums')}>
      <p className="quiet">
        {t('followUp.startedLine', {
          by: round.startedBy,
          at: instant(round.startedAt),
          template: round.templateTitle,
        })}
      </p>
      <dl className={styles['sums']}>
        {sums.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {called.length > 0 && (
        <p>
          {t('followUp.calls')}{' '}
          {called.map((outcome) => `${t(`followUp.call.${outcome}`)} ${round.calls[outcome]}`).join(' · ')}
        </p>
      )}
    </section>
  );
}
