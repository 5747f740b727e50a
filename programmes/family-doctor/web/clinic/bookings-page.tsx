// Appointments: home visits that residents ask for are agreed or declined, and the doctor's own hours are kept.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { TextField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { workbenchRoutes, type BookingChangeBody, type BookingRow } from '../../workbench-contract.ts';
import { clockText, familyKey, useChange, useFilters } from '../use-family.ts';
import { FamilyHead, TeamOnly, useTeam } from './family-tabs.tsx';
import { HoursCard } from './hours-card.tsx';
import styles from '../family.module.css';

export function BookingsPage() {
  return (
    <TeamOnly>
      <Bookings />
    </TeamOnly>
  );
}

function Bookings() {
  const { t } = useWords();
  const api = useApi();
  const { team } = useTeam();
  const bookings = useQuery({
    queryKey: [...familyKey, 'team-bookings', team],
    queryFn: ({ signal }) => api.call(workbenchRoutes.teamBookings, { query: team ? { team } : {}, signal }),
    refetchInterval: 30_000,
  });
  return (
    <div className={styles['stack']}>
      <FamilyHead />
      <QueryView query={bookings} skeleton={<Skeleton lines={6} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('family-doctor.noBookings')} icon="plan">
              {t('family-doctor.noBookingsText')}
            </Empty>
          ) : (
            <ul className={styles['list']}>
              {items
                .toSorted((one, other) => Number(other.state === 'asked') - Number(one.state === 'asked'))
                .map((row) => (
                  <BookingLine key={row.bookingId} row={row} />
                ))}
            </ul>
          )
        }
      </QueryView>
      <HoursCard />
    </div>
  );
}

function BookingLine({ row }: { row: BookingRow }) {
  const { t, day } = useWords();
  const api = useApi();
  const announce = useAnnounce();
  const { run, busy, failure } = useChange();
  const [moving, setMoving] = useState<'day' | 'cancel' | 'done'>();
  const [evidence, setEvidence] = useState('');
  const { today } = useFilters();
  const [on, setOn] = useState(row.on);
  const [reason, setReason] = useState('');
  const change = async (body: BookingChangeBody) => {
    const params = { personId: row.personId, bookingId: row.bookingId };
    if (await run(() => api.call(workbenchRoutes.changeBooking, { params, body }))) {
      setMoving(undefined);
      const takeBack = () => void change({ state: 'agreed' });
      announce(t(`family-doctor.booking.${body.state}`), body.state === 'done' ? takeBack : undefined);
    }
  };
  const waits = row.state === 'asked';
  return (
    <li className={styles['item']}>
      <span className={styles['who']}>
        <Link to={`/family/people/${row.personId}`}>
          <strong>{row.name}</strong>
        </Link>
        <span>
          {t(`family-doctor.kind.${row.kind}`)} · {day(row.on)} {row.minute !== undefined && clockText(row.minute)}{' '}
          {row.place}
        </span>
        <span>{row.reason}</span>
        <span className="quiet">
          {row.villageName} {row.phone}
        </span>
      </span>
      <LevelTag level={waits ? 'amber' : 'green'}>{t(`family-doctor.booking.${row.state}`)}</LevelTag>
      {row.state !== 'done' && (
        <span className={styles['row']}>
          {waits && (
            <Button kind="primary" busy={busy} onClick={() => void change({ state: 'agreed' })}>
              {t('family-doctor.agree')}
            </Button>
          )}
          {!waits && row.on <= today && (
            <Button
              busy={busy}
              onClick={() => (row.kind === 'home' ? setMoving('done') : void change({ state: 'done' }))}
            >
              {t('family-doctor.noteDone')}
            </Button>
          )}
          {row.kind === 'home' && <Button onClick={() => setMoving('day')}>{t('family-doctor.otherDay')}</Button>}
          <Button kind="quiet" onClick={() => setMoving('cancel')}>
            {t('family-doctor.cancelBooking')}
          </Button>
        </span>
      )}
      {row.state === 'done' && (
        <Button kind="quiet" busy={busy} onClick={() => void change({ state: 'agreed' })}>
          {t('family-doctor.takeDoneBack')}
        </Button>
      )}
      {moving === 'done' && (
        <span className={styles['filters']}>
          <TextField
            name="evidence"
            label={t('family-doctor.evidenceField')}
            value={evidence}
            onChange={setEvidence}
            maxLength={300}
          />
          <Button
            kind="primary"
            busy={busy}
            disabled={evidence.trim().length < 2}
            onClick={() => void change({ state: 'done', evidence: evidence.trim() })}
          >
            {t('family-doctor.enterService')}
          </Button>
        </span>
      )}
      {moving === 'day' && (
        <span className={styles['filters']}>
          <TextField name="on" label={t('family-doctor.visitOn')} type="date" value={on} onChange={setOn} />
          <Button kind="primary" busy={busy} onClick={() => void change({ state: 'agreed', on })}>
            {t('family-doctor.agree')}
          </Button>
        </span>
      )}
      {moving === 'cancel' && (
        <span className={styles['filters']}>
          <TextField
            name="reason"
            label={t('family-doctor.cancelReason')}
            value={reason}
            onChange={setReason}
            maxLength={200}
          />
          <Button
            kind="danger"
            busy={busy}
            disabled={reason.trim() === ''}
            onClick={() => void change({ state: 'cancelled', reason: reason.trim() })}
          >
            {t('family-doctor.cancelBooking')}
          </Button>
        </span>
      )}
      {failure !== undefined && <Failure error={failure} />}
    </li>
  );
}
