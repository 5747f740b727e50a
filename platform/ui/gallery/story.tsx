// The frame of one exhibit: its name, and the component in one of its states.
import type { ReactNode } from 'react';
import styles from './gallery.module.css';

export function Story({ name, children, wide = false }: { name: string; children: ReactNode; wide?: boolean }) {
  return (
    <section className={`${styles['story']} ${wide ? styles['wide'] : ''}`} aria-label={name}>
      <h3>{name}</h3>
      <div className={styles['stage']}>{children}</div>
    </section>
  );
}
