// The index over the years, as the record stood at each year's end; years with too little known are gaps that say so.
import { useWords } from '#platform/ui/i18n/use-words.ts';
import type { IndexTrendPoint } from '../contract.ts';
import { scoreText } from './use-index.ts';
import styles from './portrait.module.css';

const [width, height, left, right, top, bottom] = [330, 200, 34, 6, 16, 30];
const y = (score: number): number => top + ((100 - score) / 100) * (height - top - bottom);
/** Borders of the published bands. */
const bands = [
  { key: 'high', from: 80, to: 100 },
  { key: 'moderate', from: 50, to: 80 },
  { key: 'low', from: 0, to: 50 },
] as const;

export function IndexTrend({ trend, source }: { trend: readonly IndexTrendPoint[]; source: string }) {
  const { t } = useWords();
  const x = (place: number): number => left + ((place + 0.5) / trend.length) * (width - left - right);
  const label = (on: string, place: number): string =>
    place === trend.length - 1 ? t('portrait.today') : t('portrait.yearEnd', { year: on.slice(0, 4) });
  const told = trend
    .map(({ on, score, known }, place) =>
      t(score === undefined ? 'portrait.trendUnknown' : 'portrait.trendKnown', {
        when: label(on, place),
        score: score === undefined ? '' : scoreText(score),
        known,
      }),
    )
    .join(t('ui.semicolon'));
  return (
    <figure className={styles['card']}>
      <figcaption>
        <h2>{t('portrait.trend')}</h2>
        <span className="quiet">{t('portrait.trendText')}</span>
      </figcaption>
      {trend.every(({ score }) => score === undefined) ? (
        <p>{t('portrait.trendNone')}</p>
      ) : (
        <>
          <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={told} className={styles['trend']}>
            {bands.map(({ key, from, to }) => (
              <g key={key}>
                <rect x={left} width={width - left - right} y={y(to)} height={y(from) - y(to)} data-band={key} />
                <text x={left + 4} y={y(to) + 14} data-band={key}>
                  {t(`portrait.band.${key}`)}
                </text>
              </g>
            ))}
            {[0, 50, 80, 100].map((score) => (
              <text key={score} x={left - 6} y={y(score) + 4} textAnchor="end">
                {score}
              </text>
            ))}
            {trend.map((point, place) => {
              const before = trend[place - 1];
              return (
                <g key={point.on}>
                  {point.score !== undefined && before?.score !== undefined && (
                    <line x1={x(place - 1)} y1={y(before.score)} x2={x(place)} y2={y(point.score)} />
                  )}
                  {point.score === undefined ? (
                    <text x={x(place)} y={y(0) - 8} textAnchor="middle" data-gap>
                      {t('portrait.knownShort', { known: point.known })}
                    </text>
                  ) : (
                    <>
                      <circle cx={x(place)} cy={y(point.score)} r={5} />
                      <text x={x(place)} y={y(point.score) - 10} textAnchor="middle" data-value>
                        {scoreText(point.score)}
                      </text>
                    </>
                  )}
                  <text x={x(place)} y={height - 12} textAnchor="middle">
                    {label(point.on, place)}
                  </text>
                </g>
              );
            })}
          </svg>
          <p className={`quiet ${styles['source']}`}>{t('portrait.trendSource', { source })}</p>
        </>
      )}
    </figure>
  );
}
