// The rooms of chronic care in the bureau's portal.
import { NavLink } from 'react-router';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import styles from '../chronic.module.css';

const rooms = [
  { to: '/chronic-care', label: 'chronic-care.cockpit' },
  { to: '/chronic-care/evaluation', label: 'chronic-care.evaluation' },
  { to: '/chronic-care/network', label: 'chronic-care.network' },
] as const;

export function ChronicTabs() {
  const { t } = useWords();
  return (
    <nav className={`${styles['tabs']} no-print`} aria-label={t('chronic-care.rooms')}>
      {rooms.map(({ to, label }) => (
        <NavLink key={to} to={to} end className={styles['tab'] ?? ''}>
          {t(label)}
        </NavLink>
      ))}
    </nav>
  );
}
