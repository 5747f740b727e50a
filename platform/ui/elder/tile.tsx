// A large thing to press on resident pages: icon, word, one line that says what comes.
import type { ReactNode } from 'react';
import { Icon, type IconName } from '../icons/icon.tsx';
import styles from './tile.module.css';

export interface TileContent {
  icon: IconName;
  title: string;
  line?: string;
}
export const tileClass: string = styles['tile'] ?? '';

/** Goes inside a link or button with `tileClass`. */
export function TileContent({ icon, title, line }: TileContent) {
  return (
    <>
      <span className={styles['icon']}>
        <Icon name={icon} size="1.6em" />
      </span>
      <span className={styles['words']}>
        <strong>{title}</strong>
        {line && <span className="quiet">{line}</span>}
      </span>
      <Icon name="next" />
    </>
  );
}

/** One matter on a resident page. */
export function Card({ title, children, tone }: { title?: string; children: ReactNode; tone?: 'brand' }) {
  return (
    <section className={`${styles['card']} ${tone === 'brand' ? styles['brand'] : ''}`}>
      {title && <h2>{title}</h2>}
      {children}
    </section>
  );
}
