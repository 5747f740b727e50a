// What a doctor may decide about one disease: look after it, note a refusal, end it, or another colour with reason and end date.
import { useState } from 'react';
import { addDays } from '../../rules/days.ts';
import { dayOf } from '#platform/contract.ts';
import type { ChronicColour } from '#foundation/record/contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { ChoiceField, TextField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import { chronicRoutes, colours, permissions, type EnrolBody, type Registration } from '../../contract.ts';
import { useChange } from '../use-chronic.ts';
import styles from '../chronic.module.css';

type Asking = 'decline' | 'end' | 'override';
const usualOverrideDays = 14;

export function DiseaseActions({ registration }: { registration: Registration }) {
  const { t } = useWords();
  const api = useApi();
  const announce = useAnnounce();
  const mayWrite = useMay(permissions.write);
  const mayOverride = useMay(permissions.override);
  const { run, busy, failure } = useChange();
  const [asking, setAsking] = useState<Asking>();
  const { personId, disease, status, override, colour } = registration;
  const params = { personId, disease };
  const decide = async (body: EnrolBody) => {
    if (!(await run(() => api.call(chronicRoutes.enrol, { params, body })))) return;
    setAsking(undefined);
    announce(t(`chronic-care.done.${body.decision}`));
  };
  return (
    <>
      <div className={`${styles['row']} no-print`}>
        {mayWrite && status !== 'enrolled' && (
          <Button kind="primary" icon="check" busy={busy} onClick={() => void decide({ decision: 'enrol' })}>
            {t('chronic-care.enrol')}
          </Button>
        )}
        {mayWrite && (status === 'suspected' || status === 'diagnosed') && (
          <Button onClick={() => setAsking('decline')}>{t('chronic-care.decline')}</Button>
        )}
        {mayWrite && status === 'enrolled' && (
          <Button kind="quiet" onClick={() => setAsking('end')}>
            {t('chronic-care.end')}
          </Button>
        )}
        {mayOverride && colour && !override && (
          <Button kind="quiet" onClick={() => setAsking('override')}>
            {t('chronic-care.override')}
          </Button>
        )}
        {mayOverride && override && (
          <Button
            kind="quiet"
            busy={busy}
            onClick={() => void run(() => api.call(chronicRoutes.endOverride, { params }))}
          >
            {t('chronic-care.endOverride')}
          </Button>
        )}
      </div>
      {failure !== undefined && <Failure error={failure} />}
      {(asking === 'decline' || asking === 'end') && (
        <ReasonForm
          label={t(`chronic-care.${asking}Why`)}
          verb={t(`chronic-care.${asking}`)}
          busy={busy}
          onSend={(reason) => void decide({ decision: asking, reason })}
          onCancel={() => setAsking(undefined)}
        />
      )}
      {asking === 'override' && <OverrideForm registration={registration} onDone={() => setAsking(undefined)} />}
    </>
  );
}

function ReasonForm(props: {
  label: string;
  verb: string;
  busy: boolean;
  onSend: (reason: string) => void;
  onCancel: () => void;
}) {
  const { t } = useWords();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const missing = reason.trim().length < 2;
  return (
    <form
      className={styles['stack']}
      onSubmit={(event) => {
        event.preventDefault();
        if (missing) setTried(true);
        else props.onSend(reason.trim());
      }}
    >
      <TextField
        name="reason"
        label={props.label}
        lines={2}
        maxLength={300}
        value={reason}
        onChange={setReason}
        {...(tried && missing && { error: t('chronic-care.reasonNeeded') })}
      />
      <div className={styles['row']}>
        <Button type="submit" kind="primary" busy={props.busy}>
          {props.verb}
        </Button>
        <Button kind="quiet" onClick={props.onCancel}>
          {t('chronic-care.cancel')}
        </Button>
      </div>
    </form>
  );
}

function OverrideForm({ registration, onDone }: { registration: Registration; onDone: () => void }) {
  const { t } = useWords();
  const api = useApi();
  const announce = useAnnounce();
  const { run, busy, failure } = useChange();
  const today = dayOf(new Date());
  const { personId, disease } = registration;
  const [colour, setColour] = useState<ChronicColour | ''>('');
  const [reason, setReason] = useState('');
  const [untilOn, setUntilOn] = useState(addDays(today, usualOverrideDays));
  const [tried, setTried] = useState(false);
  const missing = reason.trim().length < 2;
  const save = async () => {
    if (missing || colour === '') {
      setTried(true);
      return;
    }
    const body = { colour, reason: reason.trim(), untilOn };
    if (!(await run(() => api.call(chronicRoutes.override, { params: { personId, disease }, body })))) return;
    announce(t('chronic-care.done.override'));
    onDone();
  };
  return (
    <form
      className={styles['stack']}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <ChoiceField
        name={`colour-${disease}`}
        label={t('chronic-care.overrideTo')}
        value={colour}
        onChange={(next) => setColour(next as ChronicColour)}
        choices={colours
          .filter((value) => value !== registration.reason?.colour)
          .map((value) => ({ value, label: t(`chronic-care.colour.${value}`) }))}
        {...(tried && colour === '' && { error: t('chronic-care.colourNeeded') })}
      />
      <TextField
        name="reason"
        label={t('chronic-care.overrideWhy')}
        lines={2}
        maxLength={300}
        value={reason}
        onChange={setReason}
        {...(tried && missing && { error: t('chronic-care.reasonNeeded') })}
      />
      <TextField
        name="untilOn"
        type="date"
        label={t('chronic-care.overrideUntil')}
        hint={t('chronic-care.overrideUntilHint')}
        value={untilOn}
        onChange={setUntilOn}
      />
      {failure !== undefined && <Failure error={failure} />}
      <div className={styles['row']}>
        <Button type="submit" kind="primary" busy={busy}>
          {t('chronic-care.override')}
        </Button>
        <Button kind="quiet" onClick={onDone}>
          {t('chronic-care.cancel')}
        </Button>
      </div>
    </form>
  );
}
