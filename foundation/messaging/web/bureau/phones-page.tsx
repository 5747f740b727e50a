// The demo's phones: what reached the invented phones, televisions and messengers, and answers to texts; there is no such page outside the demo.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Failure } from '#platform/ui/states/states.tsx';
import { answerPhone, phoneMessages, type PhoneMessage } from '../../contract.ts';
import styles from './phones.module.css';

const lookEverySeconds = 5;
const phonesKey = ['phones'] as const;
/** What people answer; anything else may be typed. */
const quickAnswers = ['TD', '开'];

/** `children`: what else the phones can do. */
export function PhonesPage({ children }: { children?: ReactNode }) {
  const { t } = useWords();
  const api = useApi();
  const query = useQuery({
    queryKey: phonesKey,
    queryFn: ({ signal }) => api.call(phoneMessages, { signal }),
    refetchInterval: lookEverySeconds * 1000,
  });
  return (
    <>
      <PageHead title={t('messaging.phones')} badges={<SimulatedBadge />} />
      {children}
      <h2>{t('messaging.texts')}</h2>
      <p className="quiet">{t('messaging.phonesText')}</p>
      <QueryView query={query}>
        {({ messages }) =>
          messages.length === 0 ? (
            <Empty title={t('messaging.noTexts')} icon="phone">
              {t('messaging.noTextsText')}
            </Empty>
          ) : (
            <ul className={styles['phones']} aria-live="polite">
              {messages.map((message) => (
                <Message key={message.messageId} message={message} />
              ))}
            </ul>
          )
        }
      </QueryView>
    </>
  );
}

function Message({ message: { messageId, channel, phone, at, text } }: { message: PhoneMessage }) {
  const { t, ago } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const [words, setWords] = useState('');
  const answer = useMutation({
    mutationFn: (said: string) =>
      api.call(answerPhone, { params: { messageId }, body: { answerId: crypto.randomUUID(), text: said } }),
    onSuccess: (reply) => {
      setWords('');
      queries.setQueryData(phonesKey, reply);
    },
  });
  return (
    <li className={styles['text']} data-channel={channel}>
      <span className="quiet">
        <strong>{t(`messaging.channel.${channel}`)}</strong> · {phone} · {ago(at)}
      </span>
      <p>{text}</p>
      {channel === 'sms' && (
        <form
          className={styles['answer']}
          onSubmit={(event) => {
            event.preventDefault();
            if (words.trim() !== '') answer.mutate(words.trim());
          }}
        >
          {quickAnswers.map((word) => (
            <Button key={word} type="button" busy={answer.isPending} onClick={() => answer.mutate(word)}>
              {word}
            </Button>
          ))}
          <input
            aria-label={t('messaging.answerTo', { phone })}
            value={words}
            maxLength={70}
            onChange={(event) => setWords(event.target.value)}
          />
          <Button type="submit" disabled={words.trim() === ''} busy={answer.isPending}>
            {t('messaging.answer')}
          </Button>
        </form>
      )}
      {answer.isSuccess && <p role="status">● {t('messaging.answered')}</p>}
      {answer.error && <Failure error={answer.error} />}
    </li>
  );
}
