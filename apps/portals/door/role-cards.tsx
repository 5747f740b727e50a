// The demo's people as cards: one press signs in as that person.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DemoAccount } from '#platform/access-contract.ts';
import { useApi } from '#platform/ui/api/api-context.ts';
import { tileClass, TileContent } from '#platform/ui/elder/tile.tsx';
import type { IconName } from '#platform/ui/icons/icon.tsx';
import { Failure } from '#platform/ui/states/states.tsx';
import { portalNames, type PortalName } from '../portal-of-role.ts';
import { signInAt } from './sign-in-at.ts';
import styles from './door.module.css';

const icons: Record<string, IconName> = {
  resident: 'home',
  gp: 'visit',
  'village-doctor': 'condition',
  nurse: 'immunization',
  specialist: 'report',
  pharmacist: 'medication',
  bureau: 'map',
  'township-admin': 'map',
  auditor: 'eye',
  'system-admin': 'accounts',
  'security-admin': 'shield',
  integrator: 'code',
};
const isPortal = (name: string): name is PortalName => (portalNames as readonly string[]).includes(name);

/** 全科医生 · 陈志远; accounts without a person are called by their role alone. */
const titleOf = (role: string, name: string) => (role === name ? role : `${role} · ${name}`);

export function RoleCards({ accounts, password }: { accounts: readonly DemoAccount[]; password: string }) {
  const { t } = useTranslation();
  const api = useApi();
  const [busy, setBusy] = useState<string>();
  const [failure, setFailure] = useState<unknown>();
  // An account with several roles has one card, under its first role.
  const here = accounts.filter(
    (one, index) => isPortal(one.portal) && accounts.findIndex((other) => other.account === one.account) === index,
  );
  const open = async ({ account, portal }: DemoAccount) => {
    if (busy || !isPortal(portal)) return;
    setBusy(account);
    setFailure(undefined);
    try {
      await signInAt(api, { account, password }, portal);
    } catch (error) {
      setFailure(error);
      setBusy(undefined);
    }
  };
  return (
    <>
      {failure !== undefined && <Failure error={failure} />}
      {portalNames
        .filter((portal) => here.some((one) => one.portal === portal))
        .map((portal) => (
          <div key={portal} className={styles['room']}>
            <h3>{t(`door.portal.${portal}`)}</h3>
            <ul className={styles['cards']}>
              {here
                .filter((one) => one.portal === portal)
                .map((one) => (
                  <li key={one.account}>
                    <button
                      type="button"
                      className={tileClass}
                      aria-busy={busy === one.account || undefined}
                      data-account={one.account}
                      onClick={() => void open(one)}
                    >
                      <TileContent
                        icon={icons[one.role] ?? 'person'}
                        title={titleOf(t(`ui.role.${one.role}`), one.displayName)}
                        line={busy === one.account ? t('door.opening') : one.place}
                      />
                    </button>
                  </li>
                ))}
            </ul>
          </div>
        ))}
      <p className="quiet">{t('door.demoPassword', { password })}</p>
    </>
  );
}
