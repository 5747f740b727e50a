// The score with its band, how much of it is known, and where it stands among equals; or what is missing, and no number.
import { buttonClass } from '#platform/ui/actions/button.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { LevelTag, type Level } from '#platform/ui/states/level.tsx';
import type { PersonIndexReply, Standing } from '../contract.ts';
import type { IndexBand } from '../rules/health-index.ts';
import { fewestTerms } from '../rules/index-terms.ts';
import { scoreText } from './use-index.ts';
import styles from './portrait.module.css';

const levels: Record<IndexBand, Level> = { low: 'red', moderate: 'amber', high: 'green' };

export function ScoreCard({ index }: { index: PersonIndexReply }) {
  const { t } = useWords();
  const { state, score, known, band, standing, source } = index;
  const lacking = index.terms.filter(({ points }) => points === undefined);
  const named = lacking.map(({ key }) => t(`portrait.term.${key}`)).join(t('ui.comma'));
  return (
    <section className={styles['card']} aria-label={t('portrait.index')}>
      <h2>{t('portrait.index')}</h2>
      {state === 'known' && score !== undefined && band ? (
        <>
          <p className={styles['score']}>
            <strong>{scoreText(score)}</strong> {t('portrait.ofHundred')}{' '}
            <LevelTag level={levels[band.key as IndexBand]}>{t(`portrait.band.${band.key}`)}</LevelTag>
          </p>
          <Scale score={score} />
          <p>
            {t('portrait.known', { count: known })}
            {lacking.length > 0 && t('portrait.lacking', { what: named })}
          </p>
        </>
      ) : (
        <>
          <p className={styles['score']}>
            <strong>{t('portrait.tooFew')}</strong>
          </p>
          <p>{t('portrait.tooFewText', { known, fewest: fewestTerms })}</p>
          <p>{t('portrait.tooFewWhat', { what: named })}</p>
          {index.mayAnswer && lacking.some(({ lacks }) => lacks.some(({ how }) => how === 'ask')) && (
            <p>
              <a href="#portrait-questions" className={buttonClass('primary')}>
                {t('portrait.goAnswer')}
              </a>
            </p>
          )}
        </>
      )}
      {standing && <StandingLine standing={standing} />}
      <p className={`quiet ${styles['source']}`}>{t('portrait.source', { source })}</p>
    </section>
  );
}

/** 0 to 100 with the borders of the bands at 50 and 80, as published. */
function Scale({ score }: { score: number }) {
  const { t } = useWords();
  return (
    <div className={styles['scale']} aria-hidden="true">
      <span data-band="low">{t('portrait.band.low')}</span>
      <span data-band="moderate">{t('portrait.band.moderate')}</span>
      <span data-band="high">{t('portrait.band.high')}</span>
      <i style={{ left: `${score}%` }} />
      <small style={{ left: 0 }}>0</small>
      <small style={{ left: '50%' }}>50</small>
      <small style={{ left: '80%' }}>80</small>
      <small style={{ left: '100%' }}>100</small>
    </div>
  );
}

function StandingLine({ standing }: { standing: Standing }) {
  const { t, count } = useWords();
  if (standing.state === 'too-few')
    return (
      <p className="quiet">{t('portrait.standingTooFew', { people: standing.people, fewest: standing.fewest })}</p>
    );
  const { percentile, people, ageFrom, ageTo, sex, townshipName } = standing;
  return (
    <p>
      {t('portrait.standing', {
        township: townshipName,
        ages:
          ageTo === undefined
            ? t('portrait.agesFrom', { from: ageFrom })
            : t('portrait.ages', { from: ageFrom, to: ageTo }),
        sex: sex === 'male' || sex === 'female' ? t(`portrait.sex.${sex}`) : '',
        people: count(people),
        percentile,
      })}
    </p>
  );
}
