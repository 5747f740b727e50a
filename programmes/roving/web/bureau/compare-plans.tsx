// Two plans of a month against each other: figures side by side, and every visit that differs.
import { useQuery } from '@tanstack/react-query';
import { useApi } from '#platform/ui/api/api-context.ts';
import { SelectField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty } from '#platform/ui/states/states.tsx';
import { rovingRoutes, type MonthBasis, type Plan } from '../../contract.ts';
import type { PlanFigures } from '../../rules/planned-month.ts';
import { ChangeTable } from './change-table.tsx';
import { hasVisits, rovingKey, useAddress } from './use-roving.ts';
import styles from './roving.module.css';

const rows: readonly { key: keyof PlanFigures; of: (figures: PlanFigures) => number; digits: number }[] = [
  { key: 'visits', of: (figures) => figures.visits, digits: 0 },
  { key: 'metres', of: (figures) => figures.metres / 1000, digits: 0 },
  { key: 'travelMinutes', of: (figures) => figures.travelMinutes / 60, digits: 1 },
  { key: 'workMinutes', of: (figures) => figures.workMinutes / 60, digits: 1 },
  { key: 'unevenness', of: (figures) => figures.unevenness * 100, digits: 1 },
  { key: 'steadyVillages', of: (figures) => figures.steadyVillages, digits: 0 },
  { key: 'unsteadyArrivals', of: (figures) => figures.unsteadyArrivals, digits: 0 },
];

export function ComparePlans({ plan, plans, basis }: { plan: Plan; plans: readonly Plan[]; basis: MonthBasis }) {
  const { t, instant } = useWords();
  const { search, change } = useAddress();
  const others = plans.filter((one) => one.planId !== plan.planId && hasVisits(one));
  const other = others.find((one) => one.planId === search.get('other')) ?? others[0];
  if (!other)
    return (
      <Empty title={t('roving.nothingToCompare')} icon="list">
        {t('roving.nothingToCompareText')}
      </Empty>
    );
  return (
    <>
      <div className={styles['choice']}>
        <SelectField
          name="other"
          label={t('roving.compareWith')}
          value={other.planId}
          onChange={(planId) => change({ other: planId })}
          choices={others.map((one) => ({
            value: one.planId,
            label: t('roving.planLabel', {
              number: one.number,
              state: t(`roving.state.${one.state}`),
              origin: t(`roving.origin.${one.origin}`),
              when: instant(one.publishedAt ?? one.createdAt),
            }),
          }))}
        />
      </div>
      <Differences left={other} right={plan} basis={basis} />
    </>
  );
}

function Differences({ left, right, basis }: { left: Plan; right: Plan; basis: MonthBasis }) {
  const { t } = useWords();
  const api = useApi();
  const comparison = useQuery({
    queryKey: [...rovingKey, 'comparison', left.planId, left.version, right.planId, right.version],
    queryFn: ({ signal }) =>
      api.call(rovingRoutes.comparePlans, { query: { left: left.planId, right: right.planId }, signal }),
  });
  return (
    <QueryView query={comparison}>
      {({ left: before, right: after, changes, moved }) => (
        <>
          <div className={styles['scroll']} tabIndex={0} role="region" aria-label={t('roving.figures')}>
            <table className={styles['changes']}>
              <thead>
                <tr>
                  <th scope="col">{t('roving.figures')}</th>
                  <th scope="col">{t('roving.planNumber', { number: before.number })}</th>
                  <th scope="col">{t('roving.planNumber', { number: after.number })}</th>
                  <th scope="col">{t('roving.difference')}</th>
                </tr>
              </thead>
              <tbody>
                {before.figures &&
                  after.figures &&
                  rows.map(({ key, of, digits }) => {
                    const [a, b] = [of(before.figures!), of(after.figures!)];
                    const sign = b > a ? '+' : b < a ? '−' : '';
                    return (
                      <tr key={key}>
                        <th scope="row">{t(`roving.row.${key}`)}</th>
                        <td>{a.toFixed(digits)}</td>
                        <td>{b.toFixed(digits)}</td>
                        <td>
                          {sign}
                          {Math.abs(b - a).toFixed(digits)}
                        </td>
                      </tr>
                    );
                  })}
              </tbody>
            </table>
          </div>
          <p>{t('roving.changeCount', { count: changes.length, moved })}</p>
          <ChangeTable changes={changes} basis={basis} />
        </>
      )}
    </QueryView>
  );
}
