// A doctor's hours for booked times: weekday, from, to, length of a slot, place.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { SelectField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Failure } from '#platform/ui/states/states.tsx';
import { workbenchRoutes, type ClinicHours } from '../../workbench-contract.ts';
import { clockText, familyKey, useChange } from '../use-family.ts';
import { useTeams } from './family-tabs.tsx';
import styles from '../family.module.css';

const minuteOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
const weekdays = [1, 2, 3, 4, 5, 6, 7];
/** Minutes that a slot may last. */
const shortest = 5;
const longest = 120;
const faultsOf = (row: ClinicHours): ('place' | 'span' | 'slot')[] => [
  ...(row.toMinute > row.fromMinute ? [] : ['span' as const]),
  ...(row.slotMinutes >= shortest && row.slotMinutes <= longest ? [] : ['slot' as const]),
  ...(row.place.trim() === '' ? ['place' as const] : []),
];
const usual: ClinicHours = { weekday: 1, fromMinute: 480, toMinute: 690, slotMinutes: 30, place: '' };

export function HoursCard() {
  const { t } = useWords();
  const api = useApi();
  const teams = useTeams();
  const doctors = (teams.data?.teams ?? []).flatMap((team) =>
    team.doctors.map((doctor) => ({
      value: `${team.teamId} ${doctor.staffId}`,
      label: `${team.name} · ${doctor.name}`,
    })),
  );
  const [doctor, setDoctor] = useState('');
  const chosen = doctor || doctors[0]?.value || '';
  const [teamId = '', staffId = ''] = chosen.split(' ');
  const hours = useQuery({
    queryKey: [...familyKey, 'hours'],
    queryFn: ({ signal }) => api.call(workbenchRoutes.hours, { query: {}, signal }),
  });
  return (
    <details className={styles['card']}>
      <summary>{t('family-doctor.hours')}</summary>
      <SelectField
        name="hours-doctor"
        label={t('family-doctor.doctor')}
        value={chosen}
        onChange={setDoctor}
        choices={doctors}
      />
      <QueryView query={hours}>
        {(data) => (
          <Hours
            key={chosen}
            teamId={teamId}
            staffId={staffId}
            hours={data.hours
              .filter((one) => one.teamId === teamId && one.staffId === staffId)
              .map(({ teamId: _team, staffId: _staff, ...rest }) => rest)}
          />
        )}
      </QueryView>
    </details>
  );
}

function Hours({ teamId, staffId, hours }: { teamId: string; staffId: string; hours: readonly ClinicHours[] }) {
  const { t } = useWords();
  const api = useApi();
  const announce = useAnnounce();
  const { run, busy, failure } = useChange();
  const [rows, setRows] = useState<readonly ClinicHours[]>(hours);
  const set = (index: number, part: Partial<ClinicHours>) =>
    setRows(rows.map((row, at) => (at === index ? { ...row, ...part } : row)));
  const save = async () => {
    const body = { teamId, staffId, hours: [...rows] };
    if (await run(() => api.call(workbenchRoutes.setHours, { body }))) announce(t('family-doctor.hoursSaved'));
  };
  const fits = rows.every((row) => faultsOf(row).length === 0);
  return (
    <>
      {rows.map((row, index) => (
        <div key={index} className={styles['row']} role="group" aria-label={t(`family-doctor.weekday.${row.weekday}`)}>
          <label>
            {t('family-doctor.weekday')}{' '}
            <select value={row.weekday} onChange={(event) => set(index, { weekday: Number(event.target.value) })}>
              {weekdays.map((one) => (
                <option key={one} value={one}>
                  {t(`family-doctor.weekday.${one}`)}
                </option>
              ))}
            </select>
          </label>
          <label>
            {t('family-doctor.from')}{' '}
            <input
              type="time"
              value={clockText(row.fromMinute)}
              onChange={(event) => set(index, { fromMinute: minuteOf(event.target.value) })}
            />
          </label>
          <label>
            {t('family-doctor.to')}{' '}
            <input
              type="time"
              value={clockText(row.toMinute)}
              onChange={(event) => set(index, { toMinute: minuteOf(event.target.value) })}
            />
          </label>
          <label>
            {t('family-doctor.slotMinutes')}{' '}
            <input
              type="number"
              min={shortest}
              max={longest}
              value={row.slotMinutes || ''}
              aria-invalid={faultsOf(row).includes('slot') || undefined}
              onChange={(event) => set(index, { slotMinutes: Number(event.target.value) || 0 })}
            />
          </label>
          <label>
            {t('family-doctor.place')}{' '}
            <input value={row.place} maxLength={60} onChange={(event) => set(index, { place: event.target.value })} />
          </label>
          <Button kind="quiet" onClick={() => setRows(rows.filter((_, at) => at !== index))}>
            {t('family-doctor.remove')}
          </Button>
          {faultsOf(row).map((fault) => (
            <LevelTag key={fault} level="red">
              {t(`family-doctor.hoursFault.${fault}`, { shortest, longest })}
            </LevelTag>
          ))}
        </div>
      ))}
      {failure !== undefined && <Failure error={failure} />}
      <div className={styles['row']}>
        <Button onClick={() => setRows([...rows, { ...usual, place: rows.at(-1)?.place ?? '' }])}>
          {t('family-doctor.addHours')}
        </Button>
        <Button kind="primary" busy={busy} disabled={!fits || staffId === ''} onClick={() => void save()}>
          {t('family-doctor.saveHours')}
        </Button>
      </div>
    </>
  );
}
