// The rooms of the CT screening in the clinic's portal, as far as the reader's role opens them.
import { NavLink } from 'react-router';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { ctPermissions } from '../../ct-screening-contract.ts';
import styles from './ct.module.css';

const rooms = [
  { room: 'people', to: '/ct-screening', permission: ctPermissions.people },
  { room: 'day', to: '/ct-screening/day', permission: ctPermissions.day },
  { room: 'readings', to: '/ct-screening/readings', permission: ctPermissions.report },
  { room: 'cases', to: '/ct-screening/cases', permission: ctPermissions.followUp },
] as const;

export function CtTabs() {
  const { t } = useWords();
  const { permissions } = useMe();
  return (
    <nav className={`${styles['tabs']} no-print`} aria-label={t('roving.ct.rooms')}>
      {rooms
        .filter(({ permission }) => permissions.includes(permission))
        .map(({ room, to }) => (
          <NavLink key={room} to={to} end className={styles['tab'] ?? ''}>
            {t(`roving.ct.room.${room}`)}
          </NavLink>
        ))}
    </nav>
  );
}
