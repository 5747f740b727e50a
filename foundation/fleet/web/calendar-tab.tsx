// The month of one vehicle: what it has to do on each day, and what falls due.
import { useState } from 'react';
import { dayOf, type Day } from '#platform/contract.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import type { VehicleUpkeep } from '../readiness-contract.ts';
import type { Commitment } from '../tracking-contract.ts';
import { MonthSwitch } from './month-switch.tsx';
import { spanOf, useCommitments, useMaintenanceCalendar } from './use-commitments.ts';
import styles from './fleet.module.css';

const weekdays = ['1', '2', '3', '4', '5', '6', '7'] as const;
/** Monday is 0. */
const weekdayOf = (day: Day) => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
const clock = (at: string) => new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(11, 16);

export const holdsOn = (one: Commitment, day: Day) =>
  dayOf(one.fromAt) <= day && day <= dayOf(new Date(Date.parse(one.toAt) - 1)) && one.status !== 'cancelled';

export function CalendarTab({ vehicleId, today }: { vehicleId: string; upkeep: VehicleUpkeep; today: Day }) {
  const { t } = useWords();
  const [month, setMonth] = useState(today.slice(0, 7));
  const span = spanOf(month);
  const commitments = useCommitments(span, vehicleId);
  const calendar = useMaintenanceCalendar(span);
  const due = calendar.data?.due.filter((one) => one.vehicleId === vehicleId) ?? [];
  const before = weekdayOf(span.from);
  const cells = [...Array.from({ length: before }, () => undefined), ...span.days];
  const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) =>
    Array.from({ length: 7 }, (_, index) => cells[week * 7 + index]),
  );
  return (
    <section className={styles['card']} aria-label={t('fleet.tab.calendar')}>
      <MonthSwitch month={month} onChange={setMonth} />
      <QueryView query={commitments}>
        {({ commitments: all }) => (
          <div className={styles['wide']} tabIndex={0} role="region" aria-label={t('fleet.tab.calendar')}>
            <table className={styles['month']}>
              <thead>
                <tr>
                  {weekdays.map((one) => (
                    <th key={one} scope="col">
                      {t(`fleet.weekday.${one}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {weeks.map((week, index) => (
                  <tr key={index}>
                    {week.map((day, at) => (
                      <td key={day ?? at} data-today={day === today || undefined}>
                        {day && (
                          <>
                            <span className={styles['date']}>{Number(day.slice(8))}</span>
                            {all
                              .filter((one) => holdsOn(one, day))
                              .map((one) => (
                                <span key={one.commitmentId} className={styles['mark']} data-kind={one.kind}>
                                  {one.kind === 'maintenance'
                                    ? t('fleet.commitment.maintenance')
                                    : `${clock(one.fromAt)} ${t(`fleet.commitment.${one.kind}`)}`}
                                  {one.status === 'kept' || one.status === 'missed'
                                    ? ` ${t(`fleet.commitmentState.${one.status}`)}`
                                    : ''}
                                </span>
                              ))}
                            {due
                              .filter((one) => one.on === day)
                              .map((one) => (
                                <span key={one.kind + one.title} className={styles['mark']} data-kind="due">
                                  {t('fleet.dueMark', { what: t(`fleet.maintenance.${one.kind}`), title: one.title })}
                                </span>
                              ))}
                          </>
                        )}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </QueryView>
    </section>
  );
}
