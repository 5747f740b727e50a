// 失能老人: the list of graded elders with the services that they were given; filtered, sorted, exported.
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { Button } from '#platform/ui/actions/button.tsx';
import { download } from '#platform/ui/files/save-file.ts';
import { addressOf } from '#platform/ui/api/address.ts';
import { useApi } from '#platform/ui/api/api-context.ts';
import { SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { useAddressText } from '#platform/ui/form/use-address-text.ts';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { Empty, Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import { useLocalText } from '#foundation/knowledge/web/form/use-local-text.ts';
import { elderServices, eldersExportPath, homeCareRoutes, type ElderRow, type EldersQuery } from '../contract.ts';
import { HomeCareTabs } from './home-care-tabs.tsx';
import styles from './home-care.module.css';

const severe = new Set(['severe', 'dependent']);

/** `opens`: this portal has pages of persons. */
export function EldersPage({ portal, opens = false }: { portal: string; opens?: boolean }) {
  const { t, date, age } = useWords();
  const text = useLocalText();
  const api = useApi();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const name = useAddressText('text');
  const [failure, setFailure] = useState<unknown>();
  const set = (key: string, value: string) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(key, value);
        else next.delete(key);
        return next;
      },
      { replace: true },
    );
  const query: EldersQuery = {
    ...(search.get('below') && { below: search.get('below')! }),
    ...(search.get('covered') && { covered: search.get('covered') as 'yes' | 'no' }),
    ...(search.get('text') && { text: search.get('text')! }),
    sort: (search.get('sort') as EldersQuery['sort']) ?? 'score',
  };
  const list = useInfiniteQuery({
    queryKey: ['home-care', 'elders', query],
    queryFn: ({ pageParam, signal }) =>
      api.call(homeCareRoutes.elders, { query: { ...query, ...(pageParam && { page: pageParam }) }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  const rows = list.data?.pages.flatMap(({ items }) => items);
  const columns: WorklistColumn<ElderRow>[] = [
    {
      key: 'name',
      title: t('homeCare.name'),
      render: (row) => (
        <>
          <strong>{row.name}</strong> {row.birthOn && <span className="quiet">{age(row.birthOn)}</span>}{' '}
          {row.simulated && <SimulatedBadge />}
        </>
      ),
    },
    { key: 'village', title: t('homeCare.village'), render: (row) => `${row.townshipName} ${row.villageName}` },
    {
      key: 'grade',
      title: t('homeCare.grade'),
      render: (row) => (
        <>
          <LevelTag level={severe.has(row.grade) ? 'red' : 'amber'}>{text(row.gradeName)}</LevelTag>{' '}
          <span className="quiet">
            {t(`homeCare.scale.${row.instrument}`)} {row.score}
          </span>
        </>
      ),
    },
    { key: 'assessed', title: t('homeCare.assessedOn'), render: (row) => date(row.assessedOn) },
    {
      key: 'services',
      title: t('homeCare.servicesGiven'),
      render: (row) => {
        const given = elderServices.filter((service) => row.services[service]);
        return given.length === 0 ? (
          <LevelTag level="amber">{t('homeCare.notCovered')}</LevelTag>
        ) : (
          given
            .map((service) => `${t(`homeCare.service.${service}`)} ${date(row.services[service]!)}`)
            .join(t('ui.comma'))
        );
      },
    },
  ];
  return (
    <>
      <PageHead title={t('homeCare.elders')}>
        <Button
          icon="download"
          onClick={() => {
            setFailure(undefined);
            void download(portal, addressOf(eldersExportPath, {}, { ...query, format: 'xlsx' }), 'elders.xlsx').catch(
              setFailure,
            );
          }}
        >
          {t('homeCare.export')}
        </Button>
      </PageHead>
      <HomeCareTabs />
      <div className={styles['filters']}>
        <TextField name="text" label={t('homeCare.findElder')} value={name.typed} onChange={name.type} />
        <SelectField
          name="covered"
          label={t('homeCare.coveredFilter')}
          value={search.get('covered') ?? ''}
          onChange={(value) => set('covered', value)}
          choices={['', 'no', 'yes'].map((value) => ({ value, label: t(`homeCare.coveredFilter.${value || 'all'}`) }))}
        />
        <SelectField
          name="sort"
          label={t('homeCare.sort')}
          value={query.sort ?? 'score'}
          onChange={(value) => set('sort', value)}
          choices={['score', 'listed', 'village'].map((value) => ({ value, label: t(`homeCare.sort.${value}`) }))}
        />
        {query.below && <Button onClick={() => set('below', '')}>{t('homeCare.wholeArea')}</Button>}
      </div>
      {failure !== undefined && <Failure error={failure} />}
      {list.error ? (
        <Failure error={list.error} onRetry={() => void list.refetch()} />
      ) : !rows ? (
        <Skeleton lines={8} />
      ) : (
        <Worklist
          label={t('homeCare.elders')}
          columns={columns}
          rows={rows}
          rowKey={(row) => row.personId}
          {...(opens && { onOpen: (row: ElderRow) => void navigate(`/people/${row.personId}/self-care`) })}
          empty={<Empty title={t('homeCare.noElders')}>{t('homeCare.noEldersText')}</Empty>}
          more={{
            shown: rows.length,
            total: list.data?.pages[0]?.total ?? rows.length,
            hasMore: list.hasNextPage,
            busy: list.isFetching,
            onMore: () => void list.fetchNextPage(),
          }}
        />
      )}
    </>
  );
}
