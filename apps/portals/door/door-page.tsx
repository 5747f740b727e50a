// The first page: what Tianmu is in a sentence, the demo's roles as cards, and the form for everybody else.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { demoAccounts } from '#platform/access-contract.ts';
import { useApi } from '#platform/ui/api/api-context.ts';
import { isFailure } from '#platform/ui/api/failure.ts';
import { Brand } from '#platform/ui/frame/brand.tsx';
import { LanguageSwitch } from '#platform/ui/frame/language-switch.tsx';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { AccountForm } from './account-form.tsx';
import { OutsideNotice } from './outside-buttons.tsx';
import { RoleCards } from './role-cards.tsx';
import styles from './door.module.css';

export function DoorPage() {
  const { t } = useTranslation();
  const api = useApi();
  const demo = useQuery({ queryKey: ['demo-accounts'], queryFn: ({ signal }) => api.call(demoAccounts, { signal }) });
  const isDemo = demo.data !== undefined;
  const withoutDemo = isFailure(demo.error, 'not-found', 'unauthenticated', 'forbidden');
  return (
    <div className={styles['door']}>
      <title>{t('door.title')}</title>
      <header className={styles['head']}>
        <Brand portal={t('door.name')} />
        <LanguageSwitch />
      </header>
      <main className={styles['main']}>
        <div className={styles['words']}>
          <h1>{t('door.welcome')}</h1>
          <p className="quiet">{t('door.sentence')}</p>
        </div>
        <OutsideNotice />
        {demo.isPending && <Skeleton height={280} />}
        {demo.error && !withoutDemo && <Failure error={demo.error} onRetry={() => void demo.refetch()} />}
        {isDemo && (
          <section className={styles['demo']} aria-labelledby="demo">
            <h2 id="demo">
              {t('door.demo')} <SimulatedBadge />
            </h2>
            <RoleCards accounts={demo.data.accounts} password={demo.data.password} />
          </section>
        )}
        {!demo.isPending && (
          <section className={styles['own']} aria-labelledby="own">
            <h2 id="own">{t(isDemo ? 'door.ownAccount' : 'door.signIn')}</h2>
            <AccountForm />
          </section>
        )}
      </main>
    </div>
  );
}
