// The rooms of the roving clinics: plans, coverage, CT year, and what plans are made from.
import { NavLink } from 'react-router';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import styles from './roving.module.css';

const rooms = ['live', 'planner', 'coverage', 'tomography', 'ct-screening', 'evaluation', 'basis'] as const;

const addresses: Partial<Record<(typeof rooms)[number], string>> = { live: '/live', planner: '/roving' };

export function RovingTabs() {
  const { t } = useWords();
  return (
    <nav className={`${styles['tabs']} no-print`} aria-label={t('roving.rooms')}>
      {rooms.map((room) => (
        <NavLink key={room} to={addresses[room] ?? `/roving/${room}`} end className={styles['tab'] ?? ''}>
          {t(`roving.room.${room}`)}
        </NavLink>
      ))}
    </nav>
  );
}
