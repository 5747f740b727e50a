// The month on paper: a sheet for each village's notice board, or for each team.
import { Link } from 'react-router';
import { buttonClass } from '#platform/ui/actions/button.tsx';
import { ChoiceField, SelectField } from '#platform/ui/form/fields.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { PrintButton, PrintHeader } from '#platform/ui/print/print.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Skeleton } from '#platform/ui/states/states.tsx';
import type { MonthBasis, PlanDetail } from '../../contract.ts';
import { clockText } from '../../rules/clock-text.ts';
import { choosePlan, useAddress, useMonth, usePlan } from './use-roving.ts';
import styles from './roving.module.css';

export function PrintPage() {
  const { t } = useWords();
  const { search, month } = useAddress();
  const { plans, basis } = useMonth(month);
  const plan = choosePlan(plans.data?.plans, search.get('plan'));
  const detail = usePlan(plan);
  return (
    <>
      <div className="no-print">
        <PageHead title={t('roving.print')}>
          <Link className={buttonClass('quiet')} to={`/roving?month=${month}${plan ? `&plan=${plan.planId}` : ''}`}>
            {t('roving.back')}
          </Link>
          <PrintButton />
        </PageHead>
      </div>
      <QueryView query={basis} skeleton={<Skeleton height={480} />}>
        {(facts) => (
          <QueryView query={detail} skeleton={<Skeleton height={480} />}>
            {(data) => <Sheets basis={facts} detail={data} />}
          </QueryView>
        )}
      </QueryView>
    </>
  );
}

function Sheets({ basis, detail }: { basis: MonthBasis; detail: PlanDetail }) {
  const { t } = useWords();
  const { search, change } = useAddress();
  const me = useMe();
  const by = search.get('by') === 'team' ? 'team' : 'village';
  const townships = [...new Map(basis.stops.map((stop) => [stop.townshipId, stop.townshipName]))];
  const township = search.get('township') ?? townships[0]?.[0] ?? '';
  const stops = basis.stops.filter((stop) => stop.townshipId === township);
  const [year, number] = basis.month.split('-').map(Number);
  const groups =
    by === 'village'
      ? stops.map((stop) => ({ key: stop.villageId, title: stop.villageName, villages: [stop.villageId] }))
      : [...Map.groupBy(stops, (stop) => stop.teamId)].map(([teamId, some]) => ({
          key: teamId ?? '',
          title: some[0]!.teamName ?? '',
          villages: some.map((stop) => stop.villageId),
        }));
  return (
    <>
      <div className={`${styles['bar']} no-print`}>
        <ChoiceField
          name="by"
          label={t('roving.sheetFor')}
          value={by}
          onChange={(next) => change({ by: next })}
          choices={(['village', 'team'] as const).map((one) => ({ value: one, label: t(`roving.sheet.${one}`) }))}
        />
        <SelectField
          name="township"
          label={t('roving.township')}
          value={township}
          onChange={(next) => change({ township: next })}
          choices={townships.map(([value, label]) => ({ value, label }))}
        />
      </div>
      {groups.map((group) => (
        <article key={group.key} className={styles['paper']}>
          <PrintHeader title={t('roving.sheetTitle', { name: group.title, year, month: number })} by={me.displayName} />
          <h2 className="no-print">{t('roving.sheetTitle', { name: group.title, year, month: number })}</h2>
          <VisitSheet basis={basis} detail={detail} villages={group.villages} />
          <p>{t('roving.sheetFoot')}</p>
        </article>
      ))}
    </>
  );
}

function VisitSheet({ basis, detail, villages }: { basis: MonthBasis; detail: PlanDetail; villages: string[] }) {
  const { t, day } = useWords();
  const stopOf = new Map(basis.stops.map((stop) => [stop.villageId, stop]));
  const vehicleOf = new Map(basis.vehicles.map((vehicle) => [vehicle.vehicleId, vehicle.name]));
  const visits = detail.visits.filter((visit) => villages.includes(visit.villageId));
  return (
    <table className={styles['changes']}>
      <thead>
        <tr>
          <th scope="col">{t('roving.day')}</th>
          <th scope="col">{t('roving.when')}</th>
          <th scope="col">{t('roving.where')}</th>
          <th scope="col">{t('roving.kind')}</th>
          <th scope="col">{t('roving.who')}</th>
          <th scope="col">{t('roving.vehicle')}</th>
        </tr>
      </thead>
      <tbody>
        {visits.map((visit) => (
          <tr key={visit.visitId}>
            <th scope="row">{day(visit.on)}</th>
            <td>
              {clockText(visit.startMinute)}–{clockText(visit.leaveMinute)}
            </td>
            <td>{stopOf.get(visit.villageId)?.servicePointName}</td>
            <td>{t(`roving.service.${visit.service}`)}</td>
            <td>{visit.staffName ?? t('roving.nobody')}</td>
            <td>{vehicleOf.get(visit.vehicleId)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
