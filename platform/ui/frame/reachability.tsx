// Says on every page that the connection is gone, and that what was typed is kept.
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { reachable } from './reachable.ts';
import styles from './frame.module.css';

export function Reachability() {
  const { t } = useTranslation();
  const fine = useSyncExternalStore(reachable.subscribe, reachable.get);
  return (
    <div role="status" className={styles['connection']}>
      {!fine && (
        <p>
          <span aria-hidden="true">◆ </span>
          {t('ui.offline')}
        </p>
      )}
    </div>
  );
}
