// 服务覆盖率: the share of listed elders who were given a service, by township, down to the village and its elders; the policy behind it.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { dayOf } from '#platform/contract.ts';
import { Button, buttonClass } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { addressOf } from '#platform/ui/api/address.ts';
import { useApi } from '#platform/ui/api/api-context.ts';
import { NumberField, TextField } from '#platform/ui/form/fields.tsx';
import { Form } from '#platform/ui/form/form.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import { coverageExportPath, elderServices, homeCareRoutes, type CoverageRow } from '../../contract.ts';
import type { EntryPolicy } from '../../rules/entry-policy.ts';
import { download } from '../download.ts';
import { maySetPolicy } from '../home-care-permissions.ts';
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
      <Policy />
    </>
  );
}

const fields = [
  { key: 'leastAge', unit: 'years', range: [18, 120] },
  { key: 'selfCareAtLeast', unit: 'points', range: [0, 37] },
  { key: 'barthelAtMost', unit: 'points', range: [0, 100] },
  { key: 'coveredWithinDays', unit: 'days', range: [1, 3_660] },
] as const;

function Policy() {
  const { t } = useWords();
  const api = useApi();
  const policy = useQuery({
    queryKey: ['home-care', 'policy'],
    queryFn: ({ signal }) => api.call(homeCareRoutes.entryPolicy, { signal }),
  });
  const sets = useMay(maySetPolicy);
  return (
    <details>
      <summary>{t('homeCare.policy')}</summary>
      <QueryView query={policy}>
        {(data) => (
          <div className={styles['stack']}>
            <p>{t('homeCare.policyText', { ...data.policy })}</p>
            {sets && <PolicyForm key={JSON.stringify(data.policy)} policy={data.policy} />}
          </div>
        )}
      </QueryView>
    </details>
  );
}

function PolicyForm({ policy }: { policy: EntryPolicy }) {
  const { t } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const [fromOn, setFromOn] = useState(dayOf(new Date()));
  const [values, setValues] = useState<Record<string, string>>(() =>
    Object.fromEntries(fields.map(({ key }) => [key, String(policy[key])])),
  );
  const save = useMutation({
    mutationFn: () =>
      api.call(homeCareRoutes.setEntryPolicy, {
        body: {
          fromOn,
          ...(Object.fromEntries(fields.map(({ key }) => [key, Number(values[key])])) as unknown as EntryPolicy),
        },
      }),
    onSuccess: () => {
      announce(t('homeCare.policySaved'));
      void queries.invalidateQueries({ queryKey: ['home-care'] });
    },
  });
  return (
    <Form
      label={t('homeCare.policy')}
      verb={t('homeCare.policySave')}
      busy={save.isPending}
      onSubmit={() => save.mutate()}
    >
      <TextField name="fromOn" type="date" label={t('homeCare.fromOn')} value={fromOn} onChange={setFromOn} />
      {fields.map(({ key, unit, range }) => (
        <NumberField
          key={key}
          name={key}
          label={t(`homeCare.policy.${key}`)}
          unit={t(`homeCare.unit.${unit}`)}
          range={{ possible: range, digits: 0 }}
          value={values[key] ?? ''}
          onChange={(value) => setValues({ ...values, [key]: value })}
        />
      ))}
      {save.error && <Failure error={save.error} />}
    </Form>
  );
}
