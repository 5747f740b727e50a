// How far family-doctor contracts have come: coverage, key groups, fulfilment and renewal of a month, by township or team, down to villages.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { indicatorRoutes, type FactRow, type ScorecardRow } from '#foundation/indicators/contract.ts';
import { IndicatorTable } from '#foundation/indicators/web/indicator-table.tsx';
import { ScoreBar } from '#foundation/indicators/web/score-bar.tsx';
import { TrendLine } from '#foundation/indicators/web/trend-line.tsx';
import { Button, buttonClass } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { ChoiceField } from '#platform/ui/form/fields.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Skeleton } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import { useFilters } from '../use-family.ts';
import { FamilyRooms } from './family-rooms.tsx';
import styles from '../family.module.css';

const params = { catalogue: 'family-doctor' };
const comparisons = ['county', 'township', 'team'] as const;
const trendMonths = 12;
const lookAgainSeconds = 2;

const monthsBefore = (month: string, back: number): string => {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number - 1 - back, 1)).toISOString().slice(0, 7);
};
const percent = (value: number | undefined): string => (value === undefined ? '—' : `${(value * 100).toFixed(1)}%`);

export function FamilyEvaluationPage() {
  const { t, language, instant } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const mayCount = useMay('indicators.month.count');
  const { get, set, today } = useFilters();
  const month = get('month') || today.slice(0, 7);
  const by = comparisons.find((one) => one === get('by')) ?? 'township';
  const cards = useQuery({
    queryKey: ['indicators', params.catalogue, month, by],
    queryFn: ({ signal }) => api.call(indicatorRoutes.scorecards, { params, query: { month, by }, signal }),
    refetchInterval: ({ state }) => (state.data?.run.state === 'running' ? lookAgainSeconds * 1_000 : false),
  });
  const count = useMutation({
    mutationFn: () => api.call(indicatorRoutes.recount, { params, body: { month } }),
    onSuccess: () =>
      setTimeout(() => void queries.invalidateQueries({ queryKey: ['indicators', params.catalogue] }), 1_500),
  });
  return (
    <div className={styles['stack']}>
      <PageHead title={t('family-doctor.room.evaluation')}>
        <Button onClick={() => set('month', monthsBefore(month, 1))}>{t('family-doctor.monthBefore')}</Button>
        <strong>{month}</strong>
        <Button disabled={month >= today.slice(0, 7)} onClick={() => set('month', monthsBefore(month, -1))}>
          {t('family-doctor.monthAfter')}
        </Button>
      </PageHead>
      <FamilyRooms />
      <ChoiceField
        name="by"
        label={t('indicators.compare')}
        value={by}
        onChange={(next) => set('by', next)}
        choices={comparisons.map((value) => ({ value, label: t(`indicators.by.${value}`) }))}
      />
      <QueryView query={cards} skeleton={<Skeleton lines={10} />}>
        {({ catalogue, rows, run }) => {
          const columns: WorklistColumn<ScorecardRow>[] = [
            {
              key: 'name',
              title: t(`indicators.by.${by}`),
              render: (row) => <strong>{row.name || t('indicators.wholeCounty')}</strong>,
              sort: (a, b) => a.name.localeCompare(b.name, 'zh-CN'),
            },
            {
              key: 'score',
              title: t('indicators.score'),
              render: (row) => <ScoreBar score={row.score} />,
              sort: (a, b) => (a.score ?? -1) - (b.score ?? -1),
            },
            ...catalogue.indicators.map((definition, index): WorklistColumn<ScorecardRow> => ({
              key: definition.indicator,
              title: definition.name[language],
              align: 'right',
              render: (row) => percent(row.indicators[index]?.value),
              sort: (a, b) => (a.indicators[index]?.value ?? -1) - (b.indicators[index]?.value ?? -1),
            })),
          ];
          const card = rows.find((row) => row.id === get('id')) ?? (rows.length === 1 ? rows[0] : undefined);
          return (
            <>
              <p className={styles['row']}>
                <span className="quiet">
                  {run.state === 'running'
                    ? t('indicators.counting', { done: run.done, of: run.of })
                    : run.finishedAt
                      ? t('indicators.countedAt', { at: instant(run.finishedAt) })
                      : t('indicators.neverCounted')}
                </span>
                {mayCount && (
                  <Button kind="quiet" busy={count.isPending || run.state === 'running'} onClick={() => count.mutate()}>
                    {t('indicators.recount')}
                  </Button>
                )}
                <a
                  className={buttonClass('quiet')}
                  href={`/api/indicators/${params.catalogue}/scorecards.xlsx?portal=bureau&month=${month}&by=${by}`}
                >
                  {t('indicators.export')}
                </a>
              </p>
              <Worklist
                label={t('family-doctor.room.evaluation')}
                columns={columns}
                rows={rows}
                rowKey={(row) => row.id}
                onOpen={(row) => set('id', row.id)}
                empty={<Empty title={t('indicators.nothing')}>{t('indicators.nothingWhy')}</Empty>}
              />
              <p className="quiet">{catalogue.source[language]}</p>
              {card && <Detail key={card.id} catalogue={catalogue} card={card} month={month} by={by} />}
            </>
          );
        }}
      </QueryView>
    </div>
  );
}

