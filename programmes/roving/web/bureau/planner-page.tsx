// The planner's desk: a month of the county as calendar, lanes and map, with its plans, figures and what can be done.
import { lazy, Suspense, useMemo } from 'react';
import { ChoiceField, SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Skeleton } from '#platform/ui/states/states.tsx';
import type { MonthBasis, Plan, PlanDetail } from '../../contract.ts';
import { ComparePlans } from './compare-plans.tsx';
import { DayLanes } from './day-lanes.tsx';
import { MonthMatrix } from './month-matrix.tsx';
import { MonthSwitch } from './month-switch.tsx';
import { PlanActions } from './plan-actions.tsx';
import { PlanFigureStrip } from './plan-figures.tsx';
import { PlanProgress } from './plan-progress.tsx';
import { RovingTabs } from './roving-tabs.tsx';
import { shownStops } from './shown-stops.ts';
import { choosePlan, hasVisits, useAddress, useMonth, usePlan } from './use-roving.ts';
import styles from './roving.module.css';

const RouteMap = lazy(async () => ({ default: (await import('./route-map.tsx')).RouteMap }));
const views = ['month', 'day', 'map', 'compare'] as const;
type View = (typeof views)[number];

export function PlannerPage() {
  const { t } = useWords();
  const { search, change, month } = useAddress();
  const { plans, basis } = useMonth(month);
  const plan = choosePlan(plans.data?.plans, search.get('plan'));
  const detail = usePlan(plan);
  const view = views.find((one) => one === search.get('view')) ?? 'month';
  return (
    <>
      <PageHead title={t('roving.planner')} badges={plan?.simulated && <SimulatedBadge />}>
        <MonthSwitch
          month={month}
          onChange={(next) => change({ month: next, plan: undefined, visit: undefined, on: undefined })}
        />
      </PageHead>
      <RovingTabs />
      <QueryView query={plans} skeleton={<Skeleton height={480} />}>
        {({ plans: all }) => (
          <QueryView query={basis} skeleton={<Skeleton height={480} />}>
            {(facts) => (
              <>
                <div className={styles['bar']}>
                  {all.length > 0 && (
                    <PlanChoice
                      plans={all}
                      plan={plan}
                      onChoose={(planId) => change({ plan: planId, visit: undefined })}
                    />
                  )}
                  <PlanActions month={month} plan={plan} plans={all} basis={facts} />
                </div>
                {plan && <PlanProgress plan={plan} />}
                {all.length === 0 && (
                  <Empty title={t('roving.noPlan')} icon="plan">
                    {t('roving.noPlanText', { villages: facts.stops.length, vehicles: facts.vehicles.length })}
                  </Empty>
                )}
                {hasVisits(plan) && (
                  <QueryView query={detail} skeleton={<Skeleton height={480} />}>
                    {(data) => <PlanViews detail={data} plans={all} basis={facts} view={view} />}
                  </QueryView>
                )}
              </>
            )}
          </QueryView>
        )}
      </QueryView>
    </>
  );
}

function PlanChoice({
  plans,
  plan,
  onChoose,
}: {
  plans: readonly Plan[];
  plan: Plan | undefined;
  onChoose: (planId: string) => void;
}) {
  const { t, instant } = useWords();
  return (
    <div className={styles['choice']}>
      <SelectField
        name="plan"
        label={t('roving.plan')}
        value={plan?.planId ?? ''}
        onChange={onChoose}
        choices={plans.map((one) => ({
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
  );
}

function PlanViews({
  detail,
  plans,
  basis,
  view,
}: {
  detail: PlanDetail;
  plans: readonly Plan[];
  basis: MonthBasis;
  view: View;
}) {
  const { t } = useWords();
  const { search, change } = useAddress();
  const [township, vehicle, text] = [search.get('township'), search.get('vehicle'), search.get('text')];
  const townships = useMemo(
    () => [...new Map(basis.stops.map((stop) => [stop.townshipId, stop.townshipName]))],
    [basis.stops],
  );
  const stops = useMemo(
    () => shownStops(basis.stops, detail.visits, { township, vehicle, text }),
    [basis.stops, detail.visits, township, vehicle, text],
  );
  return (
    <>
      <PlanFigureStrip plan={detail} />
      <div className={styles['bar']} role="search">
        <ChoiceField
          name="view"
          label={t('roving.view')}
          value={view}
          onChange={(next) => change({ view: next })}
          choices={views.map((one) => ({ value: one, label: t(`roving.view.${one}`) }))}
        />
        {view !== 'compare' && (
          <>
            <SelectField
              name="township"
              label={t('roving.township')}
              value={township ?? ''}
              onChange={(next) => change({ township: next })}
              choices={[
                { value: '', label: t('roving.allTownships') },
                ...townships.map(([value, label]) => ({ value, label })),
              ]}
            />
            <SelectField
              name="vehicle"
              label={t('roving.vehicle')}
              value={vehicle ?? ''}
              onChange={(next) => change({ vehicle: next })}
              choices={[
                { value: '', label: t('roving.allVehicles') },
                ...basis.vehicles
                  .filter((one) => one.kind !== 'computed-tomography')
                  .map((one) => ({ value: one.vehicleId, label: one.name })),
              ]}
            />
            <TextField
              name="text"
              label={t('roving.findVillage')}
              value={text ?? ''}
              onChange={(next) => change({ text: next })}
              autoComplete="off"
            />
          </>
        )}
      </div>
      {view === 'month' && <MonthMatrix detail={detail} basis={basis} stops={stops} />}
      {view === 'day' && <DayLanes detail={detail} basis={basis} stops={stops} />}
      {view === 'map' && (
        <Suspense fallback={<Skeleton height={480} />}>
          <RouteMap detail={detail} basis={basis} />
        </Suspense>
      )}
      {view === 'compare' && <ComparePlans plan={detail} plans={plans} basis={basis} />}
    </>
  );
}
