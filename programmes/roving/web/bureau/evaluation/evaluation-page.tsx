// How good the roving clinics were: points of a month in four dimensions, by township, team or vehicle, down to each visit.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { comparedBy, indicatorRoutes, type ComparedBy, type ScorecardRow } from '#foundation/indicators/contract.ts';
import { ScoreBar } from '#foundation/indicators/web/score-bar.tsx';
import { scoreText } from '#foundation/indicators/web/value-text.ts';
import { Button, buttonClass } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { ChoiceField } from '#platform/ui/form/fields.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Skeleton } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import { MonthSwitch } from '../month-switch.tsx';
import { RovingTabs } from '../roving-tabs.tsx';
import { useAddress } from '../use-roving.ts';
import { ScorecardDetail } from './scorecard-detail.tsx';
import { VehicleCostCard } from './vehicle-cost-card.tsx';
import styles from '../roving.module.css';

const catalogueName = 'roving';
const lookAgainSeconds = 2;

export function EvaluationPage() {
  const { t, language, instant } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const mayCount = useMay('indicators.month.count');
  const { search, change, month } = useAddress();
  const by: ComparedBy = comparedBy.find((one) => one === search.get('by')) ?? 'township';
  const params = { catalogue: catalogueName };
  const cards = useQuery({
    queryKey: ['indicators', catalogueName, month, by],
    queryFn: ({ signal }) => api.call(indicatorRoutes.scorecards, { params, query: { month, by }, signal }),
    refetchInterval: ({ state }) => (state.data?.run.state === 'running' ? lookAgainSeconds * 1_000 : false),
  });
  const count = useMutation({
    mutationFn: () => api.call(indicatorRoutes.recount, { params, body: { month } }),
    onSuccess: () =>
      setTimeout(() => void queries.invalidateQueries({ queryKey: ['indicators', catalogueName, month] }), 1_500),
  });
  const chosen = search.get('id') ?? undefined;
  const columns = (
    indicators: number,
    dimensions: readonly { dimension: string; name: Record<'zh-CN' | 'en', string> }[],
  ) => {
    const list: WorklistColumn<ScorecardRow>[] = [
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
    ];
    for (const [index, { dimension, name }] of dimensions.entries())
      list.push({
        key: dimension,
        title: name[language],
        align: 'right',
        render: (row) => scoreText(row.dimensions[index]?.score),
        sort: (a, b) => (a.dimensions[index]?.score ?? -1) - (b.dimensions[index]?.score ?? -1),
      });
    list.push({
      key: 'measured',
      title: t('indicators.measured'),
      align: 'right',
      render: (row) => `${row.measured}/${indicators}`,
    });
    return list;
  };
  return (
    <>
      <PageHead title={t('roving.evaluation')}>
        <MonthSwitch month={month} onChange={(next) => change({ month: next, id: undefined, indicator: undefined })} />
      </PageHead>
      <RovingTabs />
      <ChoiceField
        name="by"
        label={t('indicators.compare')}
        value={by}
        onChange={(next) => change({ by: next, id: undefined, indicator: undefined })}
        choices={comparedBy.map((value) => ({ value, label: t(`indicators.by.${value}`) }))}
      />
      <QueryView query={cards} skeleton={<Skeleton lines={10} />}>
        {({ catalogue, rows, run }) => {
          const card = rows.find((row) => row.id === chosen) ?? (rows.length === 1 ? rows[0] : undefined);
          return (
            <>
              <p className={styles['row']}>
                <span className="quiet">
                  {run.state === 'running'
                    ? t('indicators.counting', { done: run.done, of: run.of })
                    : run.state === 'failed'
                      ? t('indicators.countFailed')
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
                  href={`/api/indicators/${catalogueName}/scorecards.xlsx?portal=bureau&month=${month}&by=${by}`}
                >
                  {t('indicators.export')}
                </a>
                <Button kind="quiet" icon="print" onClick={() => print()}>
                  {t('indicators.print')}
                </Button>
              </p>
              <Worklist
                label={t('roving.evaluation')}
                columns={columns(catalogue.indicators.filter((one) => !one.alongside).length, catalogue.dimensions)}
                rows={rows}
                rowKey={(row) => row.id}
                onOpen={(row) => change({ id: row.id, indicator: undefined })}
                empty={<Empty title={t('indicators.nothing')}>{t('indicators.nothingWhy')}</Empty>}
              />
              <p className="quiet">{catalogue.source[language]}</p>
              {card && <ScorecardDetail catalogue={catalogue} card={card} month={month} by={by} />}
              <VehicleCostCard key={month} month={month} />
            </>
          );
        }}
      </QueryView>
    </>
  );
}