function Detail({
  catalogue,
  card,
  month,
  by,
}: {
  catalogue: Parameters<typeof IndicatorTable>[0]['catalogue'];
  card: ScorecardRow;
  month: string;
  by: (typeof comparisons)[number];
}) {
  const { t } = useWords();
  const api = useApi();
  const { get, set } = useFilters();
  const indicator = catalogue.indicators.find((one) => one.indicator === get('indicator'))?.indicator ?? 'C1';
  const trend = useQuery({
    queryKey: ['indicators', params.catalogue, 'trend', by, card.id],
    queryFn: ({ signal }) =>
      api.call(indicatorRoutes.trend, { params, query: { by, id: card.id, months: trendMonths }, signal }),
  });
  const facts = useQuery({
    queryKey: ['indicators', params.catalogue, 'facts', month, by, card.id, indicator],
    queryFn: ({ signal }) =>
      api.call(indicatorRoutes.facts, { params, query: { month, indicator, by, id: card.id }, signal }),
  });
  const columns: WorklistColumn<FactRow>[] = [
    { key: 'village', title: t('family-doctor.filter.village'), render: (row) => row.villageName ?? '—' },
    { key: 'township', title: t('indicators.by.township'), render: (row) => row.townshipName },
    { key: 'team', title: t('indicators.by.team'), render: (row) => row.teamName ?? '—' },
    {
      key: 'ratio',
      title: t('indicators.ratio'),
      align: 'right',
      render: (row) => `${row.numerator} / ${row.denominator}`,
    },
    {
      key: 'share',
      title: t('family-doctor.share'),
      align: 'right',
      render: (row) => percent(row.numerator / row.denominator),
      sort: (a, b) => a.numerator / a.denominator - b.numerator / b.denominator,
    },
  ];
  return (
    <section className={styles['stack']} aria-label={card.name || t('indicators.wholeCounty')}>
      <h2>{card.name || t('indicators.wholeCounty')}</h2>
      <IndicatorTable catalogue={catalogue} card={card} chosen={indicator} onChoose={(one) => set('indicator', one)} />
      <QueryView query={trend}>{({ points }) => <TrendLine points={points} />}</QueryView>
      <QueryView query={facts}>
        {({ items }) => (
          <Worklist
            label={t('family-doctor.filter.village')}
            columns={columns}
            rows={items}
            rowKey={(row) => row.itemId}
            empty={<Empty title={t('indicators.noFacts')} icon="check" />}
          />
        )}
      </QueryView>
    </section>
  );
}
