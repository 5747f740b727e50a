// A health state or priority: colour, shape and word together, never colour alone.
import styles from './states.module.css';

export type Level = 'red' | 'amber' | 'green';
const shapes: Record<Level, string> = { red: '▲', amber: '◆', green: '●' };

export function LevelTag({ level, children }: { level: Level; children: string }) {
  return (
    <span className={`${styles['level']} ${styles[level]}`}>
      <span aria-hidden="true">{shapes[level]}</span>
      {children}
    </span>
  );
}
