// 身份核对: pairs of records that may be one person, compared field by field; joined, kept apart, or taken back with a reason.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { Button } from '#platform/ui/actions/button.tsx';
import { Confirm } from '#platform/ui/actions/confirm.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { TextField } from '#platform/ui/form/fields.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useLiveRefresh } from '#platform/ui/live/use-live.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { Empty, Failure, Skeleton } from '#platform/ui/states/states.tsx';
import {
  identityRoutes,
  identityTopic,
  pairStates,
  type IdentityPair,
  type PairState,
} from '../../identity-contract.ts';
import { PairTable } from './pair-table.tsx';
import styles from './identity.module.css';

const pairsKey = ['registry', 'identity'] as const;

export function IdentityPage() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  const state = pairStates.find((one) => one === search.get('state')) ?? 'open';
  useLiveRefresh(identityTopic, pairsKey);
  return (
    <>
      <PageHead title={t('registry.identity')} />
      <p className="quiet">{t('registry.identityText')}</p>
      <SearchLine />
      <nav className={styles['tabs']} aria-label={t('registry.identity')}>
        {pairStates.map((one) => (
          <Button
            key={one}
            kind={one === state ? 'primary' : 'quiet'}
            aria-pressed={one === state}
            onClick={() => setSearch(one === 'open' ? {} : { state: one })}
          >
            {t(`registry.pairState.${one}`)}
          </Button>
        ))}
      </nav>
      <Pairs key={state} state={state} />
    </>
  );
}

function SearchLine() {
  const { t, instant, count } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const standing = useQuery({
    queryKey: [...pairsKey, 'search'],
    queryFn: ({ signal }) => api.call(identityRoutes.search, { signal }),
    refetchInterval: ({ state }) => (state.data?.last && !state.data.last.finishedAt ? 1_500 : false),
  });
  const start = useMutation({
    mutationFn: () => api.call(identityRoutes.startSearch, {}),
    onSuccess: (reply) => queries.setQueryData([...pairsKey, 'search'], reply),
  });
  const last = standing.data?.last;
  const running = last !== undefined && !last.finishedAt;
  return (
    <div className={styles['line']} role="status">
      <Button icon="search" busy={start.isPending || running} onClick={() => start.mutate()}>
        {t('registry.identitySearch')}
      </Button>
      {last && running && (
        <>
          <progress max={Math.max(1, last.total)} value={last.done} aria-label={t('registry.identitySearch')} />
          <span>{t('registry.identitySearching', { done: count(last.done), total: count(last.total) })}</span>
        </>
      )}
      {last?.finishedAt && (
        <span className="quiet">
          {t('registry.identitySearched', {
            at: instant(last.finishedAt),
            name: last.startedByName,
            total: count(last.total),
          })}
        </span>
      )}
      {start.error && <Failure error={start.error} />}
    </div>
  );
}

function Pairs({ state }: { state: PairState }) {
  const { t, count } = useWords();
  const api = useApi();
  const pairs = useInfiniteQuery({
    queryKey: [...pairsKey, state],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ signal, pageParam }) =>
      api.call(identityRoutes.pairs, { query: { state, ...(pageParam && { page: pageParam }) }, signal }),
    getNextPageParam: ({ next }) => next,
  });
  if (pairs.data === undefined)
    return pairs.error ? <Failure error={pairs.error} onRetry={() => void pairs.refetch()} /> : <Skeleton lines={12} />;
  const items = pairs.data.pages.flatMap((page) => page.items);
  if (items.length === 0)
    return (
      <Empty title={t(`registry.pairsNone.${state}`)} icon="people">
        {t('registry.pairsNoneText')}
      </Empty>
    );
  return (
    <>
      <p className="quiet">{t('registry.pairsCount', { count: count(pairs.data.pages[0]!.total ?? items.length) })}</p>
      <ul className={styles['pairs']}>
        {items.map((pair) => (
          <PairCard key={`${pair.one.personId} ${pair.other.personId}`} pair={pair} />
        ))}
      </ul>
      {pairs.hasNextPage && (
        <Button busy={pairs.isFetchingNextPage} onClick={() => void pairs.fetchNextPage()}>
          {t('registry.pairMore')}
        </Button>
      )}
    </>
  );
}

function PairCard({ pair }: { pair: IdentityPair }) {
  const { t, instant } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const [asked, setAsked] = useState<'joined' | 'apart'>();
  const [reason, setReason] = useState('');
  const decide = useMutation({
    mutationFn: (state: 'joined' | 'apart') =>
      api.call(identityRoutes.decide, {
        params: { oneId: pair.one.personId, otherId: pair.other.personId },
        body: { state, reason: reason.trim() },
      }),
    onSuccess: ({ state }) => {
      setAsked(undefined);
      announce(t(`registry.pairDecided.${state}`, { name: pair.one.name }));
      void queries.invalidateQueries({ queryKey: pairsKey });
    },
  });
  const verb = (state: 'joined' | 'apart') => t(`registry.pairVerb.${pair.state === 'joined' ? 'part' : state}`);
  return (
    <li className={styles['pair']} aria-label={`${pair.one.name} ${pair.other.name}`}>
      <PairTable pair={pair} />
      {(pair.one.simulated || pair.other.simulated) && <SimulatedBadge />}
      {pair.decidedAt && (
        <p className="quiet">
          {pair.decidedByName
            ? t('registry.pairDecidedBy', { name: pair.decidedByName, at: instant(pair.decidedAt) })
            : t('registry.pairJoinedByRule', { at: instant(pair.decidedAt) })}
          {pair.reason && ` ${t('registry.pairReason', { reason: pair.reason })}`}
        </p>
      )}
      <div className={styles['line']}>
        {pair.state !== 'joined' && (
          <Button kind="primary" onClick={() => setAsked('joined')}>
            {verb('joined')}
          </Button>
        )}
        {pair.state !== 'apart' && <Button onClick={() => setAsked('apart')}>{verb('apart')}</Button>}
      </div>
      {asked && (
        <Confirm
          open
          title={verb(asked)}
          verb={verb(asked)}
          danger={pair.state === 'joined'}
          busy={decide.isPending}
          onConfirm={() => decide.mutate(asked)}
          onClose={() => setAsked(undefined)}
        >
          <p>{t(`registry.pairAsk.${pair.state === 'joined' ? 'part' : asked}`)}</p>
          <TextField
            name="reason"
            label={t('registry.pairWhy')}
            hint={t('registry.pairWhyHint')}
            value={reason}
            onChange={setReason}
            maxLength={200}
          />
          {decide.error && <Failure error={decide.error} />}
        </Confirm>
      )}
    </li>
  );
}
