// All vehicles of a month on one board: visits, days in the workshop, and what falls due; and the list of due dates.
import { Link, useSearchParams } from 'react-router';
import { dayOf, type Day } from '#platform/contract.ts';
import { buttonClass } from '#platform/ui/actions/button.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { PrintButton } from '#platform/ui/print/print.tsx';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Skeleton } from '#platform/ui/states/states.tsx';
import type { MaintenanceCalendar, VehicleReadiness } from '../readiness-contract.ts';
import type { Commitment } from '../tracking-contract.ts';
import { holdsOn } from './calendar-tab.tsx';
import { MonthSwitch } from './month-switch.tsx';
import { spanOf, useCommitments, useMaintenanceCalendar, type MonthSpan } from './use-commitments.ts';
import { useReadiness } from './use-fleet.ts';
import styles from './fleet.module.css';

export function FleetCalendarPage() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const asked = search.get('month') ?? '';
  const month = /^\d{4}-(0[1-9]|1[0-2])$/.test(asked) ? asked : dayOf(new Date()).slice(0, 7);
  const span = spanOf(month);
  const readiness = useReadiness();
  const commitments = useCommitments(span);
  const calendar = useMaintenanceCalendar(span);
  return (
    <>
      <PageHead title={t('fleet.calendar')}>
        <Link className={buttonClass('quiet')} to="/fleet">
          {t('fleet.back')}
        </Link>
        <PrintButton />
      </PageHead>
      <MonthSwitch month={month} onChange={(next) => setSearch({ month: next }, { replace: true })} />
      <QueryView query={calendar}>{(data) => <Due data={data} />}</QueryView>
      <QueryView query={readiness} skeleton={<Skeleton height={480} />}>
        {({ vehicles, on }) => (
          <QueryView query={commitments} skeleton={<Skeleton height={480} />}>
            {(data) => (
              <Board
                vehicles={vehicles}
                today={on}
                span={span}
                commitments={data.commitments}
                due={calendar.data?.due ?? []}
              />
            )}
          </QueryView>
        )}
      </QueryView>
    </>
  );
}

function Due({ data }: { data: MaintenanceCalendar }) {
  const { t, date } = useWords();
  return (
    <section className={styles['card']} aria-label={t('fleet.due')}>
      <h2>{t('fleet.dueCount', { count: data.due.length })}</h2>
      {data.due.length === 0 ? (
        <Empty title={t('fleet.nothingDue')} icon="check">
          {t('fleet.nothingDueText')}
        </Empty>
      ) : (
        <ul className={styles['findings']}>
          {data.due.map((one) => (
            <li key={one.vehicleId + one.kind + one.title + one.on} className={styles['finding']}>
              <div className={styles['what']}>
                <LevelTag level={one.overdue ? 'red' : 'amber'}>
                  {t(one.overdue ? 'fleet.overdue' : 'fleet.dueSoon')}
                </LevelTag>
                <strong>{date(one.on)}</strong>
                <Link
                  to={`/fleet/${one.vehicleId}/${['calibration', 'annual-inspection', 'vehicle-insurance'].includes(one.kind) ? 'equipment' : 'maintenance'}`}
                >
                  {one.vehicleName} {one.plate}
                </Link>
                <span>
                  {t(`fleet.maintenance.${one.kind}`)} {one.title}
                </span>
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Board({
  vehicles,
  today,
  span,
  commitments,
  due,
}: {
  vehicles: readonly VehicleReadiness[];
  today: Day;
  span: MonthSpan;
  commitments: readonly Commitment[];
  due: MaintenanceCalendar['due'];
}) {
  const { t } = useWords();
  const byVehicle = Map.groupBy(commitments, (one) => one.vehicleId);
  return (
    <>
      <ul className={styles['legend']} aria-label={t('fleet.legend')}>
        <li>
          <span className={styles['cell']} data-kind="visits">
            3
          </span>{' '}
          {t('fleet.legendVisits')}
        </li>
        <li>
          <span className={styles['cell']} data-kind="maintenance">
            {t('fleet.short.maintenance')}
          </span>{' '}
          {t('fleet.commitment.maintenance')}
        </li>
        <li>
          <span className={styles['cell']} data-kind="due">
            {t('fleet.short.due')}
          </span>{' '}
          {t('fleet.legendDue')}
        </li>
      </ul>
      <div className={styles['wide']} tabIndex={0} role="region" aria-label={t('fleet.calendar')}>
        <table className={styles['board']}>
          <thead>
            <tr>
              <th scope="col">{t('fleet.vehicle')}</th>
              {span.days.map((day) => (
                <th key={day} scope="col" data-today={day === today || undefined}>
                  {Number(day.slice(8))}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {vehicles.map((vehicle) => {
              const own = byVehicle.get(vehicle.vehicleId) ?? [];
              return (
                <tr key={vehicle.vehicleId}>
                  <th scope="row">
                    <Link to={`/fleet/${vehicle.vehicleId}/calendar`}>{vehicle.name}</Link>
                  </th>
                  {span.days.map((day) => {
                    const here = own.filter((one) => holdsOn(one, day));
                    const workshop = here.some((one) => one.kind === 'maintenance');
                    const visits = here.filter((one) => one.kind !== 'maintenance').length;
                    const ends = due.some((one) => one.vehicleId === vehicle.vehicleId && one.on === day);
                    return (
                      <td key={day} data-today={day === today || undefined}>
                        {workshop && (
                          <span className={styles['cell']} data-kind="maintenance">
                            {t('fleet.short.maintenance')}
                          </span>
                        )}
                        {visits > 0 && (
                          <span className={styles['cell']} data-kind="visits">
                            {visits}
                          </span>
                        )}
                        {ends && (
                          <span className={styles['cell']} data-kind="due">
                            {t('fleet.short.due')}
                          </span>
                        )}
                      </td>
                    );
                  })}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </>
  );
}
