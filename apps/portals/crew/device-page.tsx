// Who uses this device, and how to lock it or leave it empty.
import { SignOutCard } from '#foundation/sync/web/sign-out-card.tsx';
import { LanguageSwitch } from '#platform/ui/frame/language-switch.tsx';
import { useTranslation } from 'react-i18next';
import styles from './crew.module.css';

export function DevicePage() {
  const { t } = useTranslation();
  return (
    <div className={styles['stack']}>
      <h1>{t('crew.device')}</h1>
      <SignOutCard portal="crew" />
      <LanguageSwitch />
    </div>
  );
}
