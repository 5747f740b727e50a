// 服务覆盖率: the share of listed elders who were given a service, by township, down to the village and its elders.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { Button, buttonClass } from '#platform/ui/actions/button.tsx';
import { download } from '#platform/ui/files/save-file.ts';
import { addressOf } from '#platform/ui/api/address.ts';
import { useApi } from '#platform/ui/api/api-context.ts';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import { coverageExportPath, elderServices, homeCareRoutes, type CoverageRow } from '../../contract.ts';
import { HomeCareTabs } from '../home-care-tabs.tsx';
import styles from '../home-care.module.css';

const share = ({ covered, listed }: Pick<CoverageRow, 'covered' | 'listed'>) => (listed === 0 ? -1 : covered / listed);
const perCent = (row: CoverageRow) => (row.listed === 0 ? '—' : `${(share(row) * 100).toFixed(1)}%`);

export function CoveragePage({ portal }: { portal: string }) {
  const { t } = useWords();
  const api = useApi();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const [failure, setFailure] = useState<unknown>();
  const below = search.get('below') ?? undefined;
  const coverage = useQuery({
    queryKey: ['home-care', 'coverage', below],
    queryFn: ({ signal }) => api.call(homeCareRoutes.coverage, { query: below ? { below } : {}, signal }),
  });
  const columns: WorklistColumn<CoverageRow>[] = [
    {
      key: 'name',
      title: t('homeCare.place'),
      render: (row) => <strong>{row.name}</strong>,
      sort: (a, b) => a.name.localeCompare(b.name, 'zh-CN'),
    },
    {
      key: 'share',
      title: t('homeCare.share'),
      render: (row) => (
        <>
          {perCent(row)}
          {row.listed > 0 && (
            <span className={styles['bar']} aria-hidden="true">
              <span style={{ width: `${share(row) * 100}%` }} />
            </span>
          )}
        </>
      ),
      sort: (a, b) => share(a) - share(b),
      width: 140,
    },
    {
      key: 'counted',
      title: t('homeCare.counted'),
      render: (row) => `${row.covered} / ${row.listed}`,
      align: 'right',
      sort: (a, b) => a.listed - b.listed,
    },
    ...elderServices.map((service): WorklistColumn<CoverageRow> => ({
      key: service,
      title: t(`homeCare.service.${service}`),
      render: (row) => row.services[service],
      align: 'right',
      sort: (a, b) => a.services[service] - b.services[service],
    })),
  ];
  return (
    <>
      <PageHead title={t('homeCare.coverage')} badges={coverage.data?.simulated && <SimulatedBadge />}>
        <Button
          icon="download"
          onClick={() => {
            setFailure(undefined);
            void download(
              portal,
              addressOf(coverageExportPath, {}, { ...(below && { below }), format: 'xlsx' }),
              'coverage.xlsx',
            ).catch(setFailure);
          }}
        >
          {t('homeCare.export')}
        </Button>
      </PageHead>
      <HomeCareTabs />
      {failure !== undefined && <Failure error={failure} />}
      <QueryView query={coverage} skeleton={<Skeleton lines={10} />}>
        {(data) => (
          <>
            <p>
              {data.unitName && (
                <>
                  <Link to="/home-care/coverage" className={buttonClass('quiet')}>
                    {t('homeCare.allTownships')}
                  </Link>{' '}
                  <strong>{data.unitName}</strong>{' '}
                </>
              )}
              <strong>{perCent(data.total)}</strong>{' '}
              {t('homeCare.countedOf', { covered: data.total.covered, listed: data.total.listed })}{' '}
              <span className="quiet">{t('homeCare.countedHow', { days: data.withinDays })}</span>
            </p>
            <Worklist
              label={t('homeCare.coverage')}
              columns={columns}
              rows={data.rows}
              rowKey={(row) => row.unitId}
              onOpen={(row) =>
                data.of === 'township'
                  ? setSearch({ below: row.unitId })
                  : void navigate(`/home-care/elders?below=${row.unitId}`)
              }
              empty={<Empty title={t('homeCare.noCoverage')}>{t('homeCare.noEldersText')}</Empty>}
            />
          </>
        )}
      </QueryView>
    </>
  );
}
