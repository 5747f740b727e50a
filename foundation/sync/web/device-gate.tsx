// Stands before everything that a device holds: sign in and choose a PIN the first time, afterwards the PIN alone, without a network too.
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { me as meRoute, type Me } from '#platform/access-contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { isFailure } from '#platform/ui/api/failure.ts';
import { TextField } from '#platform/ui/form/fields.tsx';
import { doorAddress } from '#platform/ui/portal/session.ts';
import { Empty, Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { checkPin } from '../rules/pin.ts';
import { PinPad } from './pin-pad.tsx';
import { useDeviceSession, useDeviceState } from './use-device.tsx';
import styles from './sync.module.css';

export function DeviceGate({ portal, children }: { portal: string; children: ReactNode }) {
  const { t } = useTranslation();
  const device = useDeviceState();
  const session = useDeviceSession();
  if (device.state === 'open') return children;
  if (device.state === 'loading') return <Skeleton lines={6} />;
  if (device.state === 'new') return <SetUp portal={portal} />;
  if (device.state === 'locked') return <Locked left={device.left} />;
  return (
    <main className={styles['gate']}>
      <Empty
        title={t(`sync.wiped.${device.reason}`)}
        icon="shield"
        action={
          <Button kind="primary" onClick={() => void session.start('')}>
            {t('sync.setUpAgain')}
          </Button>
        }
      />
    </main>
  );
}

function Locked({ left }: { left: number | undefined }) {
  const { t } = useTranslation();
  const session = useDeviceSession();
  const [busy, setBusy] = useState(false);
  const open = async (pin: string) => {
    setBusy(true);
    await session.unlock(pin);
    setBusy(false);
  };
  return (
    <main className={styles['gate']}>
      <h1>{t('sync.enterPin')}</h1>
      <PinPad
        busy={busy}
        onPin={(pin) => void open(pin)}
        error={left === undefined ? undefined : t('sync.wrongPin', { left })}
      />
      <p className="quiet">{t('sync.pinForgotten')}</p>
    </main>
  );
}

function SetUp({ portal }: { portal: string }) {
  const { t } = useTranslation();
  const api = useApi();
  const session = useDeviceSession();
  const [me, setMe] = useState<Me>();
  const [failure, setFailure] = useState<unknown>();
  const [name, setName] = useState('');
  const [first, setFirst] = useState<string>();
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    api.call(meRoute, { query: { portal } }).then(setMe, (problem: unknown) => {
      if (isFailure(problem, 'unauthenticated')) location.assign(doorAddress(portal, location.pathname));
      else setFailure(problem);
    });
  }, [api, portal]);
  if (failure) return <Failure error={failure} onRetry={() => location.reload()} />;
  if (!me) return <Skeleton lines={6} />;

  const choose = async (pin: string) => {
    if (first === undefined) {
      const fault = checkPin(pin);
      setError(fault && t(`sync.pin.${fault}`));
      if (!fault) setFirst(pin);
      return;
    }
    setFirst(undefined);
    if (pin !== first) return setError(t('sync.pin.differs'));
    setBusy(true);
    try {
      await session.setUp(me, name.trim() || t('sync.deviceName', { name: me.displayName }), pin);
    } catch (problem) {
      setFailure(problem);
    }
    setBusy(false);
  };
  return (
    <main className={styles['gate']}>
      <h1>{t('sync.setUp', { name: me.displayName })}</h1>
      <p className="quiet">{t('sync.setUpWhy')}</p>
      <TextField
        name="device"
        label={t('sync.deviceNameLabel')}
        value={name}
        onChange={setName}
        hint={t('sync.deviceNameHint')}
        maxLength={60}
      />
      <h2>{t(first === undefined ? 'sync.choosePin' : 'sync.repeatPin')}</h2>
      <PinPad key={first === undefined ? 1 : 2} busy={busy} onPin={(pin) => void choose(pin)} error={error} />
    </main>
  );
}
