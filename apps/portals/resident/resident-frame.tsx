// The frame of the residents' portal: name on top, four large doors at the bottom.
import { NavLink, Outlet, useLocation } from 'react-router';
import { useTranslation } from 'react-i18next';
import { useEffect, useRef } from 'react';
import { Brand } from '#platform/ui/frame/brand.tsx';
import { ElderSwitch } from '#platform/ui/elder/elder-switch.tsx';
import { Icon, type IconName } from '#platform/ui/icons/icon.tsx';
import styles from './resident.module.css';

const doors: readonly { to: string; icon: IconName; label: string }[] = [
  { to: '/', icon: 'home', label: 'resident.home' },
  { to: '/record', icon: 'record', label: 'resident.record' },
  { to: '/looked', icon: 'eye', label: 'resident.looked' },
  { to: '/settings', icon: 'person', label: 'resident.settings' },
];

export function ResidentFrame() {
  const { t } = useTranslation();
  const place = useLocation();
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEffect(() => {
    // A new page begins at its top, for eyes and for screen readers.
    if (first.current) first.current = false;
    else {
      scrollTo(0, 0);
      main.current?.focus();
    }
  }, [place.pathname]);
  return (
    <div className={styles['frame']}>
      <a className="skip-link" href="#page">
        {t('ui.skip')}
      </a>
      <header className={`${styles['top']} no-print`}>
        <Brand portal={t('resident.name')} />
        <ElderSwitch />
      </header>
      <main id="page" ref={main} tabIndex={-1} className={styles['page']}>
        <Outlet />
      </main>
      <nav className={styles['doors']} aria-label={t('ui.doors')}>
        {doors.map((door) => (
          <NavLink key={door.to} to={door.to} end={door.to === '/'} className={styles['door'] ?? ''}>
            <Icon name={door.icon} size="1.5em" />
            {t(door.label)}
          </NavLink>
        ))}
      </nav>
    </div>
  );
}
