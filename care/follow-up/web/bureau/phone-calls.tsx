// The demo's phones ring here: pick up, see what the phone made out of the sound, press its keys; there are no such phones outside of the demo.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { TextField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { Empty, Failure } from '#platform/ui/states/states.tsx';
import { followUpRoutes, type PhoneCall, type PhoneCallBody } from '../../contract.ts';
import { keys } from '../../rules/telephone/dtmf.ts';
import styles from './phone-calls.module.css';

const callsKey = ['follow-up', 'phone-calls'];
const lookEveryMilliseconds = 1_000;

export function PhoneCalls() {
  const { t } = useWords();
  const api = useApi();
  const query = useQuery({
    queryKey: callsKey,
    queryFn: ({ signal }) => api.call(followUpRoutes.phoneCalls, { signal }),
    refetchInterval: lookEveryMilliseconds,
    retry: false,
  });
  if (!query.data) return null;
  const { calls } = query.data;
  return (
    <section aria-label={t('phoneCalls.title')}>
      <h2>{t('phoneCalls.title')}</h2>
      <p className="quiet">{t('phoneCalls.text')}</p>
      {calls.length === 0 ? (
        <Empty title={t('phoneCalls.none')} icon="phone">
          {t('phoneCalls.noneText')}
        </Empty>
      ) : (
        <ul className={styles['calls']}>
          {calls.map((call) => (
            <li key={call.callId} className={styles['call']} data-state={call.state}>
              <Phone call={call} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Phone({ call }: { call: PhoneCall }) {
  const { t, ago } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const [words, setWords] = useState('');
  const act = useMutation({
    mutationFn: (body: PhoneCallBody) => api.call(followUpRoutes.phoneCall, { params: { callId: call.callId }, body }),
    onSuccess: (reply) => queries.setQueryData(callsKey, reply),
  });
  return (
    <>
      <p>
        <strong>{call.phone}</strong> · {t(`phoneCalls.state.${call.state}`)}{' '}
        <span className="quiet">{ago(call.at)}</span>
      </p>
      {call.state === 'ringing' && (
        <p className={styles['row']}>
          <Button kind="primary" icon="phone" onClick={() => act.mutate({ action: 'accept' })}>
            {t('phoneCalls.accept')}
          </Button>
          <Button onClick={() => act.mutate({ action: 'reject' })}>{t('phoneCalls.reject')}</Button>
        </p>
      )}
      {call.heard.length > 0 && (
        <ol className={styles['heard']} aria-label={t('phoneCalls.heard')} aria-live="polite">
          {call.heard.map((text, at) => (
            // What was heard stays in its order.
            <li key={`${at} ${text}`}>{text}</li>
          ))}
        </ol>
      )}
      {call.pressed !== '' && <p className="quiet">{t('phoneCalls.pressed', { keys: call.pressed })}</p>}
      {call.state === 'talking' && (
        <>
          <div className={styles['pad']} role="group" aria-label={t('phoneCalls.keypad')}>
            {keys.map((key) => (
              <button key={key} type="button" onClick={() => act.mutate({ action: 'press', key })}>
                {key}
              </button>
            ))}
          </div>
          <form
            className={styles['row']}
            onSubmit={(event) => {
              event.preventDefault();
              if (words.trim() === '') return;
              act.mutate({ action: 'say', words: words.trim() });
              setWords('');
            }}
          >
            <TextField name="words" label={t('phoneCalls.words')} value={words} onChange={setWords} />
            <Button type="submit">{t('phoneCalls.say')}</Button>
          </form>
          <Button kind="danger" onClick={() => act.mutate({ action: 'hang-up' })}>
            {t('phoneCalls.hangUp')}
          </Button>
        </>
      )}
      {act.error && <Failure error={act.error} />}
    </>
  );
}
