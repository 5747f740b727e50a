// Which villages an institution reaches by road within 15, 30 and 60 minutes: polygons on the map, the same in a list.
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useApi } from '#platform/ui/api/api-context.ts';
import { SelectField } from '#platform/ui/form/fields.tsx';
import { formatDistance } from '#platform/ui/format/quantities.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { CountyMap } from '#platform/ui/map/county-map.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Skeleton } from '#platform/ui/states/states.tsx';
import { geoRoutes, type CountyMap as CountyMapData, type IsochroneReply } from '../../contract.ts';
import { useRoadLines } from './use-road-lines.ts';
import styles from './roads.module.css';

const spans = [15, 30, 60] as const;
/** Those from which people set out first, the bureau's own house last. */
const order = ['hospital', 'emergency-centre', 'emergency-station', 'health-centre'];

export function Reach({
  data,
  loaded,
  from,
  onFrom,
}: {
  data: CountyMapData;
  /** A road network is there. */
  loaded: boolean;
  from: string | undefined;
  onFrom: (unitId: string) => void;
}) {
  const { t } = useWords();
  const api = useApi();
  const [place, setPlace] = useState<string>();
  const [minutes, setMinutes] = useState<number>(60);
  const choices = useMemo(
    () =>
      data.organisations
        .filter(({ kind }) => order.includes(kind))
        .toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || a.name.localeCompare(b.name, 'zh-CN')),
    [data.organisations],
  );
  const start = choices.find(({ unitId }) => unitId === from) ?? choices[0];
  const reach = useQuery({
    queryKey: ['reach', start?.unitId],
    enabled: start !== undefined,
    queryFn: ({ signal }) =>
      api.call(geoRoutes.isochrone, {
        body: { datum: 'WGS-84', from: [start!.lon, start!.lat], minutes: [...spans] },
        signal,
      }),
    staleTime: 10 * 60_000,
  });
  const areas = useMemo(() => reach.data?.areas.filter((area) => area.minutes <= minutes), [reach.data, minutes]);
  const startAt = useMemo((): [number, number] | undefined => (start ? [start.lon, start.lat] : undefined), [start]);
  const overlays = useRoadLines(areas, startAt);
  if (!start)
    return (
      <Empty title={t('geo.county.none')} icon="map">
        {t('geo.county.noneText')}
      </Empty>
    );
  const choose = (unitId: string | undefined) => {
    if (unitId && choices.some((one) => one.unitId === unitId)) onFrom(unitId);
    setPlace(unitId);
  };
  return (
    <section aria-label={t('geo.reach.title')}>
      <div className={styles['asked']}>
        <SelectField
          name="from"
          label={t('geo.reach.from')}
          value={start.unitId}
          onChange={(unitId) => choose(unitId)}
          choices={choices.map(({ unitId, name }) => ({ value: unitId, label: name }))}
        />
        <fieldset className={styles['spans']}>
          <legend>{t('geo.reach.within')}</legend>
          {spans.map((span) => (
            <label key={span}>
              <input type="radio" name="minutes" checked={minutes === span} onChange={() => setMinutes(span)} />
              {t('geo.reach.minutes', { minutes: span })}
            </label>
          ))}
        </fieldset>
      </div>
      {!loaded && (
        <p className={styles['estimate']}>
          <span aria-hidden="true">◆ </span>
          {t('geo.reach.estimate')}
        </p>
      )}
      <div className={styles['map']}>
        <CountyMap
          data={data}
          chosen={place}
          onChoose={choose}
          overlays={overlays}
          beside={
            <QueryView query={reach} skeleton={<Skeleton lines={12} />}>
              {(reply) => <Reached data={data} reply={reply} minutes={minutes} chosen={place} onChoose={choose} />}
            </QueryView>
          }
        />
      </div>
    </section>
  );
}

function Reached({
  data,
  reply,
  minutes,
  chosen,
  onChoose,
}: {
  data: CountyMapData;
  reply: IsochroneReply;
  minutes: number;
  chosen: string | undefined;
  onChoose: (unitId: string) => void;
}) {
  const { t, count, language } = useWords();
  const ofCounty = useMemo(() => new Set(data.villages.map(({ unitId }) => unitId)), [data.villages]);
  const within = reply.villages.filter(({ unitId, seconds }) => ofCounty.has(unitId) && seconds <= minutes * 60);
  const people = within.reduce((sum, { population }) => sum + population, 0);
  const all = data.villages.reduce((sum, { population }) => sum + population, 0);
  return (
    <>
      <p className={styles['sum']}>
        <strong>{t('geo.reach.sum', { count: within.length, of: data.villages.length })}</strong>
        <span className="quiet">
          {t('geo.reach.people', { people: count(people), share: all === 0 ? 0 : Math.round((100 * people) / all) })}
        </span>
      </p>
      <div className={styles['scroll']} tabIndex={0} role="region" aria-label={t('geo.reach.list')}>
        {within.length === 0 && <p className="quiet">{t('geo.reach.none')}</p>}
        {within.length > 0 && (
          <table>
            <thead>
              <tr>
                <th scope="col">{t('geo.reach.village')}</th>
                <th scope="col">{t('geo.reach.time')}</th>
                <th scope="col">{t('geo.reach.distance')}</th>
              </tr>
            </thead>
            <tbody>
              {within.map(({ unitId, name, seconds, metres }) => (
                <tr key={unitId}>
                  <th scope="row">
                    <button type="button" aria-pressed={unitId === chosen} onClick={() => onChoose(unitId)}>
                      {name}
                    </button>
                  </th>
                  <td>{t('geo.reach.minutes', { minutes: Math.max(1, Math.round(seconds / 60)) })}</td>
                  <td>{formatDistance(metres, language)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </>
  );
}
