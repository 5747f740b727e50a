// A conversation: what was said by whom and when, and the line to write the next thing; what was typed is never lost.
import { Button } from '#platform/ui/actions/button.tsx';
import { newId } from '#platform/ui/api/idempotency.ts';
import { TextField } from '#platform/ui/form/fields.tsx';
import { useDraft } from '#platform/ui/form/use-draft.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import type { Message } from '../workbench-contract.ts';
import styles from './family.module.css';

const longest = 1_000;

export function Talk({
  personId,
  messages,
  own,
  label,
  quick = [],
  send,
  busy,
  failure,
}: {
  /** Whose conversation it is. */
  personId: string;
  messages: readonly Message[];
  own: Message['from'];
  label: string;
  quick?: readonly string[];
  /** True where it arrived. */
  send: (message: { messageId: string; text: string }) => Promise<boolean>;
  busy: boolean;
  failure: unknown;
}) {
  const { t, instant } = useWords();
  const me = useMe();
  const draft = useDraft(me.account, `talk.${own}.${personId}`, () => ({ messageId: newId(), text: '' }));
  const { messageId, text } = draft.value;
  const setText = (next: string) => draft.change({ text: next });
  const write = async () => {
    if (text.trim() === '' || !(await send({ messageId, text: text.trim() }))) return;
    draft.clear();
  };
  return (
    <div className={styles['stack']}>
      {messages.length === 0 && <p className="quiet">{t('family-doctor.nothingSaid')}</p>}
      <ol className={styles['talk']} aria-label={t('family-doctor.messages')}>
        {messages.map((message) => (
          <li key={message.messageId} className={styles['said']} data-own={message.from === own || undefined}>
            <span className="quiet">
              {message.authorName} · {instant(message.at)}
              {message.from === own && message.readAt && ` · ${t('family-doctor.wasRead')}`}
            </span>
            <span>{message.text}</span>
          </li>
        ))}
      </ol>
      {failure !== undefined && <Failure error={failure} safe={t('family-doctor.textKept')} />}
      {quick.length > 0 && (
        <div className={styles['row']} role="group" aria-label={t('family-doctor.quickReplies')}>
          {quick.map((one) => (
            <Button key={one} onClick={() => setText(text === '' ? one : `${text}\n${one}`)}>
              {one}
            </Button>
          ))}
        </div>
      )}
      <TextField
        name="message"
        label={label}
        value={text}
        onChange={(next) => setText(next.slice(0, longest))}
        lines={3}
        maxLength={longest}
      />
      <div className={styles['row']}>
        <Button kind="primary" busy={busy} disabled={text.trim() === ''} onClick={() => void write()}>
          {t('family-doctor.send')}
        </Button>
      </div>
    </div>
  );
}
