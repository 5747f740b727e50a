// Asks whoever came from a messenger for the first time whether that identity and this account belong together.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { Card } from '#platform/ui/elder/tile.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { confirmLink, pendingLink } from '../../contract.ts';
import { ProveAgain, stepUpIsNeeded } from '../account/prove-again.tsx';

export function LinkIdentityPage() {
  const { t } = useWords();
  const api = useApi();
  const me = useMe();
  const go = useNavigate();
  const announce = useAnnounce();
  const pending = useQuery({
    queryKey: ['pending-link'],
    retry: false,
    queryFn: ({ signal }) => api.call(pendingLink, { signal }),
  });
  const [busy, setBusy] = useState(false);
  const [proof, setProof] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const confirm = async () => {
    setBusy(true);
    setProof(false);
    try {
      const { path } = await api.call(confirmLink);
      announce(t('identityLink.linkedNow'));
      if (path.startsWith('/resident/')) await go(path.slice('/resident'.length), { replace: true });
      else location.assign(path);
    } catch (error) {
      if (stepUpIsNeeded(error)) setProof(true);
      else setFailure(error);
    }
    setBusy(false);
  };
  const provider = pending.data && t(`identityLink.provider.${pending.data.provider}`);
  return (
    <>
      <title>{t('identityLink.link')}</title>
      {pending.error && <Failure error={pending.error} />}
      {pending.isPending && <Skeleton lines={4} />}
      {pending.data && (
        <>
          <h1>
            {t('identityLink.confirmTitle', { provider })} {pending.data.simulated && <SimulatedBadge />}
          </h1>
          <Card>
            <p>
              <strong>{t('identityLink.account', { name: me.displayName })}</strong>
            </p>
            <p>{t('identityLink.confirmText', { provider })}</p>
          </Card>
          {failure !== undefined && <Failure error={failure} />}
          {proof ? (
            <ProveAgain onProved={() => void confirm()} />
          ) : (
            <>
              <Button kind="primary" wide busy={busy} onClick={() => void confirm()}>
                {t('identityLink.confirm')}
              </Button>
              <Button wide onClick={() => void go('/')}>
                {t('identityLink.notNow')}
              </Button>
            </>
          )}
        </>
      )}
    </>
  );
}
