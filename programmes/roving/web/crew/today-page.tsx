// The crew's day: stops in order with time, point and vehicle, how many people, how many are done and due.
import { Link } from 'react-router';
import { useEngine } from '#foundation/sync/web/use-device.tsx';
import { Empty } from '#platform/ui/states/states.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import type { StopRow } from '../../crew-contract.ts';
import { clockText } from '../../rules/clock-text.ts';
import { dueForms } from '../../rules/crew/due.ts';
import { attendancesHere, peopleHere, stopsHere, todayHere } from './people-here.ts';
import { stopPath } from './use-place.ts';
import styles from './crew.module.css';

export function TodayPage() {
  const { t, day } = useWords();
  const engine = useEngine();
  const today = todayHere(engine);
  const stops = stopsHere(engine);
  const days = [...new Set([today, ...stops.map(({ on }) => on)])].toSorted().filter((on) => on >= today);
  const late = stops.filter(({ on }) => on < today);
  return (
    <div className={styles['stack']}>
      {stops.length === 0 && (
        <>
          <h1>{day(today)}</h1>
          <Empty title={t('crew.noVillages')} icon="visit">
            {t('crew.noVillagesWhy')}
          </Empty>
        </>
      )}
      {stops.length > 0 &&
        days.map((on) => (
          <section key={on} className={styles['stack']}>
            {on === today ? <h1>{t('crew.todayIs', { day: day(on) })}</h1> : <h2>{day(on)}</h2>}
            <StopList stops={stops.filter((stop) => stop.on === on)} />
          </section>
        ))}
      {late.length > 0 && (
        <section className={styles['stack']}>
          <h2>{t('crew.before')}</h2>
          <StopList stops={late} />
        </section>
      )}
    </div>
  );
}

function StopList({ stops }: { stops: readonly StopRow[] }) {
  const { t } = useWords();
  const engine = useEngine();
  const today = todayHere(engine);
  if (stops.length === 0) return <p className="quiet">{t('crew.noStopsToday')}</p>;
  return (
    <ol className={styles['cards']}>
      {stops.map((stop) => {
        const people = peopleHere(engine, stop.villageId);
        const seen = attendancesHere(engine, stop.visitId);
        const ended = [...seen.values()].filter((one) => one.fields['endedAt']).length;
        const due = people.filter(
          ({ personId, person, before }) =>
            !seen.has(personId) && dueForms(person, before, today).some(({ isDue }) => isDue),
        ).length;
        return (
          <li key={stop.visitId}>
            <Link to={stopPath(stop.visitId)} className={styles['card']}>
              <span className={styles['when']}>
                {clockText(stop.startMinute)}–{clockText(stop.leaveMinute)}
              </span>
              <span className={styles['what']}>
                <strong>{stop.villageName}</strong>
                <span className="quiet">
                  {t(`crew.service.${stop.service}`)} · {stop.pointName}
                  {stop.vehicleName && ` · ${stop.vehicleName}`}
                </span>
                <span className={styles['figures']}>
                  <span>{t('crew.peopleCount', { count: people.length })}</span>
                  <span data-tone={due > 0 ? 'amber' : undefined}>{t('crew.dueCount', { count: due })}</span>
                  <span data-tone={ended > 0 ? 'green' : undefined}>
                    {t('crew.seenCount', { seen: seen.size, ended })}
                  </span>
                </span>
              </span>
            </Link>
          </li>
        );
      })}
    </ol>
  );
}
