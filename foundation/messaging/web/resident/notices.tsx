// The resident's notices: the newest on the home page, all of them on their own page; reading marks them as read.
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link } from 'react-router';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { Card, tileClass, TileContent } from '#platform/ui/elder/tile.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useLiveRefresh } from '#platform/ui/live/use-live.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { Empty, Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { inboxTopic, markRead, readInbox, type Notification } from '../../contract.ts';
import styles from './notices.module.css';

const inboxKey = ['inbox'] as const;

function useInbox() {
  const api = useApi();
  const { accountId } = useMe();
  useLiveRefresh(`${inboxTopic}/${accountId}`, inboxKey);
  return useInfiniteQuery({
    queryKey: inboxKey,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.call(readInbox, { query: { count: 20, ...(pageParam && { cursor: pageParam }) }, signal }),
    getNextPageParam: (page) => page.next,
  });
}

/** One line on the home page; absent while nothing is new. */
export function NewNotices() {
  const { t } = useWords();
  const inbox = useInbox();
  const first = inbox.data?.pages[0];
  const newest = first?.items.find((one) => !one.readAt);
  if (!first || !newest) return null;
  return (
    <Link to="/notices" className={tileClass}>
      <TileContent icon="bell" title={t('messaging.unread', { count: first.unread })} line={newest.title} />
    </Link>
  );
}

export function NoticesPage() {
  const { t } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const inbox = useInbox();
  const unread = inbox.data?.pages[0]?.unread ?? 0;
  const read = useMutation({
    mutationFn: () => api.call(markRead, { body: {} }),
    onSuccess: () => queries.invalidateQueries({ queryKey: inboxKey }),
  });
  const { mutate } = read;
  useEffect(() => {
    // What stood on the screen for a moment counts as read.
    if (unread === 0) return undefined;
    const timer = setTimeout(() => mutate(), 3000);
    return () => clearTimeout(timer);
  }, [unread, mutate]);
  const items = inbox.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <title>{t('messaging.notices')}</title>
      <h1>{t('messaging.notices')}</h1>
      {inbox.error && <Failure error={inbox.error} onRetry={() => void inbox.refetch()} />}
      {!items && !inbox.error && <Skeleton lines={6} />}
      {items?.length === 0 && (
        <Empty title={t('messaging.none')} icon="bell">
          {t('messaging.noneText')}
        </Empty>
      )}
      {items && items.length > 0 && (
        <Card>
          <ul className={styles['list']}>
            {items.map((item) => (
              <Notice key={item.notificationId} item={item} />
            ))}
          </ul>
        </Card>
      )}
      {inbox.hasNextPage && (
        <Button busy={inbox.isFetchingNextPage} onClick={() => void inbox.fetchNextPage()}>
          {t('messaging.older')}
        </Button>
      )}
    </>
  );
}

/** Names of pages that a notification may lead to. */
const pages: Record<string, string> = {
  'who-looked': '/looked',
  record: '/record',
  'ct-screening': '/ct-screening',
  'family-doctor': '/family-doctor',
  'family-doctor-messages': '/family-doctor/messages',
};

function Notice({ item }: { item: Notification }) {
  const { t, instant } = useWords();
  const to = item.link && pages[item.link];
  return (
    <li className={styles['notice']}>
      <span className={styles['head']}>
        <strong>{to ? <Link to={to}>{item.title}</Link> : item.title}</strong>
        {item.urgency === 'urgent' && <LevelTag level="red">{t('messaging.urgent')}</LevelTag>}
        {!item.readAt && <LevelTag level="green">{t('messaging.new')}</LevelTag>}
      </span>
      <span>{item.text}</span>
      <span className="quiet">{instant(item.at)}</span>
    </li>
  );
}
