// Which ways are stopped, by whom and when; stopping and taking up again, by staff with a reason.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { TextField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import { changeConsent, type Preferences, type ReminderChannel } from '../../contract.ts';
import { preferencesKey } from './use-preferences.ts';
import styles from './preferences.module.css';

interface StopSwitchesProps {
  personId: string;
  preferences: Preferences;
  asStaff: boolean;
}
export function StopSwitches({ personId, preferences, asStaff }: StopSwitchesProps) {
  const { t, instant } = useWords();
  const api = useApi();
  const announce = useAnnounce();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const { channels, stopped, consents } = preferences;
  const change = useMutation({
    mutationFn: ({ of, stop }: { of: readonly ReminderChannel[]; stop: boolean }) =>
      api.call(changeConsent, {
        params: { personId },
        body: {
          consentId: crypto.randomUUID(),
          channels: [...of],
          stopped: stop,
          ...(asStaff && { reason: reason.trim() }),
        },
      }),
    onSuccess: (saved, { stop }) => {
      queries.setQueryData(preferencesKey(personId), saved);
      setReason('');
      announce(t(stop ? 'messaging.stoppedNow' : 'messaging.resumedNow'));
    },
  });
  const going = channels.filter((channel) => !stopped.includes(channel));
  const mute = asStaff && reason.trim().length < 2;
  return (
    <div className={styles['stack']}>
      <p role="status">
        {going.length > 0
          ? t('messaging.remindedBy', { ways: going.map((one) => t(`messaging.channel.${one}`)).join('、') })
          : `◆ ${t('messaging.allStopped')}`}
      </p>
      {asStaff && <TextField name="reason" label={t('messaging.reason')} value={reason} onChange={setReason} />}
      <div className={styles['row']}>
        {stopped.map((channel) => (
          <Button
            key={channel}
            disabled={mute}
            busy={change.isPending}
            onClick={() => change.mutate({ of: [channel], stop: false })}
          >
            {t('messaging.resume', { name: t(`messaging.channel.${channel}`) })}
          </Button>
        ))}
        {going.length > 0 && (
          <Button
            kind="danger"
            disabled={mute}
            busy={change.isPending}
            onClick={() => change.mutate({ of: going, stop: true })}
          >
            {t('messaging.stopAll')}
          </Button>
        )}
      </div>
      {change.error && <Failure error={change.error} />}
      {consents.length > 0 && (
        <details>
          <summary>{t('messaging.consentHistory', { count: consents.length })}</summary>
          <ul className={styles['history']}>
            {consents.map((one) => (
              <li key={`${one.at} ${one.channel}`}>
                {instant(one.at)}
                {' · '}
                {t(one.stopped ? 'messaging.consentStopped' : 'messaging.consentResumed', {
                  name: t(`messaging.channel.${one.channel}`),
                  origin: t(`messaging.origin.${one.origin}`),
                })}
                {one.reason && `：${one.reason}`}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
