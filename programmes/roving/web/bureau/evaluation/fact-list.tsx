// What stands behind one number: each visit, village or vehicle's day that counted, those that fell short first if asked.
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { indicatorRoutes, type ComparedBy, type FactRow } from '#foundation/indicators/contract.ts';
import type { IndicatorDefinition } from '#foundation/indicators/rules/indicator.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { ChoiceField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import { useAddress } from '../use-roving.ts';
import styles from '../roving.module.css';

export interface FactListProps {
  indicator: IndicatorDefinition;
  month: string;
  by: ComparedBy;
  id: string;
}

export function FactList({ indicator, month, by, id }: FactListProps) {
  const { t, date, language, count } = useWords();
  const api = useApi();
  const { search, change } = useAddress();
  const page = Number(search.get('from') ?? 0) || 0;
  const short = search.get('short') === 'yes';
  const facts = useQuery({
    queryKey: ['indicators', 'facts', indicator.indicator, month, by, id, page, short],
    queryFn: ({ signal }) =>
      api.call(indicatorRoutes.facts, {
        params: { catalogue: 'roving' },
        query: { month, indicator: indicator.indicator, by, id, page, ...(short && { short: 'yes' }) },
        signal,
      }),
  });
  const amount = (value: number) => (Number.isInteger(value) ? count(value) : value.toFixed(1));
  const columns: WorklistColumn<FactRow>[] = [
    { key: 'on', title: t('indicators.day'), render: (row) => date(row.itemOn) },
    { key: 'township', title: t('indicators.by.township'), render: (row) => row.townshipName },
    { key: 'village', title: t('indicators.by.village'), render: (row) => row.villageName ?? '—' },
    { key: 'vehicle', title: t('indicators.by.vehicle'), render: (row) => row.vehicleName ?? '—' },
    { key: 'team', title: t('indicators.by.team'), render: (row) => row.teamName ?? '—' },
    {
      key: 'counted',
      title: t('indicators.ratio'),
      align: 'right',
      render: (row) => `${amount(row.numerator)} / ${amount(row.denominator)}`,
    },
    { key: 'detail', title: t('indicators.how'), render: (row) => <Detail row={row} /> },
  ];
  return (
    <section className={styles['stack']} aria-label={indicator.name[language]}>
      <h3>
        {indicator.indicator} {indicator.name[language]}
      </h3>
      <ChoiceField
        name="short"
        label={t('indicators.show')}
        value={short ? 'yes' : 'no'}
        onChange={(next) => change({ short: next === 'yes' ? 'yes' : undefined, from: undefined })}
        choices={[
          { value: 'no', label: t('indicators.showAll') },
          { value: 'yes', label: t('indicators.showShort') },
        ]}
      />
      <QueryView query={facts}>
        {({ items, total, next }) => (
          <>
            <Worklist
              label={indicator.name[language]}
              columns={columns}
              rows={items}
              rowKey={(row) => row.itemId}
              empty={<Empty title={t('indicators.noFacts')} icon="check" />}
            />
            <p className={styles['row']}>
              <span className="quiet">
                {t('indicators.factsOf', { from: total === 0 ? 0 : page + 1, to: page + items.length, total })}
              </span>
              {page > 0 && <Button onClick={() => change({ from: undefined })}>{t('indicators.firstPage')}</Button>}
              {next !== undefined && (
                <Button onClick={() => change({ from: String(next) })}>{t('indicators.nextPage')}</Button>
              )}
            </p>
          </>
        )}
      </QueryView>
    </section>
  );
}

/** The evidence: a visit opens on the live map of its day, with what its terminal measured. */
function Detail({ row }: { row: FactRow }) {
  const { t } = useWords();
  const said = Object.entries(row.detail ?? {}).map(([key, value]) => t(`indicators.detail.${key}`, { value }));
  return (
    <span className={styles['row']}>
      {said.join('，')}
      {row.itemKind === 'visit' && (
        <Link to={`/live?on=${row.itemOn}&vehicle=${row.vehicleId ?? ''}&stop=${row.itemId}`}>
          {t('indicators.evidence')}
        </Link>
      )}
    </span>
  );
}
