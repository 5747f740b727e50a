// One waiting reading: whose it is is chosen by search, or it is discarded with a reason; what was decided is taken back here too.
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import type { Picked } from '#foundation/registry/web/picker.tsx';
import { discardReasons, inboxRoutes, type DiscardReason, type HeldReading } from '../../inbox-contract.ts';
import { instantOf } from '../../rules/device-clock.ts';
import { useReadingWords } from '../reading-words.ts';
import { useChange } from '../use-intake.ts';
import { PersonPicker } from './person-picker.tsx';
import styles from '../intake.module.css';

export function HeldCard({ held, onClose }: { held: HeldReading; onClose: () => void }) {
  const { t, instant } = useWords();
  const say = useReadingWords();
  const mayAssign = useMay('intake.inbox.decide');
  const { measurementId, version } = held;
  return (
    <section className={`${styles['card']} ${styles['stack']}`} aria-label={t('intake.decide')}>
      <p className={styles['values']}>{say(held.content).join('，') || t('intake.noValue')}</p>
      <dl className={styles['facts']}>
        <dt>{t('intake.takenAt')}</dt>
        <dd>
          {instant(held.takenAt)} <span className="quiet">{t(`intake.clock.${held.clock}`)}</span>
        </dd>
        <dt>{t('intake.receivedAt')}</dt>
        <dd>{instant(held.receivedAt)}</dd>
        {held.deviceTime && (
          <>
            <dt>{t('intake.deviceTime')}</dt>
            <dd>{instant(instantOf(held.deviceTime).toISOString())}</dd>
          </>
        )}
        <dt>{t('intake.why')}</dt>
        <dd>
          {t(`intake.reason.${held.reason}`)}
          {held.content.fault && ` · ${t(`intake.fault.${held.content.fault}`)}`}
        </dd>
        {held.content.user !== undefined && (
          <>
            <dt>{t('intake.user')}</dt>
            <dd>{held.content.user}</dd>
          </>
        )}
        {held.content.marks.length > 0 && (
          <>
            <dt>{t('intake.marks')}</dt>
            <dd>{held.content.marks.map((mark) => t(`intake.mark.${mark}`)).join('，')}</dd>
          </>
        )}
      </dl>
      {held.state === 'open' && !mayAssign && held.reason === 'unknown-device' && (
        <p className="quiet">{t('intake.unknownHow')}</p>
      )}
      {held.state === 'open' && held.assignable && mayAssign && <Assign held={held} onDone={onClose} />}
      {held.state === 'open' && <Discard held={held} onDone={onClose} />}
      {(held.state === 'discarded' || (held.state === 'assigned' && mayAssign)) && (
        <TakeBack held={held} onDone={onClose} />
      )}
      <div>
        <Button kind="quiet" onClick={onClose} key={`${measurementId}${version}`}>
          {t('intake.close')}
        </Button>
      </div>
    </section>
  );
}

interface Part {
  held: HeldReading;
  onDone: () => void;
}

function Assign({ held, onDone }: Part) {
  const { t } = useWords();
  const api = useApi();
  const announce = useAnnounce();
  const { run, busy, failure } = useChange();
  const [person, setPerson] = useState<Picked>();
  const [takenAt, setTakenAt] = useState('');
  const { measurementId, version } = held;
  const lostClock = held.clock === 'implausible';
  const assign = async () => {
    const params = { personId: person!.id, measurementId };
    const body = { version, ...(lostClock && { takenAt: new Date(`${takenAt}:00+08:00`).toISOString() }) };
    const done = await run(() => api.call(inboxRoutes.assign, { params, body }));
    if (!done) return;
    announce(t('intake.assigned', { name: person!.name }), () =>
      run(() => api.call(inboxRoutes.takeBack, { params, body: { version: done.version } })).then(() => undefined),
    );
    onDone();
  };
  return (
    <>
      <PersonPicker label={t('intake.whose')} value={person} onChange={setPerson} />
      {lostClock && (
        <TextField
          name="takenAt"
          type="datetime-local"
          label={t('intake.reallyTakenAt')}
          hint={t('intake.reallyTakenAtHint')}
          value={takenAt}
          onChange={setTakenAt}
        />
      )}
      {failure !== undefined && <Failure error={failure} />}
      <div>
        <Button
          kind="primary"
          busy={busy}
          disabled={!person || (lostClock && takenAt === '')}
          onClick={() => void assign()}
        >
          {person ? t('intake.assignTo', { name: person.name }) : t('intake.assign')}
        </Button>
      </div>
    </>
  );
}

function Discard({ held, onDone }: Part) {
  const { t } = useWords();
  const api = useApi();
  const announce = useAnnounce();
  const { run, busy, failure } = useChange();
  const [reason, setReason] = useState<DiscardReason>(held.assignable ? 'test' : 'wrong-value');
  const params = { measurementId: held.measurementId };
  const discard = async () => {
    const done = await run(() => api.call(inboxRoutes.discard, { params, body: { version: held.version, reason } }));
    if (!done) return;
    announce(t('intake.discarded'), () =>
      run(() => api.call(inboxRoutes.reopen, { params, body: { version: done.version } })).then(() => undefined),
    );
    onDone();
  };
  return (
    <>
      {failure !== undefined && <Failure error={failure} />}
      <div className={styles['filters']}>
        <SelectField
          name="discardReason"
          label={t('intake.discardWhy')}
          value={reason}
          onChange={(value) => setReason(value as DiscardReason)}
          choices={discardReasons.map((value) => ({ value, label: t(`intake.discardReason.${value}`) }))}
        />
        <Button kind="danger" busy={busy} onClick={() => void discard()}>
          {t('intake.discard')}
        </Button>
      </div>
    </>
  );
}

function TakeBack({ held, onDone }: Part) {
  const { t } = useWords();
  const api = useApi();
  const { run, busy, failure } = useChange();
  const { measurementId, person, version } = held;
  const body = { version };
  const back = async () => {
    const done = await run(() =>
      held.state === 'assigned'
        ? api.call(inboxRoutes.takeBack, { params: { personId: person!.personId, measurementId }, body })
        : api.call(inboxRoutes.reopen, { params: { measurementId }, body }),
    );
    if (done) onDone();
  };
  // Who may not see the person may not touch their record either.
  if (held.state === 'assigned' && !person) return <p className="quiet">{t('intake.outOfSight')}</p>;
  return (
    <>
      {failure !== undefined && <Failure error={failure} />}
      <div>
        <Button busy={busy} onClick={() => void back()}>
          {t(held.state === 'assigned' ? 'intake.takeBack' : 'intake.reopen')}
        </Button>
      </div>
    </>
  );
}
