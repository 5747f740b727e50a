// 谁看过我的档案: every look, newest first, in plain words.
import { useInfiniteQuery } from '@tanstack/react-query';
import { usePersonInView } from '#foundation/registry/web/resident/person-in-view.tsx';
import { whoLooked, type AccessLogRow } from '#platform/access-contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { Card } from '#platform/ui/elder/tile.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { Empty, Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { groupLooks } from './group-looks.ts';
import styles from './resident.module.css';

export function WhoLooked() {
  const { t } = useWords();
  const api = useApi();
  const { person } = usePersonInView();
  const { personId } = person.person;
  const list = useInfiniteQuery({
    queryKey: ['who-looked', personId],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.call(whoLooked, {
        query: { count: 30, ...(person.as === 'proxy' && { personId }), ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    getNextPageParam: (page) => page.next,
  });
  const rows = list.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <title>{t('resident.looked')}</title>
      <h1>{t('resident.looked')}</h1>
      <p className="quiet">{t('resident.lookedText')}</p>
      {list.error && <Failure error={list.error} onRetry={() => void list.refetch()} />}
      {!rows && !list.error && <Skeleton lines={6} />}
      {rows?.length === 0 && (
        <Empty title={t('resident.nobodyLooked')} icon="eye">
          {t('resident.nobodyLookedText')}
        </Empty>
      )}
      {rows && rows.length > 0 && (
        <Card>
          <ul className={styles['looks']}>
            {groupLooks(rows).map(({ row, count }) => (
              <Look key={row.eventId} row={row} count={count} />
            ))}
          </ul>
        </Card>
      )}
      {list.hasNextPage && (
        <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('resident.olderLooks')}
        </Button>
      )}
    </>
  );
}

function Look({ row, count }: { row: AccessLogRow; count: number }) {
  const { t, instant } = useWords();
  const roles = row.roles.map((role) => t(`ui.role.${role}`)).join(t('ui.comma'));
  const who = row.purpose === 'system' ? t('resident.system') : row.who;
  return (
    <li className={styles['look']}>
      <strong>{row.isSelf ? t('resident.myself') : roles ? t('resident.lookedBy', { who, roles }) : who}</strong>
      {row.app && <span>{t('resident.throughApp', { app: row.app })}</span>}
      <span>
        {t(row.opened ? 'resident.openedInEmergency' : `resident.action.${row.action}`)}
        {count > 1 && ` · ${t('resident.looks', { count })}`}
        {row.purpose === 'emergency' && !row.opened && ` · ${t('resident.emergency')}`}
      </span>
      <span className="quiet">
        {instant(row.at)}
        {!row.isSelf && row.place && ` · ${row.place}`}
      </span>
    </li>
  );
}
