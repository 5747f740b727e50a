// The list beside the map: townships with residents, villages and institutions; opening one flies there.
import { useId, useState } from 'react';
import { useWords } from '../i18n/use-words.ts';
import type { MapData, ShownTownship } from './map-data.ts';
import styles from './county-map.module.css';

export interface PlaceListProps {
  data: MapData;
  chosen: string | undefined;
  onChoose: (unitId: string | undefined) => void;
  figures?: { title: string; of: Record<string, number> };
}

export function PlaceList({ data, chosen, onChoose, figures }: PlaceListProps) {
  const { t, count } = useWords();
  const [text, setText] = useState('');
  const id = useId();
  const wanted = text.trim();
  const openTown = data.villages.find((village) => village.unitId === chosen)?.townshipId ?? chosen;
  const chosenOrganisation = data.organisations.find((organisation) => organisation.unitId === chosen);
  const matches = wanted
    ? [...data.townships, ...data.villages, ...data.organisations]
        .filter((one) => one.name.includes(wanted))
        .slice(0, 50)
    : undefined;
  return (
    <div className={styles['list']}>
      <label htmlFor={id} className="unseen">
        {t('ui.map.find')}
      </label>
      <input
        id={id}
        type="search"
        className={styles['find']}
        placeholder={t('ui.map.find')}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {chosenOrganisation && (
        <p className={styles['chosen']}>{t('ui.map.chosen', { name: chosenOrganisation.name })}</p>
      )}
      <div className={styles['scroll']} tabIndex={0} role="region" aria-label={t('ui.map.list')}>
        {matches?.length === 0 && <p className="quiet">{t('ui.map.noMatch')}</p>}
        {matches && (
          <ul>
            {matches.map((one) => (
              <li key={one.unitId}>
                <button
                  type="button"
                  className={styles['row']}
                  aria-pressed={one.unitId === chosen}
                  onClick={() => onChoose(one.unitId)}
                >
                  <span>{one.name}</span>
                  <span className="quiet">{'kind' in one ? t(`ui.glyph.${one.kind}`) : t('ui.map.township')}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
        {!matches && (
          <table className={styles['towns']}>
            <thead>
              <tr>
                <th scope="col">{t('ui.map.township')}</th>
                <th scope="col">{t('ui.map.villageCount')}</th>
                <th scope="col">{t('ui.map.population')}</th>
                {figures && <th scope="col">{figures.title}</th>}
              </tr>
            </thead>
            <tbody>
              {data.townships.map((town) => (
                <TownRows
                  key={town.unitId}
                  town={town}
                  open={openTown === town.unitId}
                  {...{ data, chosen, onChoose, count }}
                  {...(figures && { figures })}
                />
              ))}
            </tbody>
          </table>
        )}
      </div>
    </div>
  );
}

interface TownRowsProps extends PlaceListProps {
  town: ShownTownship;
  open: boolean;
  count: (value: number) => string;
}

function TownRows({ town, open, data, chosen, onChoose, figures, count }: TownRowsProps) {
  const villages = data.villages.filter((village) => village.townshipId === town.unitId);
  return (
    <>
      <tr className={open ? styles['open'] : undefined}>
        <th scope="row">
          <button type="button" aria-expanded={open} onClick={() => onChoose(open ? undefined : town.unitId)}>
            {town.name}
          </button>
        </th>
        <td>{villages.length}</td>
        <td>{count(town.population)}</td>
        {figures && <td>{count(figures.of[town.unitId] ?? 0)}</td>}
      </tr>
      {open &&
        villages.map((village) => (
          <tr key={village.unitId} className={styles['village']}>
            <th scope="row" colSpan={2}>
              <button type="button" aria-pressed={village.unitId === chosen} onClick={() => onChoose(village.unitId)}>
                {village.name}
              </button>
            </th>
            <td>{count(village.population)}</td>
            {figures && <td>{count(figures.of[village.unitId] ?? 0)}</td>}
          </tr>
        ))}
    </>
  );
}
