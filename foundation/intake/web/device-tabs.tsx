// The rooms of devices at a desk, those that the reader may enter.
import { NavLink } from 'react-router';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import styles from './intake.module.css';

const rooms = [
  { to: '/health-devices', label: 'intake.inbox', permission: 'intake.inbox.read' },
  { to: '/health-devices/loans', label: 'intake.loans', permission: 'intake.loan.list' },
  { to: '/health-devices/stock', label: 'intake.stock', permission: 'intake.device.read' },
  { to: '/health-devices/rules', label: 'intake.rules', permission: 'intake.lending-policy.write' },
] as const;

export function DeviceTabs() {
  const { t } = useWords();
  const { permissions } = useMe();
  const open = rooms.filter(({ permission }) => permissions.includes(permission));
  if (open.length < 2) return null;
  return (
    <nav className={`${styles['tabs']} no-print`} aria-label={t('intake.title')}>
      {open.map(({ to, label }) => (
        <NavLink key={to} to={to} end className={styles['tab'] ?? ''}>
          {t(label)}
        </NavLink>
      ))}
    </nav>
  );
}
