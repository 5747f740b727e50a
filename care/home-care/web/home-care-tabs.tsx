// The rooms of home care at a desk, those that the reader may enter.
import { NavLink } from 'react-router';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import {
  mayEditCatalogue,
  mayListElders,
  maySeeCoverage,
  maySeeDesk,
  maySeeNurses,
  maySetPolicy,
  mayVisit,
} from './home-care-permissions.ts';
import styles from './home-care.module.css';

const rooms = [
  { to: '/home-care/desk', label: 'homeCare.desk', permission: maySeeDesk },
  { to: '/home-care/work', label: 'homeCare.work', permission: mayVisit },
  { to: '/home-care/elders', label: 'homeCare.elders', permission: mayListElders },
  { to: '/home-care/coverage', label: 'homeCare.coverage', permission: maySeeCoverage },
  { to: '/home-care/catalogue', label: 'homeCare.catalogue', permission: mayEditCatalogue },
  { to: '/home-care/nurses', label: 'homeCare.nurses', permission: maySeeNurses },
  { to: '/home-care/policies', label: 'homeCare.policies', permission: maySetPolicy },
] as const;

export function HomeCareTabs() {
  const { t } = useWords();
  const { permissions } = useMe();
  return (
    <nav className={`${styles['tabs']} no-print`} aria-label={t('homeCare.title')}>
      {rooms
        .filter(({ permission }) => permissions.includes(permission))
        .map(({ to, label }) => (
          <NavLink key={to} to={to} className={styles['tab'] ?? ''}>
            {t(label)}
          </NavLink>
        ))}
    </nav>
  );
}
