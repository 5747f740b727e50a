// The resident's first page: the next step, then the newest values in plain words.
import { usePersonInView } from '#foundation/registry/web/resident/person-in-view.tsx';
import { buttonClass } from '#platform/ui/actions/button.tsx';
import { ReadAloud } from '#platform/ui/elder/read-aloud.tsx';
import { Card } from '#platform/ui/elder/tile.tsx';
import { Icon } from '#platform/ui/icons/icon.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { latestValues, type LatestValue } from '../latest-values.ts';
import { useMeasureTitle } from '../measurement-title.ts';
import { useLatest } from '../record-queries.ts';
import { nextStep } from './next-step.ts';
import styles from './my-health.module.css';

export function MyHealth() {
  const { person } = usePersonInView();
  const latest = useLatest(person.person.personId);
  return <QueryView query={latest}>{({ series }) => <Health values={latestValues(series).slice(0, 4)} />}</QueryView>;
}

function Health({ values }: { values: readonly LatestValue[] }) {
  const { t } = useWords();
  const say = usePlainWords();
  const step = nextStep(values, new Date());
  const { person } = usePersonInView();
  const { team } = person.person;
  const sentence =
    step.step === 'call-doctor'
      ? t('record.next.call', { what: say(step.value) })
      : t(step.step === 'measure-pressure' ? 'record.next.measure' : 'record.next.nothing');
  return (
    <>
      <Card title={t('record.next')} tone="brand">
        <p>{sentence}</p>
        <div className={styles['row']}>
          {step.step === 'call-doctor' && team?.phone && (
            <a className={buttonClass('primary')} href={`tel:${team.phone}`}>
              <Icon name="phone" />
              {t('record.next.callName', { name: team.responsibleName })}
            </a>
          )}
          <ReadAloud text={[sentence, ...values.map(say)].join('。')} />
        </div>
        {step.step === 'call-doctor' && team && !team.phone && (
          <p>{t('record.next.visit', { name: team.responsibleName })}</p>
        )}
      </Card>
      {values.length > 0 && (
        <Card title={t('record.latest')}>
          <ul className={styles['values']}>
            {values.map((value) => (
              <Value key={`${value.code}${value.kind}`} value={value} />
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}

function Value({ value }: { value: LatestValue }) {
  const { t, instant, observedUnit } = useWords();
  const titleOf = useMeasureTitle();
  const level = value.point.interpretation;
  return (
    <li className={styles['value']}>
      <span>{titleOf(value)}</span>
      <span className={styles['figure']}>
        {value.text} <small>{observedUnit(value.unit)}</small>
      </span>
      <span className={styles['said']}>
        {level && <LevelTag level={level === 'normal' ? 'green' : 'amber'}>{t(`record.plain.${level}`)}</LevelTag>}
        <span className="quiet">
          {instant(value.point.at)} · {t(`ui.source.${value.point.source}`)}
        </span>
        {value.point.simulated && <SimulatedBadge />}
      </span>
    </li>
  );
}

/** 血压 156/92，比正常高 */
function usePlainWords() {
  const { t } = useWords();
  const titleOf = useMeasureTitle();
  return (value: LatestValue): string => {
    const level = value.point.interpretation;
    const figure = `${titleOf(value)} ${value.text}`;
    return level ? t('record.plain.sentence', { figure, level: t(`record.plain.${level}`) }) : figure;
  };
}
