// Asking the family doctor: the conversation so far and the next question. It says plainly what is no matter for a message.
import { useEffect } from 'react';
import { Link } from 'react-router';
import { usePersonInView } from '#foundation/registry/web/resident/person-in-view.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useLiveRefresh } from '#platform/ui/live/use-live.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Skeleton } from '#platform/ui/states/states.tsx';
import { threadTopic, workbenchRoutes } from '../../workbench-contract.ts';
import { Talk } from '../talk.tsx';
import { familyKey, useChange, useThread } from '../use-family.ts';
import styles from '../family.module.css';

export function MyMessagesPage() {
  const { t } = useWords();
  const api = useApi();
  const { person } = usePersonInView();
  const { personId } = person.person;
  const thread = useThread(personId);
  const { run, busy, failure } = useChange();
  useLiveRefresh(`${threadTopic}/${personId}`, [...familyKey, 'thread', personId]);
  const newest = thread.data?.messages.at(-1)?.messageId;
  useEffect(() => {
    if (newest) void api.call(workbenchRoutes.readThread, { params: { personId } }).catch(() => undefined);
  }, [api, newest, personId]);
  return (
    <>
      <title>{t('family-doctor.ask')}</title>
      <h1>{t('family-doctor.ask')}</h1>
      <p className={styles['notice']}>{t('family-doctor.noEmergency')}</p>
      <QueryView query={thread} skeleton={<Skeleton lines={6} />}>
        {({ messages, open, doctorName }) =>
          open || messages.length > 0 ? (
            <>
              {doctorName && <p>{t('family-doctor.whoAnswers', { name: doctorName })}</p>}
              <Talk
                personId={personId}
                messages={messages}
                own="resident"
                label={t('family-doctor.yourQuestion')}
                busy={busy}
                failure={failure}
                send={(body) => run(() => api.call(workbenchRoutes.ask, { params: { personId }, body }))}
              />
            </>
          ) : (
            <Empty title={t('family-doctor.mineNotSigned')} icon="visit">
              {t('family-doctor.askAfterSigning')}
            </Empty>
          )
        }
      </QueryView>
      <p>
        <Link to="/family-doctor">{t('family-doctor.mine')}</Link>
      </p>
    </>
  );
}
