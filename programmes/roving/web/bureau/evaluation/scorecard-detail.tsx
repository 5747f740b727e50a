// One scorecard from inside: its sixteen indicators, the last months, and the facts of the chosen indicator.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { indicatorRoutes, type ComparedBy, type ScorecardRow } from '#foundation/indicators/contract.ts';
import type { IndicatorCatalogue } from '#foundation/indicators/rules/indicator.ts';
import { IndicatorTable } from '#foundation/indicators/web/indicator-table.tsx';
import { TrendLine } from '#foundation/indicators/web/trend-line.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useAddress } from '../use-roving.ts';
import { FactList } from './fact-list.tsx';
import styles from '../roving.module.css';

const trendMonths = 6;
const catalogueName = 'roving';

export interface ScorecardDetailProps {
  catalogue: IndicatorCatalogue;
  card: ScorecardRow;
  month: string;
  by: ComparedBy;
}

export function ScorecardDetail({ catalogue, card, month, by }: ScorecardDetailProps) {
  const { t } = useWords();
  const api = useApi();
  const { search, change } = useAddress();
  const heading = useRef<HTMLHeadingElement>(null);
  const indicator = catalogue.indicators.find((one) => one.indicator === search.get('indicator'));
  const trend = useQuery({
    queryKey: ['indicators', catalogueName, 'trend', by, card.id],
    queryFn: ({ signal }) =>
      api.call(indicatorRoutes.trend, {
        params: { catalogue: catalogueName },
        query: { by, id: card.id, months: trendMonths },
        signal,
      }),
  });
  useEffect(() => {
    heading.current?.scrollIntoView({ block: 'nearest' });
  }, [card.id]);
  return (
    <section className={styles['stack']} aria-label={card.name}>
      <h2 ref={heading}>{card.name || t('indicators.wholeCounty')}</h2>
      {trend.data && <TrendLine points={trend.data.points} />}
      <IndicatorTable
        catalogue={catalogue}
        card={card}
        chosen={indicator?.indicator}
        onChoose={(next) => change({ indicator: next, from: undefined })}
      />
      {indicator && <FactList indicator={indicator} month={month} by={by} id={card.id} />}
    </section>
  );
}
