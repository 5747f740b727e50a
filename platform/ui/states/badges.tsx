// Badges that tell the truth about data: simulated, out of date, live, schematic.
import { useEffect, useState } from 'react';
import { useWords } from '../i18n/use-words.ts';
import type { LiveState } from '../live/live-connection.ts';
import styles from './states.module.css';

export function SimulatedBadge() {
  const { t } = useWords();
  return (
    <span className={`${styles['badge']} ${styles['simulated']}`} title={t('ui.simulated.explained')}>
      {t('ui.simulated')}
    </span>
  );
}

export function SchematicBadge() {
  const { t } = useWords();
  return (
    <span className={styles['badge']} title={t('ui.schematic.explained')}>
      {t('ui.schematic')}
    </span>
  );
}

/** The age of data, in amber once it is older than it should be. */
export function StaleBadge({ at, staleAfterSeconds = 120 }: { at: string | number; staleAfterSeconds?: number }) {
  const { t, ago } = useWords();
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 15_000);
    return () => clearInterval(timer);
  }, []);
  const instant = new Date(at);
  const stale = now.getTime() - instant.getTime() > staleAfterSeconds * 1000;
  return (
    <span className={`${styles['badge']} ${stale ? styles['amber'] : ''}`}>
      {stale && <span aria-hidden="true">◆ </span>}
      {t(stale ? 'ui.stale' : 'ui.updated', { when: ago(instant.toISOString(), now) })}
    </span>
  );
}

export function LiveBadge({ state }: { state: LiveState }) {
  const { t } = useWords();
  const open = state === 'open';
  return (
    <span className={`${styles['badge']} ${open ? styles['green'] : styles['amber']}`} role="status">
      <span aria-hidden="true">{open ? '● ' : '◆ '}</span>
      {t(`ui.live.${state}`)}
    </span>
  );
}
