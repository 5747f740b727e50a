// 紧急查阅复核: records that were opened without a care relation; why, what was looked at, and what the reviewer finds.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useLiveRefresh } from '#platform/ui/live/use-live.ts';
import { Empty, Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { openedRoutes, openedStates, openedTopic, type OpenedState } from '../../opened-records-contract.ts';
import { OpenedRecordCard } from './opened-record-card.tsx';
import styles from './identity.module.css';

const openedKey = ['registry', 'opened-records'] as const;

export function OpenedRecordsPage() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const state = openedStates.find((one) => one === search.get('state')) ?? 'waiting';
  useLiveRefresh(openedTopic, openedKey);
  return (
    <>
      <PageHead title={t('registry.opened')} />
      <p className="quiet">{t('registry.openedText')}</p>
      <nav className={styles['tabs']} aria-label={t('registry.opened')}>
        {openedStates.map((one) => (
          <Button
            key={one}
            kind={one === state ? 'primary' : 'quiet'}
            aria-pressed={one === state}
            onClick={() => setSearch(one === 'waiting' ? {} : { state: one })}
          >
            {t(`registry.openedState.${one}`)}
          </Button>
        ))}
      </nav>
      <Cards key={state} state={state} />
    </>
  );
}

function Cards({ state }: { state: OpenedState }) {
  const { t } = useWords();
  const api = useApi();
  const opened = useInfiniteQuery({
    queryKey: [...openedKey, state],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ signal, pageParam }) =>
      api.call(openedRoutes.list, { query: { state, ...(pageParam && { page: pageParam }) }, signal }),
    getNextPageParam: ({ next }) => next,
  });
  if (opened.data === undefined)
    return opened.error ? (
      <Failure error={opened.error} onRetry={() => void opened.refetch()} />
    ) : (
      <Skeleton lines={10} />
    );
  const rows = opened.data.pages.flatMap((page) => page.items);
  if (rows.length === 0)
    return (
      <Empty title={t(`registry.openedNone.${state}`)} icon="shield">
        {t('registry.openedNoneText')}
      </Empty>
    );
  return (
    <>
      <ul className={styles['pairs']}>
        {rows.map((row) => (
          <OpenedRecordCard key={row.openingId} row={row} />
        ))}
      </ul>
      {opened.hasNextPage && (
        <Button busy={opened.isFetchingNextPage} onClick={() => void opened.fetchNextPage()}>
          {t('registry.pairMore')}
        </Button>
      )}
    </>
  );
}
