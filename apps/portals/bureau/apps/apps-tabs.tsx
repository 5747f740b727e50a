// The two sides of connecting: apps that come to us, and providers with which people sign in here.
import { NavLink } from 'react-router';
import { useTranslation } from 'react-i18next';
import styles from './apps.module.css';

export function AppsTabs() {
  const { t } = useTranslation();
  return (
    <nav className={styles['tabs']} aria-label={t('bureau.apps')}>
      <NavLink to="/apps" end>
        {t('bureau.app.tab')}
      </NavLink>
      <NavLink to="/apps/outside">{t('bureau.outside.tab')}</NavLink>
    </nav>
  );
}
