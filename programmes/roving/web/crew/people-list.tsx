// The people of a village: found by name, initials or the end of the ID number, narrowed by what is due, colour and who was seen.
import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { useEngine } from '#foundation/sync/web/use-device.tsx';
import { Button } from '#platform/ui/actions/button.tsx';
import { Empty } from '#platform/ui/states/states.tsx';
import { LevelTag, type Level } from '#platform/ui/states/level.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useLocalText } from '#foundation/knowledge/web/form/use-local-text.ts';
import type { CrewPerson, StopRow } from '../../crew-contract.ts';
import { dueForms } from '../../rules/crew/due.ts';
import { matches, numberInCode } from '../../rules/crew/find-people.ts';
import { attendancesHere, formHere, peopleHere, todayHere } from './people-here.ts';
import { ScanButton } from './scan-button.tsx';
import { personPath } from './use-place.ts';
import styles from './crew.module.css';

const shownAtOnce = 40;
const filters = ['all', 'due', 'seen', 'red-yellow'] as const;
export const levelOf: Record<NonNullable<CrewPerson['colour']>, Level> = {
  red: 'red',
  yellow: 'amber',
  green: 'green',
};
const rank = { red: 0, yellow: 1, green: 2 };

export function PeopleList({ stop }: { stop: StopRow }) {
  const { t, age } = useWords();
  const text = useLocalText();
  const engine = useEngine();
  const [typed, setTyped] = useState('');
  const [filter, setFilter] = useState<(typeof filters)[number]>('all');
  const [shown, setShown] = useState(shownAtOnce);
  const [scanned, setScanned] = useState<string>();
  const today = todayHere(engine);
  const seen = attendancesHere(engine, stop.visitId);
  const all = peopleHere(engine, stop.villageId);
  const rows = useMemo(
    () =>
      all
        .map((here) => ({ ...here, due: dueForms(here.person, here.before, today).filter(({ isDue }) => isDue) }))
        .toSorted(
          (one, other) =>
            Number(other.due.length > 0) - Number(one.due.length > 0) ||
            rank[one.person.colour ?? 'green'] - rank[other.person.colour ?? 'green'] ||
            one.person.name.localeCompare(other.person.name, 'zh-CN'),
        ),
    [all, today],
  );
  const found = rows.filter(
    ({ personId, person, due }) =>
      matches(person, typed) &&
      (filter === 'all' ||
        (filter === 'due' && due.length > 0 && !seen.has(personId)) ||
        (filter === 'seen' && seen.has(personId)) ||
        (filter === 'red-yellow' && (person.colour === 'red' || person.colour === 'yellow'))),
  );
  const scan = (code: string) => {
    const number = numberInCode(code);
    if (!number) return setScanned(t('crew.scan.nothing'));
    const hit =
      'healthRecordNumber' in number
        ? all.find(({ person }) => person.healthRecordNumber === number.healthRecordNumber)?.person.name
        : undefined;
    setScanned(undefined);
    setFilter('all');
    setTyped('idNumber' in number ? number.idNumber.slice(-4) : (hit ?? ''));
    if ('healthRecordNumber' in number && !hit) setScanned(t('crew.scan.unknown'));
  };
  return (
    <div className={styles['stack']}>
      <div className={styles['search']}>
        <input
          type="search"
          className={styles['field']}
          value={typed}
          placeholder={t('crew.searchHint')}
          aria-label={t('crew.searchHint')}
          autoComplete="off"
          onChange={(event) => {
            setTyped(event.target.value);
            setShown(shownAtOnce);
          }}
        />
        <ScanButton onCode={scan} />
      </div>
      {scanned && <p role="status">◆ {scanned}</p>}
      <div className={styles['chips']} role="group" aria-label={t('crew.filter')}>
        {filters.map((name) => (
          <button
            key={name}
            type="button"
            className={styles['chip']}
            aria-pressed={filter === name}
            onClick={() => setFilter(name)}
          >
            {t(`crew.filter.${name}`)}
          </button>
        ))}
      </div>
      <p className="quiet" role="status">
        {t('crew.found', { count: found.length, all: all.length })}
      </p>
      {found.length === 0 && <Empty title={t(all.length === 0 ? 'crew.noPeople' : 'crew.noneFound')} icon="people" />}
      <ul className={styles['rows']}>
        {found.slice(0, shown).map(({ personId, person, due }) => (
          <li key={personId}>
            <Link to={personPath(stop.visitId, personId)} className={styles['row']}>
              <span className={styles['who']}>
                <strong>{person.name}</strong>
                <span className="quiet">
                  {t(`ui.sex.${person.sex}`)} {person.birthOn && age(person.birthOn, today)}
                  {person.idTail && ` · ${t('ui.banner.card', { tail: person.idTail })}`}
                </span>
              </span>
              <span className={styles['tags']}>
                {person.colour && person.colour !== 'green' && (
                  <LevelTag level={levelOf[person.colour]}>{t(`crew.colour.${person.colour}`)}</LevelTag>
                )}
                {seen.has(personId) && (
                  <LevelTag level="green">
                    {t(seen.get(personId)?.fields['endedAt'] ? 'crew.ended' : 'crew.underWay')}
                  </LevelTag>
                )}
                {!seen.has(personId) &&
                  due.map(({ form }) => {
                    const title = formHere(engine, form)?.title;
                    return (
                      <span key={form} className={styles['due']}>
                        {t(`crew.dueShort.${form}`, { defaultValue: title ? text(title) : form })}
                      </span>
                    );
                  })}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {found.length > shown && (
        <Button wide onClick={() => setShown(shown + shownAtOnce)}>
          {t('crew.more', { count: found.length - shown })}
        </Button>
      )}
    </div>
  );
}
