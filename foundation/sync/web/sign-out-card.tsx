// Locks the device, or signs out and deletes everything on it; what has not been sent yet is named first.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { signOut } from '#platform/access-contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { Confirm } from '#platform/ui/actions/confirm.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { doorAddress } from '#platform/ui/portal/session.ts';
import { useDeviceSession, useEngine } from './use-device.tsx';
import styles from './sync.module.css';

export function SignOutCard({ portal }: { portal: string }) {
  const { t } = useTranslation();
  const api = useApi();
  const session = useDeviceSession();
  const engine = useEngine();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const unsent = engine.outbox.length + engine.attachments.size;
  const leave = async () => {
    setBusy(true);
    // What can still be sent is sent; the wipe is told to the server while the session stands.
    await session.exchange();
    await session.wipe('signed-out');
    await api.call(signOut).catch(() => undefined);
    location.assign(doorAddress(portal, ''));
  };
  return (
    <section className={styles['leave']}>
      <p>{t('sync.user', { name: engine.meta.profile?.displayName, place: engine.meta.profile?.orgUnit })}</p>
      <Button onClick={() => session.lock()}>{t('sync.lock')}</Button>
      <Button kind="danger" icon="leave" onClick={() => setAsking(true)}>
        {t('sync.signOut')}
      </Button>
      <Confirm
        open={asking}
        title={t('sync.signOutTitle')}
        verb={t('sync.signOut')}
        busy={busy}
        onClose={() => setAsking(false)}
        onConfirm={() => void leave()}
      >
        <p>{t('sync.signOutWhat')}</p>
        {unsent > 0 && <p className={styles['bad']}>▲ {t('sync.signOutUnsent', { count: unsent })}</p>}
      </Confirm>
    </section>
  );
}
