// Who may act for a person: for what, until when, and the way to end it.
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { Confirm } from '#platform/ui/actions/confirm.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Failure } from '#platform/ui/states/states.tsx';
import { registryRoutes, type Proxy } from '../contract.ts';
import styles from './registry.module.css';
import { useProxies, useProxiesChanged } from './use-proxies.ts';

export function ProxyList({ personId, mayEnd }: { personId: string; mayEnd: boolean }) {
  const { t, date } = useWords();
  const api = useApi();
  const announce = useAnnounce();
  const proxies = useProxies(personId);
  const changed = useProxiesChanged(personId);
  const [ending, setEnding] = useState<Proxy>();
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const end = async (proxy: Proxy) => {
    setBusy(true);
    try {
      await api.call(registryRoutes.endProxy, { params: { personId, proxyId: proxy.proxyId } });
      announce(t('registry.proxyEnded', { name: proxy.proxyName }));
      setFailure(undefined);
      await changed();
    } catch (error) {
      setFailure(error);
    }
    setEnding(undefined);
    setBusy(false);
  };
  return (
    <QueryView query={proxies}>
      {({ proxies: rows }) => (
        <>
          {failure !== undefined && <Failure error={failure} />}
          {rows.length === 0 && (
            <Empty title={t('registry.noProxies')} icon="people">
              {t('registry.noProxiesText')}
            </Empty>
          )}
          {rows.length > 0 && (
            <ul className={styles['members']}>
              {rows.map((proxy) => (
                <li key={proxy.proxyId} className={styles['member']}>
                  <span className={styles['words']}>
                    <span>
                      <strong>{proxy.proxyName}</strong>{' '}
                      <span className="quiet">{t(`registry.proxyRelation.${proxy.relation}`)}</span>
                    </span>
                    <span>{proxy.scope.map((one) => t(`registry.scope.${one}`)).join(t('ui.comma'))}</span>
                    <span className="quiet">
                      {t('registry.proxySpan', { from: date(proxy.fromOn), to: date(proxy.toOn) })}
                    </span>
                  </span>
                  {mayEnd && (
                    <Button
                      kind="danger"
                      aria-label={t('registry.proxyEndOf', { name: proxy.proxyName })}
                      onClick={() => setEnding(proxy)}
                    >
                      {t('registry.proxyEnd')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          )}
          <Confirm
            open={ending !== undefined}
            title={t('registry.proxyEndTitle', { name: ending?.proxyName ?? '' })}
            verb={t('registry.proxyEnd')}
            busy={busy}
            onClose={() => setEnding(undefined)}
            onConfirm={() => ending && void end(ending)}
          >
            {t('registry.proxyEndText', { name: ending?.proxyName ?? '' })}
          </Confirm>
        </>
      )}
    </QueryView>
  );
}
