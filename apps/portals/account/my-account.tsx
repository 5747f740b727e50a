// The own account of staff: change the password, set up the second factor, sign out everywhere, apps let in.
import { useTranslation } from 'react-i18next';
import { MyLinks } from '#foundation/identity-link/web/account/my-links.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useRolesText } from '#platform/ui/frame/roles-text.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { ConnectedApps } from './connected-apps.tsx';
import styles from './account.module.css';
import { PasswordForm } from './password-form.tsx';
import { SecondFactor } from './second-factor.tsx';

export function MyAccount() {
  const { t } = useTranslation();
  const me = useMe();
  const rolesText = useRolesText();
  return (
    <>
      <PageHead title={t('account.title')} />
      <p className="quiet">
        {me.displayName}（{me.account}） {rolesText(me.roles)}
      </p>
      <section className={styles['part']} aria-labelledby="password-title">
        <h2 id="password-title">{t('account.password')}</h2>
        <PasswordForm />
      </section>
      <section className={styles['part']} aria-labelledby="factor-title">
        <h2 id="factor-title">{t('account.factor')}</h2>
        <SecondFactor />
      </section>
      <section className={styles['part']} aria-labelledby="links-title">
        <h2 id="links-title">{t('identityLink.mine')}</h2>
        <MyLinks portal={location.pathname.split('/')[1] ?? ''} />
      </section>
      <section className={styles['part']} aria-labelledby="apps-title">
        <h2 id="apps-title">{t('portal.apps')}</h2>
        <ConnectedApps />
      </section>
    </>
  );
}
