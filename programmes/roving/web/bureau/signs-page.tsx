// The signs of all points that the filters leave, to print and put up.
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { servicePointRoutes, type ServicePointRow } from '#foundation/registry/service-point-contract.ts';
import { buttonClass } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { PrintButton } from '#platform/ui/print/print.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Skeleton } from '#platform/ui/states/states.tsx';
import { PointSign } from './point-sign.tsx';
import styles from './points.module.css';
import { pointFilter } from './points-page.tsx';
import { useAddress } from './use-roving.ts';

export function SignsPage() {
  const { t } = useWords();
  const api = useApi();
  const { search } = useAddress();
  const filter = pointFilter(search);
  const points = useQuery({
    queryKey: ['points', 'signs', filter],
    queryFn: async ({ signal }) => {
      const all: ServicePointRow[] = [];
      let page: string | undefined;
      do {
        const part = await api.call(servicePointRoutes.findServicePoints, {
          query: { ...filter, limit: 100, ...(page && { page }) },
          signal,
        });
        all.push(...part.items);
        page = part.next;
      } while (page);
      return all;
    },
  });
  return (
    <>
      <div className="no-print">
        <PageHead title={t('roving.signs')}>
          <Link className={buttonClass('quiet')} to={`/points?${search}`}>
            {t('roving.allPoints')}
          </Link>
          <PrintButton />
        </PageHead>
      </div>
      <QueryView query={points} skeleton={<Skeleton height={480} />}>
        {(all) => (
          <div className={styles['signs']}>
            {all.map((point) => (
              <PointSign key={point.servicePointId} point={point} />
            ))}
          </div>
        )}
      </QueryView>
    </>
  );
}
