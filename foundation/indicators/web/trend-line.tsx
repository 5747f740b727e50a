// The points of the last months as a line with its numbers; months that were not measured are gaps.
import { useTranslation } from 'react-i18next';
import { scoreText } from './value-text.ts';
import styles from './indicators.module.css';

const width = 480;
const height = 96;
const margin = 20;
/** Room for the points beside the lines. */
const axis = 28;

export function TrendLine({ points }: { points: readonly { month: string; score?: number }[] }) {
  const { t } = useTranslation();
  const x = (index: number) => axis + margin + (index / Math.max(1, points.length - 1)) * (width - axis - 2 * margin);
  const y = (score: number) => height - margin - (score / 100) * (height - 2 * margin);
  const pieces: string[] = [];
  let open = false;
  for (const [index, { score }] of points.entries()) {
    if (score !== undefined) pieces.push(`${open ? 'L' : 'M'}${x(index)} ${y(score)}`);
    open = score !== undefined;
  }
  const said = points.map(({ month, score }) => `${month} ${scoreText(score)}`).join('，');
  return (
    <figure className={styles['trend']}>
      <figcaption>{t('indicators.trend', { count: points.length })}</figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={said}>
        {[0, 100].map((score) => (
          <g key={score}>
            <line className={styles['target']} x1={axis} x2={width - margin} y1={y(score)} y2={y(score)} />
            <text className={styles['axis']} x={axis - 4} y={y(score) + 4}>
              {score}
            </text>
          </g>
        ))}
        <path className={styles['line']} d={pieces.join(' ')} />
        {points.map(({ month, score }, index) => (
          <g key={month}>
            {score !== undefined && (
              <>
                <circle className={styles['dot']} cx={x(index)} cy={y(score)} r={3} />
                <text className={styles['label']} x={x(index)} y={y(score) - 7}>
                  {scoreText(score)}
                </text>
              </>
            )}
            <text className={styles['label']} x={x(index)} y={height - 4}>
              {t('indicators.month', { month: Number(month.slice(5)) })}
            </text>
          </g>
        ))}
      </svg>
    </figure>
  );
}
