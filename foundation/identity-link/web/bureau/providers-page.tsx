// Where an administrator opens WeCom, the mini-program and the county app as doors.
import { useQuery } from '@tanstack/react-query';
import { useApi } from '#platform/ui/api/api-context.ts';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { listProviders } from '../../contract.ts';
import { ProviderCard, providersKey } from './provider-card.tsx';
import styles from './providers.module.css';

export function ProvidersPage() {
  const { t } = useWords();
  const api = useApi();
  const mayChange = useMay('identity-link.provider.manage');
  const query = useQuery({ queryKey: providersKey, queryFn: ({ signal }) => api.call(listProviders, { signal }) });
  return (
    <>
      <PageHead title={t('identityLink.admin')} />
      <p className="quiet">{t('identityLink.admin.text')}</p>
      <QueryView query={query}>
        {({ providers }) => (
          <div className={styles['providers']}>
            {providers.map((row) => (
              <ProviderCard key={row.provider} row={row} mayChange={mayChange} />
            ))}
          </div>
        )}
      </QueryView>
    </>
  );
}
