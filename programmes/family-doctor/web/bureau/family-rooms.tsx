// The rooms of the family-doctor contracts in the bureau's portal.
import { NavLink } from 'react-router';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { permissions } from '../../contract.ts';
import styles from '../family.module.css';

const rooms = [
  { room: 'evaluation', to: '/family-doctor', permission: 'indicators.scorecard.read' },
  { room: 'contracts', to: '/family-doctor/contracts', permission: permissions.exportContracts },
  { room: 'packages', to: '/family-doctor/packages', permission: permissions.packages },
] as const;

export function FamilyRooms() {
  const { t } = useWords();
  const me = useMe();
  return (
    <nav className={`${styles['tabs']} no-print`} aria-label={t('family-doctor.rooms')}>
      {rooms
        .filter(({ permission }) => me.permissions.includes(permission))
        .map(({ room, to }) => (
          <NavLink key={room} to={to} end className={styles['tab'] ?? ''}>
            {t(`family-doctor.room.${room}`)}
          </NavLink>
        ))}
    </nav>
  );
}
