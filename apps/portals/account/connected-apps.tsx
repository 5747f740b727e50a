// The apps that the person let in, what each may do, and the way to take that back.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { endMyApp, myApps, type MyApp } from '#platform/apps-contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { Confirm } from '#platform/ui/actions/confirm.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { useScopeLines } from '../scope-lines.ts';
import styles from './account.module.css';

const key = ['my-apps'] as const;

/** `nameOf` names the person whose record an app may read, where the portal knows them. */
export function ConnectedApps({ nameOf }: { nameOf?: (personId: string) => string | undefined }) {
  const { t } = useWords();
  const api = useApi();
  const list = useQuery({ queryKey: key, queryFn: ({ signal }) => api.call(myApps, { signal }) });
  if (list.error) return <Failure error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Skeleton lines={2} />;
  if (list.data.apps.length === 0) return <p className="quiet">{t('portal.apps.noneText')}</p>;
  return (
    <ul className={styles['apps']}>
      {list.data.apps.map((app) => (
        <ConnectedApp key={app.consentId} app={app} whose={app.personId && nameOf?.(app.personId)} />
      ))}
    </ul>
  );
}

function ConnectedApp({ app, whose }: { app: MyApp; whose: string | undefined }) {
  const { t, instant } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const lines = useScopeLines(app.scopes);
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const end = async () => {
    setBusy(true);
    try {
      await api.call(endMyApp, { params: { consentId: app.consentId } });
      announce(t('portal.apps.ended', { name: app.name }));
      await queries.invalidateQueries({ queryKey: key });
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
    setAsking(false);
  };
  return (
    <li className={styles['app']}>
      <strong>{app.name}</strong>
      {whose && <span>{t('portal.apps.whose', { name: whose })}</span>}
      {lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
      <span className="quiet">{t('portal.apps.since', { at: instant(app.givenAt), end: instant(app.endsAt) })}</span>
      {failure !== undefined && <Failure error={failure} />}
      <div>
        <Button kind="danger" onClick={() => setAsking(true)}>
          {t('portal.apps.end')}
        </Button>
      </div>
      <Confirm
        open={asking}
        title={t('portal.apps.endTitle', { name: app.name })}
        verb={t('portal.apps.end')}
        busy={busy}
        onClose={() => setAsking(false)}
        onConfirm={() => void end()}
      >
        {t('portal.apps.endText')}
      </Confirm>
    </li>
  );
}
