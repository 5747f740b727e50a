// Bulk data: begin an export or an import of the health record, follow it, fetch its files.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '#platform/ui/api/api-context.ts';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty } from '#platform/ui/states/states.tsx';
import { bulkJobsRoute } from '../../contract.ts';
import { mayExport, mayImport } from '../record-permissions.ts';
import styles from './bulk-data.module.css';
import { BulkJobCard } from './bulk-job-card.tsx';
import { ExportForm } from './export-form.tsx';
import { ImportForm } from './import-form.tsx';

const jobsKey = ['bulk-jobs'];
const lookEverySeconds = 2;
const calmEverySeconds = 30;

export function BulkDataPage() {
  const { t } = useWords();
  const { permissions } = useMe();
  const api = useApi();
  const client = useQueryClient();
  const query = useQuery({
    queryKey: jobsKey,
    queryFn: ({ signal }) => api.call(bulkJobsRoute, { signal }),
    refetchInterval: ({ state }) =>
      (state.data?.items.some((job) => job.state === 'running') ? lookEverySeconds : calmEverySeconds) * 1000,
  });
  const look = () => void client.invalidateQueries({ queryKey: jobsKey });
  return (
    <>
      <PageHead title={t('record.bulk')} />
      <p className="quiet">{t('record.bulk.text')}</p>
      <div className={styles['forms']}>
        {permissions.includes(mayExport) && <ExportForm onBegun={look} />}
        {permissions.includes(mayImport) && <ImportForm onBegun={look} />}
      </div>
      <section className={styles['list']} aria-label={t('record.bulk.jobs')}>
        <h2>{t('record.bulk.jobs')}</h2>
        <QueryView query={query}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title={t('record.bulk.none')} icon="download">
                {t('record.bulk.noneText')}
              </Empty>
            ) : (
              <ul className={styles['jobs']}>
                {items.map((job) => (
                  <BulkJobCard key={job.jobId} job={job} onRemoved={look} />
                ))}
              </ul>
            )
          }
        </QueryView>
      </section>
    </>
  );
}
