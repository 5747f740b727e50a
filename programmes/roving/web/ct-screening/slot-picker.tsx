// Free times of a CT stop as buttons; where none is left one can wait for one.
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import { ctRoutes, type CtPersonReply, type CtScreening } from '../../ct-screening-contract.ts';
import { clockText } from '../../rules/clock-text.ts';
import { useChange } from './use-ct.ts';
import styles from './ct.module.css';

export function SlotPicker({ row, free }: { row: CtScreening; free: CtPersonReply['free'][number] | undefined }) {
  const { t, day } = useWords();
  const api = useApi();
  const { run, busy, failure } = useChange();
  const [changing, setChanging] = useState(false);
  const params = { personId: row.personId, year: String(row.year) };
  if (!free) return <p className="quiet">{t('roving.ct.noStopYet')}</p>;
  const book = (minute: number) =>
    run(() => api.call(ctRoutes.book, { params, body: { minute }, idempotencyKey: newId() })).then((done) =>
      setChanging(!done),
    );
  const booked = row.slotMinute !== undefined;
  return (
    <>
      {failure !== undefined && <Failure error={failure} safe={t('roving.ct.chooseAnother')} />}
      {booked && (
        <p className={styles['when']}>
          {day(free.on)} {clockText(row.slotMinute!)}
        </p>
      )}
      {booked && !changing && (
        <div className={styles['row']}>
          <Button onClick={() => setChanging(true)}>{t('roving.ct.changeSlot')}</Button>
          <Button
            kind="danger"
            busy={busy}
            onClick={() => void run(() => api.call(ctRoutes.release, { params, idempotencyKey: newId() }))}
          >
            {t('roving.ct.releaseSlot')}
          </Button>
        </div>
      )}
      {(!booked || changing) && (
        <>
          <p>{t('roving.ct.freeOn', { day: day(free.on), count: free.minutes.length })}</p>
          <div className={styles['slots']}>
            {free.minutes.map((minute) => (
              <Button key={minute} onClick={() => void book(minute)}>
                {clockText(minute)}
              </Button>
            ))}
          </div>
          {free.minutes.length === 0 &&
            (row.stage === 'waiting' ? (
              <p role="status">{t('roving.ct.youWait')}</p>
            ) : (
              <Button
                kind="primary"
                busy={busy}
                onClick={() => void run(() => api.call(ctRoutes.wait, { params, idempotencyKey: newId() }))}
              >
                {t('roving.ct.wait')}
              </Button>
            ))}
        </>
      )}
    </>
  );
}
