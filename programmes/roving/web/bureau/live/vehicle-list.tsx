// The list beside the map says the same: which vehicle does what, where it goes next; find, sort, filter.
import { useState } from 'react';
import { light } from '#platform/ui/theme/tokens.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import type { DayVehicle } from '../../../check-in-contract.ts';
import { clockOf } from './clock-of.ts';
import { lookColour, lookOf, lookShape, vehicleLooks, type VehicleLook } from './vehicle-look.ts';
import styles from './live.module.css';

const sorts = ['state', 'name', 'next'] as const;

export function LookTag({ look }: { look: VehicleLook }) {
  const { t } = useWords();
  return (
    <span className={styles['look']} style={{ color: look === 'no-visits' ? light.quiet : lookColour[look] }}>
      <span aria-hidden="true">{lookShape[look]} </span>
      {t(`roving.live.look.${look}`)}
    </span>
  );
}

export function VehicleList({
  vehicles,
  onChoose,
}: {
  vehicles: readonly DayVehicle[];
  onChoose: (vehicleId: string) => void;
}) {
  const { t } = useWords();
  const [text, setText] = useState('');
  const [look, setLook] = useState<string>('');
  const [township, setTownship] = useState('');
  const [sort, setSort] = useState<(typeof sorts)[number]>('state');
  const townships = [
    ...new Map(vehicles.flatMap((one) => one.stops.map((stop) => [stop.townshipId, stop.townshipName] as const))),
  ];
  const nextOf = (one: DayVehicle) => one.stops.find((stop) => stop.visitId === one.nextVisitId);
  const order = {
    state: (a: DayVehicle, b: DayVehicle) => vehicleLooks.indexOf(lookOf(a)) - vehicleLooks.indexOf(lookOf(b)),
    name: (a: DayVehicle, b: DayVehicle) => a.name.localeCompare(b.name, 'zh-CN', { numeric: true }),
    next: (a: DayVehicle, b: DayVehicle) =>
      (nextOf(a)?.plannedArriveAt ?? '~').localeCompare(nextOf(b)?.plannedArriveAt ?? '~'),
  }[sort];
  const shown = vehicles
    .filter((one) => !look || lookOf(one) === look)
    .filter((one) => !township || one.stops.some((stop) => stop.townshipId === township))
    .filter((one) =>
      `${one.name}${one.plate}${one.organisationName}${one.stops.map((stop) => stop.villageName).join('')}`.includes(
        text.trim(),
      ),
    )
    .toSorted(order);
  return (
    <div className={styles['beside']}>
      <div className={styles['filters']} role="search">
        <input
          type="search"
          aria-label={t('roving.live.find')}
          placeholder={t('roving.live.find')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <select aria-label={t('roving.live.state')} value={look} onChange={(event) => setLook(event.target.value)}>
          <option value="">{t('roving.live.anyState')}</option>
          {vehicleLooks.map((one) => (
            <option key={one} value={one}>
              {t(`roving.live.look.${one}`)}
            </option>
          ))}
        </select>
        <select
          aria-label={t('roving.township')}
          value={township}
          onChange={(event) => setTownship(event.target.value)}
        >
          <option value="">{t('roving.live.anyTownship')}</option>
          {townships.map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
        <select
          aria-label={t('roving.live.sort')}
          value={sort}
          onChange={(event) => setSort(event.target.value as typeof sort)}
        >
          {sorts.map((one) => (
            <option key={one} value={one}>
              {t(`roving.live.sortBy.${one}`)}
            </option>
          ))}
        </select>
      </div>
      <ul className={styles['vehicles']} aria-label={t('roving.vehicles')}>
        {shown.map((one) => {
          const next = nextOf(one);
          const done = one.stops.filter((stop) => stop.arriveAt).length;
          return (
            <li key={one.vehicleId}>
              <button type="button" onClick={() => onChoose(one.vehicleId)}>
                <span className={styles['line']}>
                  <strong>{one.name}</strong>
                  <LookTag look={lookOf(one)} />
                </span>
                <span className={styles['line']}>
                  <span className="quiet">
                    {next
                      ? t('roving.live.next', { village: next.villageName, time: clockOf(next.plannedArriveAt) })
                      : t(one.stops.length > 0 ? 'roving.live.allDone' : 'roving.live.nothingToday')}
                  </span>
                  {one.stops.length > 0 && <span>{t('roving.live.came', { done, all: one.stops.length })}</span>}
                </span>
              </button>
            </li>
          );
        })}
        {shown.length === 0 && <li className={styles['none']}>{t('roving.live.noMatch')}</li>}
      </ul>
    </div>
  );
}
