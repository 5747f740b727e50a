// Appointments with the doctor: the coming ones, a free time to book, or a home visit to ask for.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { Confirm } from '#platform/ui/actions/confirm.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { Card } from '#platform/ui/elder/tile.tsx';
import { SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { workbenchRoutes, type Booking, type BookingBody, type SlotsReply } from '../../workbench-contract.ts';
import { clockText, familyKey, useChange, useFilters } from '../use-family.ts';
import styles from '../family.module.css';

export function MyBookings({ personId }: { personId: string }) {
  const { t } = useWords();
  const api = useApi();
  const { today } = useFilters();
  const [asking, setAsking] = useState<'clinic' | 'home'>();
  const params = { personId };
  const bookings = useQuery({
    queryKey: [...familyKey, 'bookings', personId],
    queryFn: ({ signal }) => api.call(workbenchRoutes.bookings, { params, signal }),
  });
  return (
    <Card title={t('family-doctor.bookings')}>
      <QueryView query={bookings} skeleton={<Skeleton lines={2} />}>
        {({ items }) => {
          const coming = items.filter(({ on, state }) => on >= today && state !== 'cancelled');
          return coming.length === 0 ? (
            <p>{t('family-doctor.noneBooked')}</p>
          ) : (
            <ul className={styles['list']}>
              {coming.map((one) => (
                <Coming key={one.bookingId} booking={one} />
              ))}
            </ul>
          );
        }}
      </QueryView>
      <div className={styles['row']}>
        <Button icon="clock" onClick={() => setAsking('clinic')}>
          {t('family-doctor.bookTime')}
        </Button>
        <Button icon="home" onClick={() => setAsking('home')}>
          {t('family-doctor.askVisit')}
        </Button>
      </div>
      {asking === 'clinic' && <BookTime personId={personId} onDone={() => setAsking(undefined)} />}
      {asking === 'home' && <AskVisit personId={personId} onDone={() => setAsking(undefined)} />}
    </Card>
  );
}

function Coming({ booking }: { booking: Booking }) {
  const { t, day } = useWords();
  const api = useApi();
  const { run, busy, failure } = useChange();
  const [asking, setAsking] = useState(false);
  const params = { personId: booking.personId, bookingId: booking.bookingId };
  return (
    <li className={styles['item']}>
      <span className={styles['who']}>
        <strong>
          {day(booking.on)} {booking.minute !== undefined && clockText(booking.minute)}
        </strong>
        <span>
          {t(`family-doctor.kind.${booking.kind}`)} · {booking.doctorName} {booking.place}
        </span>
        <span>{t(`family-doctor.mineBooking.${booking.state}`)}</span>
      </span>
      {booking.state !== 'done' && <Button onClick={() => setAsking(true)}>{t('family-doctor.cancelBooking')}</Button>}
      <Confirm
        open={asking}
        title={t('family-doctor.cancelTitle')}
        verb={t('family-doctor.cancelBooking')}
        busy={busy}
        onConfirm={() =>
          void run(() => api.call(workbenchRoutes.cancelBooking, { params })).then(() => setAsking(false))
        }
        onClose={() => setAsking(false)}
      >
        {t(`family-doctor.cancelText.${booking.kind}`, { day: day(booking.on), doctor: booking.doctorName })}
      </Confirm>
      {failure !== undefined && <Failure error={failure} />}
    </li>
  );
}

function useBook(personId: string, onDone: () => void) {
  const { t } = useWords();
  const api = useApi();
  const announce = useAnnounce();
  const { run, busy, failure } = useChange();
  const [bookingId] = useState(newId);
  const book = async (rest: Omit<BookingBody, 'bookingId'>) => {
    const body = { bookingId, ...rest };
    if (!(await run(() => api.call(workbenchRoutes.book, { params: { personId }, body })))) return;
    announce(t(rest.kind === 'home' ? 'family-doctor.visitAsked' : 'family-doctor.timeBooked'));
    onDone();
  };
  return { book, busy, failure };
}

function BookTime({ personId, onDone }: { personId: string; onDone: () => void }) {
  const { t } = useWords();
  const api = useApi();
  const slots = useQuery({
    queryKey: [...familyKey, 'slots', personId],
    queryFn: ({ signal }) => api.call(workbenchRoutes.slots, { params: { personId }, signal }),
  });
  return (
    <QueryView query={slots} skeleton={<Skeleton lines={3} />}>
      {(data) =>
        data.days.some(({ minutes }) => minutes.length > 0) ? (
          <Times personId={personId} slots={data} onDone={onDone} />
        ) : (
          <p>{t('family-doctor.noTimes')}</p>
        )
      }
    </QueryView>
  );
}

function Times({ personId, slots, onDone }: { personId: string; slots: SlotsReply; onDone: () => void }) {
  const { t, day } = useWords();
  const { book, busy, failure } = useBook(personId, onDone);
  const free = slots.days.filter(({ minutes }) => minutes.length > 0);
  const [on, setOn] = useState(free[0]!.on);
  const [reason, setReason] = useState('');
  const shown = free.find((one) => one.on === on) ?? free[0]!;
  return (
    <div className={styles['stack']}>
      <TextField
        name="reason"
        label={t('family-doctor.bookReason')}
        value={reason}
        onChange={setReason}
        maxLength={200}
      />
      <SelectField
        name="day"
        label={t('family-doctor.whichDay')}
        value={shown.on}
        onChange={setOn}
        choices={free.map((one) => ({ value: one.on, label: `${day(one.on)} ${one.place}` }))}
      />
      <p>{t('family-doctor.pressTime')}</p>
      <div className={styles['slots']}>
        {shown.minutes.map((minute) => (
          <Button
            key={minute}
            busy={busy}
            disabled={reason.trim() === ''}
            onClick={() => void book({ kind: 'clinic', on: shown.on, minute, reason: reason.trim() })}
          >
            {clockText(minute)}
          </Button>
        ))}
      </div>
      {failure !== undefined && <Failure error={failure} />}
    </div>
  );
}

function AskVisit({ personId, onDone }: { personId: string; onDone: () => void }) {
  const { t } = useWords();
  const { today } = useFilters();
  const { book, busy, failure } = useBook(personId, onDone);
  const [on, setOn] = useState(today);
  const [reason, setReason] = useState('');
  return (
    <div className={styles['stack']}>
      <TextField name="visit-on" label={t('family-doctor.whichDay')} type="date" value={on} onChange={setOn} />
      <TextField
        name="visit-reason"
        label={t('family-doctor.bookReason')}
        value={reason}
        onChange={setReason}
        maxLength={200}
      />
      {failure !== undefined && <Failure error={failure} />}
      <div className={styles['row']}>
        <Button
          kind="primary"
          busy={busy}
          disabled={reason.trim() === ''}
          onClick={() => void book({ kind: 'home', on, reason: reason.trim() })}
        >
          {t('family-doctor.askVisit')}
        </Button>
        <Button kind="quiet" onClick={onDone}>
          {t('family-doctor.cancel')}
        </Button>
      </div>
    </div>
  );
}
