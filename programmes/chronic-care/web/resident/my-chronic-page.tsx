// The resident's own chronic diseases: how each stands in plain words, the last values, the next date, and what to do.
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { dayOf } from '#platform/contract.ts';
import { measurementsRoute } from '#foundation/record/contract.ts';
import { usePersonInView } from '#foundation/registry/web/resident/person-in-view.tsx';
import { buttonClass } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { ReadAloud } from '#platform/ui/elder/read-aloud.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Skeleton } from '#platform/ui/states/states.tsx';
import type { Registration } from '../../contract.ts';
import type { Disease } from '../../rules/disease.ts';
import { ColourTag } from '../chronic-words.tsx';
import { chronicKey, useRegisters } from '../use-chronic.ts';
import styles from '../chronic.module.css';

/** LOINC codes whose last values matter for the disease. */
const shown: Record<Disease, readonly string[]> = {
  hypertension: ['8480-6', '8462-4'],
  diabetes: ['76629-5', '4548-4'],
  copd: ['59408-5'],
  stroke: ['8480-6', '8462-4'],
  ckd: ['14682-9'],
};

export function MyChronicPage() {
  const { t } = useWords();
  const { person } = usePersonInView();
  const { personId } = person.person;
  const registers = useRegisters(personId);
  return (
    <>
      <title>{t('chronic-care.mine')}</title>
      <h1>{t('chronic-care.mine')}</h1>
      <QueryView query={registers} skeleton={<Skeleton lines={6} />}>
        {(data) => {
          const followed = data.registrations.filter(({ colour }) => colour !== undefined);
          return followed.length === 0 ? (
            <Empty title={t('chronic-care.mineNone')} icon="condition">
              {t('chronic-care.mineNoneText')}
            </Empty>
          ) : (
            <div className={styles['stack']}>
              {followed.map((one) => (
                <Mine key={one.disease} registration={one} />
              ))}
            </div>
          );
        }}
      </QueryView>
    </>
  );
}

function Mine({ registration }: { registration: Registration }) {
  const { t, date, unit, instant } = useWords();
  const api = useApi();
  const { personId, disease, colour, nextDueOn } = registration;
  const values = useQuery({
    queryKey: [...chronicKey, 'values', personId],
    queryFn: ({ signal }) => api.call(measurementsRoute, { params: { personId }, query: {}, signal }),
  });
  const name = t(`chronic-care.disease.${disease}`);
  const said = `${name}：${t(`chronic-care.plain.${colour}`)}${t(`chronic-care.todo.${colour}`)}`;
  const last = (values.data?.series ?? []).flatMap((series) => {
    const point = series.points.at(-1);
    return point && shown[disease].includes(series.code) ? [{ series, point }] : [];
  });
  return (
    <section className={styles['card']} aria-label={name}>
      <h2>{name}</h2>
      <div className={styles['row']}>
        <ColourTag colour={colour} />
        <strong>{t(`chronic-care.plain.${colour}`)}</strong>
      </div>
      <p>{t(`chronic-care.todo.${colour}`)}</p>
      {last.length > 0 && (
        <ul className={styles['lines']}>
          {last.map(({ series, point }) => (
            <li key={series.code}>
              <span>{series.title}</span>
              <strong>
                {point.value} {unit(series.unit)}
              </strong>
              <span className="quiet">{instant(point.at)}</span>
            </li>
          ))}
        </ul>
      )}
      {nextDueOn && (
        <p>
          {t(nextDueOn < dayOf(new Date()) ? 'chronic-care.mineOverdue' : 'chronic-care.mineNext', {
            day: date(nextDueOn),
          })}
        </p>
      )}
      <div className={styles['row']}>
        <Link className={buttonClass('primary')} to="/family-doctor/messages">
          {t('chronic-care.askDoctor')}
        </Link>
        <ReadAloud text={said} />
      </div>
    </section>
  );
}
