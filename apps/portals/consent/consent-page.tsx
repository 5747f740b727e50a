// Finds out what the app asks and who is here; shows the sign-in where nobody is, the question where somebody is.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { me as meRoute } from '#platform/access-contract.ts';
import { askedConsent, type ConsentAsked } from '#platform/apps-contract.ts';
import { ApiContext, useApi } from '#platform/ui/api/api-context.ts';
import { createApi } from '#platform/ui/api/call.ts';
import { isFailure } from '#platform/ui/api/failure.ts';
import { Brand } from '#platform/ui/frame/brand.tsx';
import { LanguageSwitch } from '#platform/ui/frame/language-switch.tsx';
import { currentLanguage } from '#platform/ui/i18n/i18n.ts';
import { Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { AccountForm } from '../door/account-form.tsx';
import type { PortalName } from '../portal-of-role.ts';
import { Question } from './question.tsx';
import styles from './consent.module.css';

const uid = location.pathname.split('/')[2] ?? '';

export function ConsentPage() {
  const { t } = useTranslation();
  const api = useApi();
  const asked = useQuery({
    queryKey: ['asked', uid],
    queryFn: ({ signal }) => api.call(askedConsent, { params: { uid }, signal }),
    refetchOnWindowFocus: false,
  });
  return (
    <div className={styles['page']}>
      <title>{t('consent.title')}</title>
      <header className={styles['head']}>
        <Brand portal={t('consent.title')} />
        <LanguageSwitch />
      </header>
      <main className={styles['main']}>
        {asked.isPending && <Skeleton lines={6} />}
        {asked.error && <Failure error={asked.error} />}
        {asked.data && <Asked asked={asked.data} />}
      </main>
    </div>
  );
}

/** Residents sign in at their door, staff at one of theirs: each door keeps its own session. */
const doorsOf = (asked: ConsentAsked): readonly PortalName[] =>
  asked.app.kind === 'patient-app' ? ['resident'] : ['clinic', 'bureau'];

function Asked({ asked }: { asked: ConsentAsked }) {
  const queries = useQueryClient();
  const doors = doorsOf(asked);
  const here = useQuery({
    queryKey: ['here', doors],
    refetchOnWindowFocus: false,
    queryFn: async () => {
      for (const portal of doors) {
        const api = apiOf(portal);
        try {
          return { portal, api, me: await api.call(meRoute) };
        } catch (error) {
          if (!isFailure(error, 'unauthenticated')) throw error;
        }
      }
      return null;
    },
  });
  const again = () => queries.resetQueries({ queryKey: ['here', doors] });
  if (here.isPending) return <Skeleton lines={6} />;
  if (here.error) return <Failure error={here.error} onRetry={() => void here.refetch()} />;
  if (!here.data) return <SignInFirst asked={asked} doors={doors} onSignedIn={() => void again()} />;
  return (
    <ApiContext value={here.data.api}>
      <Question uid={uid} asked={asked} me={here.data.me} onOther={() => void again()} />
    </ApiContext>
  );
}

const apiOf = (portal: PortalName) =>
  createApi({ portal, language: currentLanguage, onUnauthenticated: () => undefined });

function SignInFirst({
  asked,
  doors,
  onSignedIn,
}: {
  asked: ConsentAsked;
  doors: readonly PortalName[];
  onSignedIn: () => void;
}) {
  const { t } = useTranslation();
  return (
    <>
      <h1>{t('consent.signInFirst', { app: asked.app.name })}</h1>
      <p className="quiet">{t('consent.signInText')}</p>
      <Own>
        <AccountForm doors={doors} onSignedIn={onSignedIn} />
      </Own>
    </>
  );
}

/** A client without a session of its own: the form names the door. */
function Own({ children }: { children: ReactNode }) {
  const api = useMemo(() => apiOf('resident'), []);
  return <ApiContext value={api}>{children}</ApiContext>;
}
