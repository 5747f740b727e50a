// How chronic care has come along: enrolment, follow-up and control of a month by township, with the year behind it.
import { useQuery } from '@tanstack/react-query';
import { dayOf } from '#platform/contract.ts';
import { indicatorRoutes, type ScorecardRow } from '#foundation/indicators/contract.ts';
import type { IndicatorCatalogue } from '#foundation/indicators/rules/indicator.ts';
import { IndicatorTable } from '#foundation/indicators/web/indicator-table.tsx';
import { ScoreBar } from '#foundation/indicators/web/score-bar.tsx';
import { TrendLine } from '#foundation/indicators/web/trend-line.tsx';
import { Button, buttonClass } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Skeleton } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import { useFilters } from '../use-chronic.ts';
import { ChronicTabs } from './chronic-tabs.tsx';
import styles from '../chronic.module.css';

const params = { catalogue: 'chronic-care' };
const by = 'township' as const;
const trendMonths = 12;
const monthsBefore = (month: string, back: number): string => {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number - 1 - back, 1)).toISOString().slice(0, 7);
};
/** An indicator with several figures counts once. */
const figuresOf = ({ indicators }: IndicatorCatalogue): number =>
  indicators.filter(({ alongside }) => !alongside).length;
const percent = (value: number | undefined): string => (value === undefined ? '—' : `${(value * 100).toFixed(1)}%`);

export function EvaluationPage() {
  const { t, language, instant } = useWords();
  const api = useApi();
  const { get, set } = useFilters();
  const thisMonth = dayOf(new Date()).slice(0, 7);
  const month = get('month') || thisMonth;
  const cards = useQuery({
    queryKey: ['indicators', params.catalogue, month, by],
    queryFn: ({ signal }) => api.call(indicatorRoutes.scorecards, { params, query: { month, by }, signal }),
  });
  return (
    <div className={styles['stack']}>
      <title>{t('chronic-care.evaluation')}</title>
      <PageHead title={t('chronic-care.evaluation')}>
        <Button onClick={() => set('month', monthsBefore(month, 1))}>{t('chronic-care.monthBefore')}</Button>
        <strong>{month}</strong>
        <Button disabled={month >= thisMonth} onClick={() => set('month', monthsBefore(month, -1))}>
          {t('chronic-care.monthAfter')}
        </Button>
      </PageHead>
      <ChronicTabs />
      <QueryView query={cards} skeleton={<Skeleton lines={8} />}>
        {({ catalogue, rows, run }) => {
          const columns: WorklistColumn<ScorecardRow>[] = [
            { key: 'name', title: t(`indicators.by.${by}`), render: (row) => <strong>{row.name}</strong> },
            {
              key: 'score',
              title: t('indicators.score'),
              render: (row) => (
                <>
                  <ScoreBar score={row.score} />
                  <div className="quiet">
                    {t('indicators.measuredOf', { measured: row.measured, all: figuresOf(catalogue) })}
                  </div>
                </>
              ),
            },
            ...catalogue.indicators.map((definition, index): WorklistColumn<ScorecardRow> => ({
              key: definition.indicator,
              title: definition.name[language],
              align: 'right',
              render: (row) => percent(row.indicators[index]?.value),
              sort: (a, b) => (a.indicators[index]?.value ?? -1) - (b.indicators[index]?.value ?? -1),
            })),
          ];
          const card = rows.find(({ id }) => id === get('id')) ?? rows[0];
          return (
            <>
              <p className={styles['row']}>
                <span className="quiet">
                  {run.finishedAt
                    ? t('indicators.countedAt', { at: instant(run.finishedAt) })
                    : t('indicators.neverCounted')}
                </span>
                <a
                  className={buttonClass('quiet')}
                  href={`/api/indicators/${params.catalogue}/scorecards.xlsx?portal=bureau&month=${month}&by=${by}`}
                >
                  {t('indicators.export')}
                </a>
              </p>
              <Worklist
                label={t('chronic-care.evaluation')}
                columns={columns}
                rows={rows}
                rowKey={(row) => row.id}
                onOpen={(row) => set('id', row.id)}
                empty={<Empty title={t('indicators.nothing')}>{t('chronic-care.evaluationNothing')}</Empty>}
              />
              <p className="quiet">{catalogue.source[language]}</p>
              {card && <Detail key={card.id} catalogue={catalogue} card={card} />}
            </>
          );
        }}
      </QueryView>
    </div>
  );
}

function Detail({ catalogue, card }: { catalogue: IndicatorCatalogue; card: ScorecardRow }) {
  const api = useApi();
  const { get, set } = useFilters();
  const trend = useQuery({
    queryKey: ['indicators', params.catalogue, 'trend', by, card.id],
    queryFn: ({ signal }) =>
      api.call(indicatorRoutes.trend, { params, query: { by, id: card.id, months: trendMonths }, signal }),
  });
  return (
    <section className={styles['stack']} aria-label={card.name}>
      <h2>{card.name}</h2>
      <IndicatorTable
        catalogue={catalogue}
        card={card}
        chosen={get('indicator') || undefined}
        onChoose={(one) => set('indicator', one)}
      />
      <QueryView query={trend}>{({ points }) => <TrendLine points={points} />}</QueryView>
    </section>
  );
}
