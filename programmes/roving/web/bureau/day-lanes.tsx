// One day as lanes: a line for each vehicle, a block for each stop, gaps where it drives.
import { useState } from 'react';
import { dayOf } from '#platform/contract.ts';
import { SelectField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { Empty } from '#platform/ui/states/states.tsx';
import type { MonthBasis, PlanDetail } from '../../contract.ts';
import { clockText } from '../../rules/clock-text.ts';
import type { VillageStop } from '../../rules/planned-month.ts';
import { LaneBlock } from './lane-block.tsx';
import { MoveNote } from './move-note.tsx';
import { useMoves, type Target } from './use-moves.ts';
import { useAddress } from './use-roving.ts';
import { VisitPanel } from './visit-panel.tsx';
import styles from './roving.module.css';

interface DayLanesProps {
  detail: PlanDetail;
  basis: MonthBasis;
  stops: readonly VillageStop[];
}

/** The day of the address, else today, else the month's first working day. */
export function shownDay(basis: MonthBasis, asked: string | null, today: string): string {
  if (asked && basis.workingDays.includes(asked)) return asked;
  return basis.workingDays.find((on) => on >= today) ?? basis.workingDays[0] ?? today;
}

export function DayLanes({ detail, basis, stops }: DayLanesProps) {
  const { t, day } = useWords();
  const { search, change } = useAddress();
  const editable = useMay('roving.plan.write') && detail.state === 'draft';
  const moves = useMoves(detail, editable);
  const [today] = useState(() => dayOf(new Date()));
  const [dragged, setDragged] = useState<string>();
  const [over, setOver] = useState<Target>();
  const on = shownDay(basis, search.get('on'), today);
  const shown = new Set(stops.map((stop) => stop.villageId));
  const visits = detail.visits.filter((visit) => visit.on === on && shown.has(visit.villageId));
  const held = visits.find((visit) => visit.visitId === dragged);
  const chosen = detail.visits.find((visit) => visit.visitId === search.get('visit'));
  const only = search.get('vehicle');
  const works = new Set(visits.map((visit) => visit.vehicleId));
  // Those that drive stand above; those at home stay as places to drop a visit.
  const lanes = basis.vehicles
    .filter((vehicle) => vehicle.kind !== 'computed-tomography' && (!only || vehicle.vehicleId === only))
    .toSorted((a, b) => Number(works.has(b.vehicleId)) - Number(works.has(a.vehicleId)));
  const first = Math.min(...lanes.map((lane) => lane.shift.fromMinute), 480);
  const last = Math.max(...lanes.map((lane) => lane.shift.toMinute), 1020);
  const hours = Array.from({ length: Math.floor((last - first) / 60) + 1 }, (_, index) => first + index * 60);
  const left = (minute: number) => `${((minute - first) / (last - first)) * 100}%`;
  const isOut = (vehicle: MonthBasis['vehicles'][number]) =>
    vehicle.outOfService.find((span) => span.fromOn <= on && on <= span.toOn);
  return (
    <div className={chosen ? styles['beside'] : styles['alone']}>
      <div className={styles['day']}>
        <div className={styles['choice']}>
          <SelectField
            name="on"
            label={t('roving.day')}
            value={on}
            onChange={(next) => change({ on: next, visit: undefined })}
            choices={basis.workingDays.map((one) => ({ value: one, label: day(one) }))}
          />
        </div>
        {visits.length === 0 && <Empty title={t('roving.nothingOnDay')} icon="plan" />}
        <div className={styles['scroll']} tabIndex={0} role="region" aria-label={t('roving.lanes')}>
          <div className={styles['lanes']}>
            <div className={styles['hours']} aria-hidden="true">
              {hours.map((minute) => (
                <span key={minute} style={{ left: left(minute) }}>
                  {clockText(minute)}
                </span>
              ))}
            </div>
            {lanes.map((lane) => {
              const own = visits.filter((visit) => visit.vehicleId === lane.vehicleId);
              const out = isOut(lane);
              const line = detail.vehicleDays.find((one) => one.vehicleId === lane.vehicleId && one.on === on);
              return (
                <div key={lane.vehicleId} className={styles['lane']} data-kind={lane.kind}>
                  <div className={styles['laneName']}>
                    <strong>{lane.name}</strong>
                    <span className="quiet">
                      {out
                        ? t('roving.outOfService', { reason: out.reason })
                        : line
                          ? t('roving.laneSum', {
                              stops: own.length,
                              kilometres: Math.round(line.metres / 1000),
                              back: clockText(line.returnMinute),
                            })
                          : t('roving.atHome')}
                    </span>
                  </div>
                  <div
                    className={styles['track']}
                    data-takes={(held && held.service === lane.kind) || undefined}
                    onDragOver={(event) => {
                      if (held?.service !== lane.kind) return;
                      event.preventDefault();
                      setOver({ on, vehicleId: lane.vehicleId });
                    }}
                    onDrop={(event) => {
                      event.preventDefault();
                      if (held && over) void moves.move(held, over);
                      setDragged(undefined);
                      setOver(undefined);
                    }}
                  >
                    <ol>
                      {line && (
                        <li
                          aria-hidden="true"
                          className={styles['drive']}
                          style={{ left: left(line.departMinute), right: `calc(100% - ${left(line.returnMinute)})` }}
                        />
                      )}
                      {own.map((visit) => (
                        <LaneBlock
                          key={visit.visitId}
                          visit={visit}
                          name={stops.find((stop) => stop.villageId === visit.villageId)?.villageName ?? ''}
                          left={left(visit.startMinute)}
                          right={`calc(100% - ${left(visit.leaveMinute)})`}
                          chosen={visit.visitId === chosen?.visitId}
                          editable={editable}
                          onChoose={() => change({ visit: visit.visitId })}
                          onDrag={setDragged}
                        />
                      ))}
                    </ol>
                  </div>
                </div>
              );
            })}
          </div>
        </div>
      </div>
      {held && over && <MoveNote visit={held} target={over} outcome={moves.price(held, over)} basis={basis} />}
      {chosen && (
        <VisitPanel
          key={`${chosen.visitId} ${detail.version}`}
          visit={chosen}
          detail={detail}
          basis={basis}
          moves={moves}
          editable={editable}
          onClose={() => change({ visit: undefined })}
        />
      )}
    </div>
  );
}
