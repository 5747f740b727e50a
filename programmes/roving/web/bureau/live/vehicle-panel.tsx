// One vehicle of the day: its stops planned against actual, and what proves a stop.
import { useState } from 'react';
import { Link } from 'react-router';
import { Button } from '#platform/ui/actions/button.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import type { DayVehicle, VisitCheckIn } from '../../../check-in-contract.ts';
import type { VisitState } from '../../../rules/visit-state.ts';
import { clockOf } from './clock-of.ts';
import { Evidence } from './evidence.tsx';
import { LookTag } from './vehicle-list.tsx';
import { StateTag } from './state-tag.tsx';
import { lookOf } from './vehicle-look.ts';
import styles from './live.module.css';

export function VehiclePanel({
  vehicle,
  stop,
  stateOf,
  onStop,
  onBack,
}: {
  vehicle: DayVehicle;
  /** The chosen visit. */
  stop: string | undefined;
  stateOf: (stop: VisitCheckIn) => VisitState;
  onStop: (visitId: string | undefined) => void;
  onBack: () => void;
}) {
  const { t, ago } = useWords();
  const [now] = useState(() => new Date());
  return (
    <section className={styles['panel']} aria-label={vehicle.name}>
      <div className={styles['line']}>
        <Button kind="quiet" icon="back" onClick={onBack}>
          {t('roving.live.allVehicles')}
        </Button>
        <Link to={`/fleet/${vehicle.vehicleId}`}>{t('roving.live.wholeVehicle')}</Link>
      </div>
      <h2>
        {vehicle.name} <span className="quiet">{vehicle.plate}</span>
      </h2>
      <p>
        <LookTag look={lookOf(vehicle)} />{' '}
        {vehicle.latest && (
          <span className="quiet">
            {t('roving.live.heard', {
              when: ago(vehicle.latest.receivedAt, now),
              speed: Math.round(vehicle.latest.speedKilometresPerHour),
            })}
          </span>
        )}
      </p>
      <p className="quiet">
        {t('roving.live.outAndBack', { out: clockOf(vehicle.departedAt), back: clockOf(vehicle.returnedAt) })}
      </p>
      {vehicle.stops.length === 0 && <p>{t('roving.live.nothingToday')}</p>}
      <ol className={styles['stops']}>
        {vehicle.stops.map((one) => (
          <li key={one.visitId} data-chosen={one.visitId === stop || undefined}>
            <button
              type="button"
              aria-expanded={one.visitId === stop}
              onClick={() => onStop(one.visitId === stop ? undefined : one.visitId)}
            >
              <span className={styles['line']}>
                <strong>{one.villageName}</strong>
                <StateTag state={stateOf(one)} />
              </span>
              <span className={styles['line']}>
                <span className="quiet">
                  {t('roving.live.planned', { from: clockOf(one.plannedArriveAt), to: clockOf(one.plannedLeaveAt) })}
                </span>
                <span>{t('roving.live.actual', { from: clockOf(one.arriveAt), to: clockOf(one.leaveAt) })}</span>
              </span>
            </button>
            {one.visitId === stop && <Evidence visit={one} />}
          </li>
        ))}
      </ol>
    </section>
  );
}
