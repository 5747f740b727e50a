// The own identities at messengers and the county app: link one, see when it was used, take it back.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { Confirm } from '#platform/ui/actions/confirm.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { myLinks, startLink, takeBackLink, type DoorLink } from '../../contract.ts';
import styles from './my-links.module.css';
import { ProveAgain, stepUpIsNeeded } from './prove-again.tsx';

const key = ['identity-links'] as const;

/** `portal` names the session that links. */
export function MyLinks({ portal }: { portal: string }) {
  const { t } = useWords();
  const api = useApi();
  const list = useQuery({ queryKey: key, queryFn: ({ signal }) => api.call(myLinks, { signal }) });
  if (list.error) return <Failure error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Skeleton lines={2} />;
  if (list.data.links.length === 0) return <p className="quiet">{t('identityLink.none')}</p>;
  return (
    <>
      <p className="quiet">{t('identityLink.mineText')}</p>
      <ul className={styles['links']}>
        {list.data.links.map((link) => (
          <OneLink key={link.provider} link={link} portal={portal} />
        ))}
      </ul>
    </>
  );
}

function OneLink({ link, portal }: { link: DoorLink; portal: string }) {
  const { t, instant } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const [asking, setAsking] = useState<'take-back' | 'proof'>();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const provider = t(`identityLink.provider.${link.provider}`);
  const start = async () => {
    setBusy(true);
    setAsking(undefined);
    try {
      const { address } = await api.call(startLink, { body: { provider: link.provider, portal } });
      location.assign(address);
    } catch (error) {
      if (stepUpIsNeeded(error)) setAsking('proof');
      else setFailure(error);
      setBusy(false);
    }
  };
  const takeBack = async () => {
    setBusy(true);
    try {
      await api.call(takeBackLink, { params: { provider: link.provider } });
      announce(t('identityLink.takenBack'));
      await queries.invalidateQueries({ queryKey: key });
    } catch (error) {
      setFailure(error);
    }
    setBusy(false);
    setAsking(undefined);
  };
  return (
    <li className={styles['link']}>
      <div className={styles['words']}>
        <p>
          <strong>{provider}</strong> {link.simulated && <SimulatedBadge />}
        </p>
        <p className="quiet">
          {link.linkedAt ? t('identityLink.linked', { at: instant(link.linkedAt) }) : t('identityLink.notLinked')}
          {link.lastUsedAt && ` · ${t('identityLink.lastUsed', { at: instant(link.lastUsedAt) })}`}
        </p>
        {link.broken && <LevelTag level="amber">{t('identityLink.broken')}</LevelTag>}
      </div>
      {link.linkedAt ? (
        <Button onClick={() => setAsking('take-back')} busy={busy}>
          {t('identityLink.takeBack')}
        </Button>
      ) : (
        <Button kind="primary" onClick={() => void start()} busy={busy}>
          {t('identityLink.link')}
        </Button>
      )}
      {failure !== undefined && <Failure error={failure} />}
      {asking === 'proof' && <ProveAgain onProved={() => void start()} />}
      <Confirm
        open={asking === 'take-back'}
        title={t('identityLink.takeBackTitle', { provider })}
        verb={t('identityLink.takeBack')}
        onClose={() => setAsking(undefined)}
        onConfirm={() => void takeBack()}
      >
        {t('identityLink.takeBackText')}
      </Confirm>
    </li>
  );
}
