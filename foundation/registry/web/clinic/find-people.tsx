// Finds a person by name, pinyin, initials, ID number or phone; `/` jumps here, arrows and Enter open.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { Link, useNavigate } from 'react-router';
import { buttonClass } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { useAddressText } from '#platform/ui/form/use-address-text.ts';
import { Icon } from '#platform/ui/icons/icon.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { Empty, Failure } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import { registryRoutes, type PersonSummary } from '../../contract.ts';
import { mayRegister } from '../registry-permissions.ts';
import styles from './find-people.module.css';

export function FindPeople() {
  const { t, age } = useWords();
  const api = useApi();
  const registers = useMay(mayRegister);
  const navigate = useNavigate();
  const { typed, type, settled } = useAddressText('text');
  const text = settled.trim();
  const waiting = useRef<{ text: string; step: 'open' | 'walk' }>(undefined);
  const input = useRef<HTMLInputElement>(null);
  const results = useRef<HTMLDivElement>(null);
  const list = useInfiniteQuery({
    queryKey: ['people', text],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.call(registryRoutes.findPeople, {
        query: { limit: 50, ...(text && { text }), ...(pageParam && { page: pageParam }) },
        signal,
      }),
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
  });
  useEffect(() => {
    const focus = (event: globalThis.KeyboardEvent) => {
      const typing = (event.target as HTMLElement).closest('input,textarea,select,[contenteditable]');
      if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    addEventListener('keydown', focus);
    return () => removeEventListener('keydown', focus);
  }, []);
  const rows = list.data?.pages.flatMap((page) => page.items);
  const open = (row: PersonSummary) => void navigate(`/people/${row.personId}`);
  const first = rows?.[0];
  const answered = !list.isPlaceholderData && !list.isPending;
  const walk = () => results.current?.querySelector<HTMLElement>('tr[data-row]')?.focus();
  useEffect(() => {
    if (!answered || waiting.current?.text !== text) return;
    const { step } = waiting.current;
    waiting.current = undefined;
    if (step === 'walk') walk();
    else if (first) void navigate(`/people/${first.personId}`);
  }, [answered, text, first, navigate]);
  const fromInput = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== 'ArrowDown')) return;
    if (event.key === 'ArrowDown') event.preventDefault();
    // Whoever types a name and presses a key at once means the first person of that answer, not of the one before.
    if (!answered || text !== typed.trim())
      waiting.current = { text: typed.trim(), step: event.key === 'Enter' ? 'open' : 'walk' };
    else if (event.key === 'ArrowDown') walk();
    else if (first) open(first);
  };
  const columns: WorklistColumn<PersonSummary>[] = [
    {
      key: 'name',
      title: t('registry.name'),
      render: (row) => (
        <span className={styles['name']}>
          <strong>{row.name}</strong>
          {row.status === 'deceased' && <span className="quiet">{t('registry.deceased')}</span>}
          {row.status === 'moved-away' && <span className="quiet">{t('registry.movedAway')}</span>}
        </span>
      ),
    },
    { key: 'sex', title: t('registry.sex'), render: (row) => t(`ui.sex.${row.sex}`), width: 70 },
    { key: 'age', title: t('registry.age'), render: (row) => (row.birthOn ? age(row.birthOn) : '—'), width: 110 },
    {
      key: 'village',
      title: t('registry.village'),
      render: (row) => [row.townshipName, row.villageName].filter(Boolean).join(' ') || t('registry.noVillage'),
    },
    { key: 'idNumber', title: t('registry.idNumber'), render: (row) => row.idNumber ?? '—', width: 190 },
    { key: 'phone', title: t('registry.phone'), render: (row) => row.phone ?? '—', width: 130 },
  ];
  const last = list.data?.pages.at(-1);
  return (
    <>
      <PageHead title={t('registry.find')} badges={rows?.some((row) => row.simulated) ? <SimulatedBadge /> : undefined}>
        {registers && (
          <Link to="/people/new" className={buttonClass('primary')}>
            <Icon name="plus" />
            {t('registry.register')}
          </Link>
        )}
      </PageHead>
      <div className={styles['search']} role="search">
        <Icon name="search" />
        <label htmlFor="find-people" className="unseen">
          {t('registry.findHint')}
        </label>
        <input
          ref={input}
          id="find-people"
          type="search"
          autoComplete="off"
          autoFocus
          placeholder={t('registry.findHint')}
          value={typed}
          onKeyDown={fromInput}
          onChange={(event) => type(event.target.value)}
        />
        <kbd title={t('registry.slash')}>/</kbd>
      </div>
      {list.error && <Failure error={list.error} onRetry={() => void list.refetch()} />}
      {!(list.error && !rows) && (
        <div ref={results} aria-busy={list.isFetching || undefined}>
          <Worklist
            label={t('registry.people')}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.personId}
            onOpen={open}
            empty={
              <Empty title={t(text ? 'registry.nobody' : 'registry.noPeople')} icon="person">
                {t(text ? 'registry.nobodyText' : 'registry.noPeopleText')}
              </Empty>
            }
            more={{
              shown: rows?.length ?? 0,
              hasMore: list.hasNextPage,
              busy: list.isFetchingNextPage,
              onMore: () => void list.fetchNextPage(),
              ...(last?.total !== undefined && { total: last.total }),
            }}
          />
        </div>
      )}
    </>
  );
}
