// The demo's phones: what a text message would say on the invented phones; there is no such page outside the demo.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useApi } from '#platform/ui/api/api-context.ts';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty } from '#platform/ui/states/states.tsx';
import { phoneMessages } from '../../contract.ts';
import styles from './phones.module.css';

const lookEverySeconds = 5;

/** `children`: what else the phones can do. */
export function PhonesPage({ children }: { children?: ReactNode }) {
  const { t, ago } = useWords();
  const api = useApi();
  const query = useQuery({
    queryKey: ['phones'],
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
                <li key={message.messageId} className={styles['text']}>
                  <span className="quiet">
                    {message.phone} · {ago(message.at)}
                  </span>
                  <p>{message.text}</p>
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
    </>
  );
}
