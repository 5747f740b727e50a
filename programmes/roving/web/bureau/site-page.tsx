// One site of special visits: agreement, planned visits, name list, and the way to its sums.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { buttonClass } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Skeleton } from '#platform/ui/states/states.tsx';
import { specialVisitRoutes, type SiteDetail } from '../../special-visit-contract.ts';
import { AgreementCard } from './agreement-card.tsx';
import { MembersCard } from './members-card.tsx';
import { SiteVisitsCard } from './site-visits-card.tsx';
import { rovingKey } from './use-roving.ts';
import styles from './roving.module.css';

export function SitePage() {
  const { t } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const { servicePointId = '' } = useParams();
  const key = [...rovingKey, 'site', servicePointId];
  const site = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.call(specialVisitRoutes.site, { params: { servicePointId }, signal }),
  });
  const keep = (after: SiteDetail) => {
    queries.setQueryData(key, after);
    void queries.invalidateQueries({ queryKey: [...rovingKey, 'sites'] });
  };
  return (
    <QueryView query={site} skeleton={<Skeleton lines={10} />}>
      {(data) => (
        <>
          <PageHead title={data.name}>
            <Link className={buttonClass('quiet')} to="/sites">
              {t('roving.allSites')}
            </Link>
            <Link className={buttonClass('plain')} to={`/sites/${servicePointId}/sums`}>
              {t('roving.sums')}
            </Link>
          </PageHead>
          <p className="quiet">
            {t(`roving.pointKind.${data.kind}`)} · {data.townshipName} {data.villageName}
          </p>
          <div className={styles['cards']}>
            <AgreementCard key={data.version} site={data} onSaved={keep} />
            <SiteVisitsCard site={data} onSaved={keep} />
          </div>
          <MembersCard site={data} />
        </>
      )}
    </QueryView>
  );
}
