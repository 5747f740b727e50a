// The year of the CT screening for the bureau: figures by township, stops with how far they are, slots and clocks.
import { useQuery } from '@tanstack/react-query';
import { useApi } from '#platform/ui/api/api-context.ts';
import { SelectField } from '#platform/ui/form/fields.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { PrintButton } from '#platform/ui/print/print.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import { ctRoutes, type CtFigures, type CtStop } from '../../ct-screening-contract.ts';
import { ctKey, useFilters, useStops } from '../ct-screening/use-ct.ts';
import { CtPolicyCard } from './ct-policy-card.tsx';
import { RovingTabs } from './roving-tabs.tsx';
import styles from '../ct-screening/ct.module.css';

const figureKeys = [
  'eligible',
  'invited',
  'accepted',
  'scanned',
  'positive',
  'inFollowUp',
  'overdue',
  'closed',
] as const;

export function CtOverviewPage() {
  const { t } = useWords();
  const { year, set, today } = useFilters();
  const stops = useStops(year);
  const thisYear = Number(today.slice(0, 4));
  return (
    <>
      <PageHead title={t('roving.ct.title')}>
        <PrintButton />
      </PageHead>
      <RovingTabs />
      <div className={styles['filters']}>
        <SelectField
          name="year"
          label={t('roving.ct.yearLabel')}
          value={year}
          onChange={(value) => set('year', value)}
          choices={[thisYear - 1, thisYear, thisYear + 1].map((one) => ({
            value: String(one),
            label: t('roving.ct.yearOption', { year: one }),
          }))}
        />
      </div>
      <Figures year={year} />
      <QueryView query={stops}>
        {(data) => (
          <>
            {data.rule.draft && (
              <p className={styles['draft']}>{t('roving.ct.ruleDraft', { version: data.rule.version })}</p>
            )}
            <section className={styles['card']} aria-label={t('roving.ct.stopsTitle')}>
              <h2>{t('roving.ct.stopsTitle')}</h2>
              <Stops stops={data.stops} today={today} />
            </section>
            <CtPolicyCard policy={data.policy} assumed={data.policyAssumed} />
          </>
        )}
      </QueryView>
    </>
  );
}

function Figures({ year }: { year: string }) {
  const { t, count } = useWords();
  const api = useApi();
  const figures = useQuery({
    queryKey: [...ctKey, 'figures', year],
    queryFn: ({ signal }) => api.call(ctRoutes.figures, { query: { year }, signal }),
    refetchInterval: 60_000,
  });
  return (
    <section className={styles['card']} aria-label={t('roving.ct.figuresTitle')}>
      <h2>{t('roving.ct.figuresTitle')}</h2>
      <QueryView query={figures}>
        {({ townships, fewest, someHidden }) => {
          const shown = townships.filter((row) => figureKeys.some((key) => row[key] !== 0));
          const sum = (key: (typeof figureKeys)[number]) =>
            townships.every((row) => row[key] !== undefined)
              ? townships.reduce((total, row) => total + row[key]!, 0)
              : undefined;
          const cell = (value: number | undefined) => (value === undefined ? t('roving.ct.hidden') : count(value));
          return shown.length === 0 ? (
            <Empty title={t('roving.ct.noFigures')} icon="measurement">
              {t('roving.ct.noFiguresText')}
            </Empty>
          ) : (
            <>
              <div className={styles['scroll']} tabIndex={0} role="region" aria-label={t('roving.ct.figuresTitle')}>
                <table className={styles['table']}>
                  <thead>
                    <tr>
                      <th scope="col">{t('roving.ct.township')}</th>
                      {figureKeys.map((key) => (
                        <th key={key} scope="col" className={styles['number']}>
                          {t(`roving.ct.figure.${key}`)}
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    {shown.map((row: CtFigures) => (
                      <tr key={row.townshipId}>
                        <th scope="row">{row.townshipName}</th>
                        {figureKeys.map((key) => (
                          <td key={key} className={styles['number']}>
                            {cell(row[key])}
                          </td>
                        ))}
                      </tr>
                    ))}
                    <tr>
                      <th scope="row">{t('roving.ct.sum')}</th>
                      {figureKeys.map((key) => (
                        <td key={key} className={styles['number']}>
                          <strong>{cell(sum(key))}</strong>
                        </td>
                      ))}
                    </tr>
                  </tbody>
                </table>
              </div>
              {someHidden && <p className="quiet">{t('roving.ct.someHidden', { fewest })}</p>}
            </>
          );
        }}
      </QueryView>
    </section>
  );
}

function Stops({ stops, today }: { stops: readonly CtStop[]; today: string }) {
  const { t, day } = useWords();
  const { search, set } = useFilters();
  const past = search.get('past') === 'yes';
  const shown = stops.filter(({ on }) => on && (past || on >= today));
  const number = (key: 'eligible' | 'toAsk' | 'invited' | 'scanned'): WorklistColumn<CtStop> => ({
    key,
    title: t(`roving.ct.figure.${key}`),
    render: (row) => row[key],
    sort: (a, b) => a[key] - b[key],
    align: 'right',
  });
  const columns: WorklistColumn<CtStop>[] = [
    {
      key: 'on',
      title: t('roving.ct.day'),
      render: (row) => day(row.on!),
      sort: (a, b) => a.on!.localeCompare(b.on!),
    },
    {
      key: 'village',
      title: t('roving.ct.village'),
      render: (row) => `${row.townshipName} ${row.villageName}`,
      sort: (a, b) => a.townshipName.localeCompare(b.townshipName, 'zh-CN'),
    },
    {
      key: 'run',
      title: t('roving.ct.ruleColumn'),
      render: (row) =>
        row.run
          ? t(row.run.finishedAt ? 'roving.ct.ruleDoneShort' : 'roving.ct.ruleRunsShort', {
              done: row.run.done,
              total: row.run.total,
            })
          : t('roving.ct.ruleNever'),
    },
    number('eligible'),
    number('toAsk'),
    number('invited'),
    {
      key: 'booked',
      title: t('roving.ct.bookedOf'),
      render: (row) => `${row.booked} / ${row.slots}`,
      align: 'right',
    },
    number('scanned'),
  ];
  return (
    <>
      <label className={styles['row']}>
        <input type="checkbox" checked={past} onChange={(event) => set('past', event.target.checked ? 'yes' : '')} />
        {t('roving.ct.withPast')}
      </label>
      <div className={styles['scroll']} tabIndex={0} role="region" aria-label={t('roving.ct.stopsTitle')}>
        <Worklist
          label={t('roving.ct.stopsTitle')}
          columns={columns}
          rows={shown}
          rowKey={(row) => row.villageId}
          empty={
            <Empty title={t('roving.ct.noStops')} icon="plan">
              {t('roving.ct.noStopsText')}
            </Empty>
          }
        />
      </div>
    </>
  );
}
