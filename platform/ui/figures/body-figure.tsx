// A standing person with parts of the body, each with the colour, shape and word of its level; pressed, a part is chosen.
import type { Level } from '../states/level.tsx';
import styles from './body-figure.module.css';

/** Centre in a picture of 200 by 420; the label stands to that side. */
const places = {
  brain: { x: 100, y: 30, side: 'right' },
  eyes: { x: 96, y: 46, side: 'left' },
  lung: { x: 82, y: 126, side: 'left' },
  heart: { x: 112, y: 132, side: 'right' },
  liver: { x: 86, y: 172, side: 'left' },
  pancreas: { x: 110, y: 186, side: 'right' },
  kidney: { x: 90, y: 214, side: 'left' },
  bones: { x: 120, y: 322, side: 'right' },
} as const;
export type BodyPart = keyof typeof places;
const shapes: Record<Level, string> = { red: '▲', amber: '◆', green: '●' };

export interface BodyFigureProps<Part extends BodyPart> {
  parts: readonly {
    part: Part;
    label: string;
    /** Absent where nothing is known. */
    level?: Level;
    /** What the level means: said to who does not see colours. */
    word: string;
  }[];
  chosen: Part | undefined;
  onChoose: (part: Part) => void;
}

export function BodyFigure<Part extends BodyPart>({ parts, chosen, onChoose }: BodyFigureProps<Part>) {
  return (
    <div className={styles['figure']}>
      <svg viewBox="0 0 200 420" aria-hidden="true" className={styles['body']}>
        <circle cx="100" cy="38" r="28" />
        <path d="M88 64h24v14c22 4 38 12 42 30l12 96-14 4-16-78-2 92 10 172h-20l-14-150h-20l-14 150H56l10-172-2-92-16 78-14-4 12-96c4-18 20-26 42-30z" />
      </svg>
      {parts.map(({ part, label, level, word }) => {
        const { x, y, side } = places[part];
        return (
          <button
            key={part}
            type="button"
            className={styles['organ']}
            data-level={level ?? 'unknown'}
            data-side={side}
            aria-pressed={part === chosen}
            style={{ left: `${x / 2}%`, top: `${(y / 420) * 100}%` }}
            onClick={() => onChoose(part)}
          >
            <span aria-hidden="true">{level ? shapes[level] : '○'}</span> {label}
            <span className={styles['hidden']}>{word}</span>
          </button>
        );
      })}
    </div>
  );
}
