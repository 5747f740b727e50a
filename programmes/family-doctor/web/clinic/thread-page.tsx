// One resident's questions and the doctor's answers, with replies that are often given at hand.
import { useEffect } from 'react';
import { Link, useParams } from 'react-router';
import { useApi } from '#platform/ui/api/api-context.ts';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useLiveRefresh } from '#platform/ui/live/use-live.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Skeleton } from '#platform/ui/states/states.tsx';
import { threadTopic, workbenchRoutes } from '../../workbench-contract.ts';
import { Talk } from '../talk.tsx';
import { familyKey, useChange, useThread } from '../use-family.ts';
import styles from '../family.module.css';

const replies = ['come', 'measure', 'keep', 'urgent'] as const;

export function ThreadPage() {
  const { t } = useWords();
  const api = useApi();
  const { personId = '' } = useParams();
  const thread = useThread(personId);
  const { run, busy, failure } = useChange();
  useLiveRefresh(`${threadTopic}/${personId}`, [...familyKey, 'thread', personId]);
  const newest = thread.data?.messages.at(-1)?.messageId;
  useEffect(() => {
    if (newest) void api.call(workbenchRoutes.readThread, { params: { personId } }).catch(() => undefined);
  }, [api, newest, personId]);
  return (
    <div className={styles['stack']}>
      <PageHead title={t('family-doctor.talkWith', { name: thread.data?.name ?? '' })}>
        <Link to="/family/messages">{t('family-doctor.room.threads')}</Link>
        <Link to={`/family/people/${personId}`}>{t('family-doctor.toContract')}</Link>
        <Link to={`/people/${personId}`}>{t('family-doctor.toRecord')}</Link>
      </PageHead>
      <QueryView query={thread} skeleton={<Skeleton lines={8} />}>
        {({ messages }) => (
          <Talk
            personId={personId}
            messages={messages}
            own="doctor"
            label={t('family-doctor.yourAnswer')}
            quick={replies.map((one) => t(`family-doctor.reply.${one}`))}
            busy={busy}
            failure={failure}
            send={(body) => run(() => api.call(workbenchRoutes.answer, { params: { personId }, body }))}
          />
        )}
      </QueryView>
    </div>
  );
}
