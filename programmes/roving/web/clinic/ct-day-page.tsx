// The day at the CT truck, for a tablet: who comes when, checked in, done or not done, and the worklist for the console.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { TextField } from '#platform/ui/form/fields.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Failure } from '#platform/ui/states/states.tsx';
import { ctRoutes, type CtRow } from '../../ct-screening-contract.ts';
import { clockText } from '../../rules/clock-text.ts';
import { CtTabs } from '../ct-screening/ct-tabs.tsx';
import { StageTag } from '../ct-screening/ct-words.tsx';
import { ctKey, useChange, useFilters } from '../ct-screening/use-ct.ts';
import styles from '../ct-screening/ct.module.css';

export function CtDayPage() {
  const { t } = useWords();
  const api = useApi();
  const { search, set, today } = useFilters();
  const on = search.get('on') ?? today;
  const list = useQuery({
    queryKey: [...ctKey, 'day', on],
    queryFn: ({ signal }) => api.call(ctRoutes.day, { query: { on }, signal }),
    refetchInterval: 15_000,
  });
  return (
    <>
      <PageHead title={t('roving.ct.title')}>
        <a href={`/api/roving/ct-screening/worklist?on=${on}&portal=clinic`} download={`ct-worklist-${on}.json`}>
          {t('roving.ct.worklist')}
        </a>
      </PageHead>
      <CtTabs />
      <div className={styles['filters']}>
        <TextField name="on" type="date" label={t('roving.ct.day')} value={on} onChange={(value) => set('on', value)} />
      </div>
      <QueryView query={list}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('roving.ct.nobodyOnDay')} icon="visit">
              {t('roving.ct.nobodyOnDayText')}
            </Empty>
          ) : (
            <ul className={styles['day']}>
              {items.map((row) => (
                <DayRow key={row.screeningId} row={row} isToday={on === today} ahead={on > today} />
              ))}
            </ul>
          )
        }
      </QueryView>
    </>
  );
}

function DayRow({ row, isToday, ahead }: { row: CtRow; isToday: boolean; ahead: boolean }) {
  const { t } = useWords();
  const api = useApi();
  const { run, busy, failure } = useChange();
  const [refusing, setRefusing] = useState(false);
  const [reason, setReason] = useState('');
  const params = { personId: row.personId, year: String(row.year) };
  const scan = (done: boolean) =>
    void run(() =>
      api.call(ctRoutes.scan, { params, body: { done, ...(!done && { reason }) }, idempotencyKey: newId() }),
    );
  const stands = row.consent && !row.consent.withdrawnAt;
  const pending = row.stage === 'booked' || row.stage === 'arrived';
  return (
    <li aria-label={row.name}>
      <span className={styles['row']}>
        <span className={styles['slot']}>{clockText(row.slotMinute ?? 0)}</span>
        <span>
          <Link to={`/ct-screening/people/${row.personId}`}>
            <strong>{row.name}</strong>
          </Link>{' '}
          {t(`ui.sex.${row.sex}`)} {row.age ?? ''} <span className="quiet">{row.villageName}</span>
          <br />
          <span className="quiet">{row.accession ?? row.phone ?? ''}</span>
        </span>
      </span>
      <span className={styles['row']}>
        <StageTag stage={row.stage} />
        <LevelTag level={stands ? 'green' : 'red'}>
          {t(stands ? 'roving.ct.hasConsent' : 'roving.ct.lacksConsent')}
        </LevelTag>
        {row.stage === 'booked' && (
          <Button
            kind="primary"
            busy={busy}
            disabled={!isToday}
            onClick={() => void run(() => api.call(ctRoutes.arrive, { params, idempotencyKey: newId() }))}
          >
            {t('roving.ct.checkIn')}
          </Button>
        )}
        {row.stage === 'arrived' && (
          <Button kind="primary" busy={busy} disabled={!stands} onClick={() => scan(true)}>
            {t('roving.ct.done')}
          </Button>
        )}
        {pending && !ahead && !refusing && <Button onClick={() => setRefusing(true)}>{t('roving.ct.notDone')}</Button>}
      </span>
      {pending && refusing && (
        <span className={styles['row']}>
          <TextField name="reason" label={t('roving.ct.reasonLabel')} value={reason} onChange={setReason} />
          <Button kind="danger" disabled={reason.trim() === ''} onClick={() => scan(false)}>
            {t('roving.ct.notDone')}
          </Button>
          <Button onClick={() => setRefusing(false)}>{t('roving.ct.leaveIt')}</Button>
        </span>
      )}
      {failure !== undefined && <Failure error={failure} />}
    </li>
  );
}
