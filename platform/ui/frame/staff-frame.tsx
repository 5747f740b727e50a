// The frame of the workstations: doors on the left, the person and the way out at the bottom, the work in the middle.
import type { ReactNode } from 'react';
import { NavLink, Outlet, ScrollRestoration } from 'react-router';
import { useTranslation } from 'react-i18next';
import { Button } from '../actions/button.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { Icon, type IconName } from '../icons/icon.tsx';
import { useMe, useSignOut } from '../portal/session.ts';
import { Brand } from './brand.tsx';
import { useRolesText } from './roles-text.ts';
import styles from './frame.module.css';

export interface StaffDoor {
  to: string;
  icon: IconName;
  label: string;
  /** Heading under which it stands with its neighbours of the same group; without one above all groups. */
  group?: string;
}

export function StaffFrame({
  portal,
  name,
  doors,
  account,
}: {
  portal: string;
  name: string;
  doors: readonly StaffDoor[];
  /** Address of the own account's page. */
  account: string;
}) {
  const { t } = useTranslation();
  const me = useMe();
  const signOut = useSignOut(portal);
  const rolesText = useRolesText();
  return (
    <div className={styles['staff']}>
      <a className="skip-link" href="#work">
        {t('ui.skip')}
      </a>
      <header className={`${styles['side']} no-print`}>
        <NavLink to="/" className={styles['brand'] ?? ''} end>
          <Brand portal={name} />
        </NavLink>
        <nav aria-label={t('ui.doors')} className={styles['doors']}>
          {[...Map.groupBy(doors, ({ group }) => group ?? '')].map(([group, own]) => (
            <div key={group} className={styles['group']} {...(group && { role: 'group', 'aria-label': group })}>
              {group && <p aria-hidden="true">{group}</p>}
              {own.map((door) => (
                <NavLink key={door.to} to={door.to} className={styles['door'] ?? ''}>
                  <Icon name={door.icon} />
                  {door.label}
                </NavLink>
              ))}
            </div>
          ))}
        </nav>
        <div className={styles['me']}>
          <p>
            <NavLink to={account}>{me.displayName}</NavLink>
          </p>
          <p className={styles['place']}>{rolesText(me.roles)}</p>
          <div className={styles['ways']}>
            <LanguageSwitch />
            <Button kind="quiet" icon="leave" onClick={() => void signOut()}>
              {t('ui.signOut')}
            </Button>
          </div>
        </div>
      </header>
      <main id="work" tabIndex={-1} className={styles['work']}>
        <Outlet />
        <ScrollRestoration />
      </main>
    </div>
  );
}

/** Title of a page with what can be done there. */
export function PageHead({ title, badges, children }: { title: string; badges?: ReactNode; children?: ReactNode }) {
  return (
    <div className={styles['head']}>
      <title>{title}</title>
      <h1>{title}</h1>
      {badges}
      {children && <div className={styles['acts']}>{children}</div>}
    </div>
  );
}
