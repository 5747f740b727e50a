// The frame of the crew's portal: the line of the exchange on top, four doors at the bottom for a thumb.
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, Outlet, useLocation } from 'react-router';
import { SyncBar } from '#foundation/sync/web/sync-bar.tsx';
import { useEngine } from '#foundation/sync/web/use-device.tsx';
import { learnForms } from '#programmes/roving/web/crew/local-kinds.ts';
import { Icon, type IconName } from '#platform/ui/icons/icon.tsx';
import styles from './crew.module.css';

const doors: readonly { to: string; icon: IconName; label: string }[] = [
  { to: '/', icon: 'visit', label: 'crew.today' },
  { to: '/waiting', icon: 'list', label: 'crew.waiting' },
  { to: '/device', icon: 'person', label: 'crew.device' },
];

export function CrewFrame() {
  const { t } = useTranslation();
  learnForms(useEngine());
  const place = useLocation();
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEffect(() => {
    if (first.current) first.current = false;
    else {
      scrollTo(0, 0);
      main.current?.focus({ preventScroll: true });
    }
  }, [place.pathname]);
  return (
    <div className={styles['frame']}>
      <a className="skip-link" href="#page">
        {t('ui.skip')}
      </a>
      <header className={`${styles['top']} no-print`}>
        <SyncBar portal="crew" to="/waiting" />
      </header>
      <main id="page" ref={main} tabIndex={-1} className={styles['page']}>
        <Outlet />
      </main>
      <nav className={`${styles['doors']} no-print`} aria-label={t('ui.doors')}>
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
