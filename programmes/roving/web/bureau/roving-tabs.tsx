// The rooms of the roving clinics: plans, coverage, CT year, and what plans are made from.
import { NavLink } from 'react-router';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import styles from './roving.module.css';

const rooms = ['planner', 'coverage', 'tomography', 'basis'] as const;

export function RovingTabs() {
  const { t } = useWords();
  return (
    <nav className={`${styles['tabs']} no-print`} aria-label={t('roving.rooms')}>
      {rooms.map((room) => (
        <NavLink key={room} to={room === 'planner' ? '/roving' : `/roving/${room}`} end className={styles['tab'] ?? ''}>
          {t(`roving.room.${room}`)}
        </NavLink>
      ))}
    </nav>
  );
}
