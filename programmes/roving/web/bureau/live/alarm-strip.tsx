// What needs somebody now: late and missed visits, vehicles that left without clearance or by override.
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { readinessRoutes, readinessTopic } from '#foundation/fleet/readiness-contract.ts';
import { useApi } from '#platform/ui/api/api-context.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useLiveRefresh } from '#platform/ui/live/use-live.ts';
import type { DayVehicle } from '../../../check-in-contract.ts';
import { clockOf } from './clock-of.ts';
import styles from './live.module.css';

const fewShown = 6;

export function AlarmStrip({
  vehicles,
  isToday,
  onChoose,
}: {
  vehicles: readonly DayVehicle[];
  isToday: boolean;
  onChoose: (id: string) => void;
}) {
  const { t } = useWords();
  const api = useApi();
  useLiveRefresh(readinessTopic, ['fleet', 'readiness']);
  const readiness = useQuery({
    queryKey: ['fleet', 'readiness'],
    enabled: isToday,
    queryFn: ({ signal }) => api.call(readinessRoutes.readiness, { signal }),
  });
  const uncleared = isToday
    ? (readiness.data?.vehicles ?? []).filter((one) => one.departure?.override ?? (one.alarm && !one.departure))
    : [];
  const stops = vehicles.flatMap((one) =>
    one.stops.flatMap((visit) =>
      visit.alarms.filter((alarm) => !alarm.resolvedAt).map((alarm) => ({ visit, alarm, vehicle: one })),
    ),
  );
  const alarms = [
    ...uncleared.slice(0, fewShown / 2).map((one) => ({
      key: one.vehicleId,
      id: one.vehicleId,
      words: t(one.departure ? 'roving.live.alarm.override' : 'roving.live.alarm.uncleared', { vehicle: one.name }),
    })),
    ...stops.map(({ visit, alarm, vehicle }) => ({
      key: visit.visitId + alarm.kind,
      id: visit.visitId,
      words: t(`roving.live.alarm.${alarm.kind}`, {
        vehicle: vehicle.name,
        village: visit.villageName,
        time: clockOf(visit.plannedArriveAt),
      }),
    })),
  ];
  if (alarms.length === 0) return <p className={styles['calm']}>● {t('roving.live.noAlarms')}</p>;
  return (
    <ul className={styles['alarms']} aria-label={t('roving.live.alarms')} aria-live="polite">
      {alarms.slice(0, fewShown).map((one) => (
        <li key={one.key}>
          <button type="button" onClick={() => onChoose(one.id)}>
            <span aria-hidden="true">▲ </span>
            {one.words}
          </button>
        </li>
      ))}
      {uncleared.length > fewShown / 2 && (
        <li>
          <Link to="/fleet">{t('roving.live.moreUncleared', { count: uncleared.length - fewShown / 2 })}</Link>
        </li>
      )}
      {alarms.length > fewShown && (
        <li className="quiet">{t('roving.live.moreAlarms', { count: alarms.length - fewShown })}</li>
      )}
    </ul>
  );
}
