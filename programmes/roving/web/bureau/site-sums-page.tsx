// The sheet for the site itself: sums in which nobody can be found, to print and hand over.
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { buttonClass } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { PrintButton, PrintHeader } from '#platform/ui/print/print.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Skeleton } from '#platform/ui/states/states.tsx';
import { specialVisitRoutes, type SiteSums } from '../../special-visit-contract.ts';
import { rovingKey } from './use-roving.ts';
import styles from './roving.module.css';

export function SiteSumsPage() {
  const { t } = useWords();
  const api = useApi();
  const me = useMe();
  const { servicePointId = '' } = useParams();
  const sums = useQuery({
    queryKey: [...rovingKey, 'sums', servicePointId],
    queryFn: ({ signal }) => api.call(specialVisitRoutes.sums, { params: { servicePointId }, signal }),
  });
  return (
    <QueryView query={sums} skeleton={<Skeleton lines={10} />}>
      {(data) => (
        <>
          <div className="no-print">
            <PageHead title={t('roving.sumsOf', { name: data.name })}>
              <Link className={buttonClass('quiet')} to={`/sites/${servicePointId}`}>
                {t('roving.backToSite')}
              </Link>
              <PrintButton />
            </PageHead>
          </div>
          <PrintHeader title={t('roving.sumsOf', { name: data.name })} by={me.displayName} />
          <Sums sums={data} />
        </>
      )}
    </QueryView>
  );
}

function Sums({ sums }: { sums: SiteSums }) {
  const { t, date } = useWords();
  const hidden = t('roving.fewer', { fewest: sums.fewest });
  const people = (count: number | undefined) => (count === undefined ? hidden : t('roving.people', { count }));
  const parts = (title: string, rows: SiteSums['groups'], name: (key: string) => string) => (
    <section className={styles['card']} aria-label={title}>
      <h2>{title}</h2>
      <table className={styles['changes']}>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{name(row.key)}</th>
              <td>{people(row.people)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
  return (
    <>
      <p>{t('roving.sumsText')}</p>
      <p>
        {t('roving.sumsPeople', { people: people(sums.members) })}{' '}
        {sums.visitOn ? t('roving.sumsSince', { day: date(sums.visitOn) }) : t('roving.sumsYear')}
      </p>
      <div className={styles['cards']}>
        {parts(t('roving.byAge'), sums.groups, (key) => t('roving.ageBand', { band: key }))}
        {parts(t('roving.byPackage'), sums.packages, (key) => key)}
        <section className={styles['card']} aria-label={t('roving.findings')}>
          <h2>{t('roving.findings')}</h2>
          <table className={styles['changes']}>
            <tbody>
              <tr>
                <th scope="row">{t('roving.examined')}</th>
                <td>{people(sums.examined.people)}</td>
              </tr>
              {sums.findings.map(({ key, sum }) => (
                <tr key={key}>
                  <th scope="row">{t(`roving.finding.${key}`)}</th>
                  <td>
                    {sum.of === undefined
                      ? hidden
                      : sum.people === undefined
                        ? t('roving.hiddenOf', { hidden, of: sum.of })
                        : t('roving.peopleOf', { people: sum.people, of: sum.of })}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </div>
    </>
  );
}
