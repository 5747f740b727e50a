// Points as a bar with their number: the number says it, the bar helps to compare.
import { scoreText } from './value-text.ts';
import styles from './indicators.module.css';

export function ScoreBar({ score }: { score: number | undefined }) {
  return (
    <span className={styles['score']}>
      <span className={styles['number']}>{scoreText(score)}</span>
      <span className={styles['track']} aria-hidden="true">
        <span className={styles['fill']} style={{ width: `${score ?? 0}%` }} />
      </span>
    </span>
  );
}
