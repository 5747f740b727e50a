// How somebody is reminded: ways in their order, hours, language and a slow voice; and the ways that are stopped.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { SelectField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Failure } from '#platform/ui/states/states.tsx';
import { reminderChannels, savePreferences, type Preferences, type ReminderChannel } from '../../contract.ts';
import { StopSwitches } from './stop-switches.tsx';
import { preferencesKey, usePreferences } from './use-preferences.ts';
import styles from './preferences.module.css';

/** `asStaff`: a stop needs its reason. */
export function PreferencesCard({ personId, asStaff = false }: { personId: string; asStaff?: boolean }) {
  const preferences = usePreferences(personId);
  return (
    <QueryView query={preferences}>
      {(data) => (
        <div className={styles['stack']}>
          <StopSwitches personId={personId} preferences={data} asStaff={asStaff} />
          <Choices key={data.version} personId={personId} preferences={data} />
        </div>
      )}
    </QueryView>
  );
}

const hours = Array.from({ length: 17 }, (_, place) => (place + 6) * 60);
const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

function Choices({ personId, preferences }: { personId: string; preferences: Preferences }) {
  const { t } = useWords();
  const api = useApi();
  const announce = useAnnounce();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(preferences);
  const { channels, fromMinute, toMinute, locale, slowVoice } = draft;
  const save = useMutation({
    mutationFn: () =>
      api.call(savePreferences, {
        params: { personId },
        body: { channels, fromMinute, toMinute, locale, slowVoice },
        ifMatch: preferences.version,
      }),
    onSuccess: (saved) => {
      queries.setQueryData(preferencesKey(personId), saved);
      announce(t('messaging.preferencesSaved'));
    },
  });
  const move = (channel: ReminderChannel, by: -1 | 1) => {
    const next = [...channels];
    const place = next.indexOf(channel);
    const other = next[place + by];
    if (other === undefined) return;
    next[place] = other;
    next[place + by] = channel;
    setDraft({ ...draft, channels: next });
  };
  const toggle = (channel: ReminderChannel) =>
    setDraft({
      ...draft,
      channels: channels.includes(channel) ? channels.filter((one) => one !== channel) : [...channels, channel],
    });
  const tooShort = toMinute - fromMinute < 120;
  const ordered = [...channels, ...reminderChannels.filter((one) => !channels.includes(one))];
  return (
    <form
      className={styles['stack']}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <h3>{t('messaging.ways')}</h3>
      <p className="quiet">{t('messaging.waysText')}</p>
      <ol className={styles['ways']}>
        {ordered.map((channel) => {
          const place = channels.indexOf(channel);
          const name = t(`messaging.channel.${channel}`);
          return (
            <li key={channel} className={styles['way']} data-on={place >= 0}>
              <label className={styles['wayName']}>
                <input type="checkbox" checked={place >= 0} onChange={() => toggle(channel)} />
                <span>
                  {place >= 0 && <strong>{place + 1}. </strong>}
                  {name}
                </span>
              </label>
              {place >= 0 && (
                <span className={styles['moves']}>
                  <Button
                    type="button"
                    disabled={place === 0}
                    aria-label={t('messaging.earlier', { name })}
                    onClick={() => move(channel, -1)}
                  >
                    ↑
                  </Button>
                  <Button
                    type="button"
                    disabled={place === channels.length - 1}
                    aria-label={t('messaging.later', { name })}
                    onClick={() => move(channel, 1)}
                  >
                    ↓
                  </Button>
                </span>
              )}
            </li>
          );
        })}
      </ol>
      {!preferences.hasPhone && <p>◆ {t('messaging.noPhone')}</p>}
      <div className={styles['row']}>
        <SelectField
          name="from"
          label={t('messaging.hoursFrom')}
          value={String(fromMinute)}
          onChange={(value) => setDraft({ ...draft, fromMinute: Number(value) })}
          choices={hours.map((minute) => ({ value: String(minute), label: clock(minute) }))}
        />
        <SelectField
          name="to"
          label={t('messaging.hoursTo')}
          value={String(toMinute)}
          onChange={(value) => setDraft({ ...draft, toMinute: Number(value) })}
          choices={hours.map((minute) => ({ value: String(minute), label: clock(minute) }))}
          {...(tooShort && { error: t('messaging.hoursShort') })}
        />
        <SelectField
          name="locale"
          label={t('messaging.language')}
          value={locale}
          onChange={(value) => setDraft({ ...draft, locale: value === 'en' ? 'en' : 'zh-CN' })}
          choices={[
            { value: 'zh-CN', label: '中文' },
            { value: 'en', label: 'English' },
          ]}
        />
      </div>
      <label className={styles['wayName']}>
        <input
          type="checkbox"
          checked={slowVoice}
          onChange={(event) => setDraft({ ...draft, slowVoice: event.target.checked })}
        />
        <span>{t('messaging.slowVoice')}</span>
      </label>
      {save.error && <Failure error={save.error} />}
      <div>
        <Button kind="primary" type="submit" busy={save.isPending} disabled={channels.length === 0 || tooShort}>
          {t('messaging.savePreferences')}
        </Button>
      </div>
    </form>
  );
}
