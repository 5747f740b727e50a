// The CT truck's year: month by month, townships together; a stop is moved to another day by menu.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { dayOf } from '#platform/contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { Confirm } from '#platform/ui/actions/confirm.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { SelectField } from '#platform/ui/form/fields.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { rovingRoutes, type TomographyYear } from '../../contract.ts';
import { RovingTabs } from './roving-tabs.tsx';
import { rovingKey, useAddress } from './use-roving.ts';
import styles from './roving.module.css';

type Stop = TomographyYear['stops'][number];

export function TomographyPage() {
  const { t } = useWords();
  const api = useApi();
  const { search, change } = useAddress();
  const year = /^\d{4}$/.test(search.get('year') ?? '') ? search.get('year')! : dayOf(new Date()).slice(0, 4);
  const query = useQuery({
    queryKey: [...rovingKey, 'tomography', year],
    queryFn: ({ signal }) => api.call(rovingRoutes.tomographyYear, { params: { year }, signal }),
  });
  const step = (by: number) => change({ year: String(Number(year) + by) });
  return (
    <>
      <PageHead title={t('roving.tomography')}>
        <div className={styles['months']}>
          <Button kind="quiet" icon="back" onClick={() => step(-1)}>
            {t('roving.yearBefore')}
          </Button>
          <strong>{t('roving.year', { year })}</strong>
          <Button kind="quiet" icon="next" onClick={() => step(1)}>
            {t('roving.yearAfter')}
          </Button>
        </div>
      </PageHead>
      <RovingTabs />
      <QueryView query={query} skeleton={<Skeleton height={480} />}>
        {(data) => <Year key={`${data.year} ${data.version}`} data={data} />}
      </QueryView>
    </>
  );
}

function Year({ data }: { data: TomographyYear }) {
  const { t } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const mayWrite = useMay('roving.basis.write');
  const [chosen, setChosen] = useState<Stop>();
  const [asking, setAsking] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const params = { year: String(data.year) };
  const keep = (after: TomographyYear) => queries.setQueryData([...rovingKey, 'tomography', params.year], after);
  const save = async (stops: readonly { villageId: string; on: string }[], version: number) => {
    const body = { stops: stops.map(({ villageId, on }) => ({ villageId, on })) };
    const after = await api.call(rovingRoutes.setTomography, { params, body, ifMatch: version });
    keep(after);
    return after;
  };
  const attempt = async (work: () => Promise<void>) => {
    setFailure(undefined);
    try {
      await work();
    } catch (error) {
      setFailure(error);
      await queries.invalidateQueries({ queryKey: [...rovingKey, 'tomography'] });
    }
  };
  const move = (stop: Stop, on: string) =>
    attempt(async () => {
      const moved = data.stops.map((one) => (one.villageId === stop.villageId ? { ...one, on } : one));
      const after = await save(moved, data.version);
      announce(t('roving.stopMoved', { village: stop.villageName }), () =>
        attempt(async () => void (await save(data.stops, after.version))),
      );
    });
  const layOut = () =>
    attempt(async () => {
      setAsking(false);
      keep(await api.call(rovingRoutes.layOutTomography, { params, idempotencyKey: newId() }));
    });
  const months = Map.groupBy(data.stops, (stop) => Number(stop.on.slice(5, 7)));
  return (
    <>
      <div className={styles['row']}>
        <span>{t('roving.yearSum', { stops: data.stops.length })}</span>
        {mayWrite && (
          <Button kind={data.stops.length === 0 ? 'primary' : 'plain'} onClick={() => setAsking(true)}>
            {t('roving.layOut')}
          </Button>
        )}
      </div>
      {failure !== undefined && <Failure error={failure} />}
      <Confirm
        open={asking}
        danger={data.stops.length > 0}
        title={t('roving.layOutTitle', { year: data.year })}
        verb={t('roving.layOut')}
        onClose={() => setAsking(false)}
        onConfirm={() => void layOut()}
      >
        {t('roving.layOutText')}
      </Confirm>
      {data.stops.length === 0 && (
        <Empty title={t('roving.noYear')} icon="plan">
          {t('roving.noYearText')}
        </Empty>
      )}
      <div className={styles['year']}>
        {[...months].map(([month, stops]) => (
          <section key={month} className={styles['yearMonth']} aria-label={t('roving.monthOnly', { month })}>
            <h2>
              {t('roving.monthOnly', { month })}{' '}
              <span className="quiet">{t('roving.stopCount', { count: stops.length })}</span>
            </h2>
            <ol>
              {stops.map((stop) => (
                <li key={stop.villageId}>
                  <button
                    type="button"
                    className={styles['stop']}
                    aria-pressed={chosen?.villageId === stop.villageId}
                    disabled={!mayWrite}
                    onClick={() => setChosen(chosen?.villageId === stop.villageId ? undefined : stop)}
                  >
                    <span>{t('roving.dayOnly', { day: Number(stop.on.slice(8)) })}</span>
                    <span>
                      {stop.villageName} <span className="quiet">{stop.townshipName}</span>
                    </span>
                  </button>
                  {chosen?.villageId === stop.villageId && (
                    <MoveStop stop={stop} data={data} onMove={(on) => void move(stop, on)} />
                  )}
                </li>
              ))}
            </ol>
          </section>
        ))}
      </div>
    </>
  );
}

function MoveStop({ stop, data, onMove }: { stop: Stop; data: TomographyYear; onMove: (on: string) => void }) {
  const { t, day } = useWords();
  const taken = Map.groupBy(data.stops, (one) => one.on);
  return (
    <SelectField
      name="stop-day"
      label={t('roving.toDay')}
      value={stop.on}
      onChange={onMove}
      choices={data.workingDays.map((on) => ({
        value: on,
        label: `${day(on)}${
          taken.has(on)
            ? ` · ${taken
                .get(on)!
                .map((one) => one.villageName)
                .join(t('ui.comma'))}`
            : ''
        }`,
      }))}
    />
  );
}
