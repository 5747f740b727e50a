// 谁还缺: who has nothing on record for two years, no index or no report of this year; counts by village, searched, as an Excel sheet.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { Button } from '#platform/ui/actions/button.tsx';
import { addressOf } from '#platform/ui/api/address.ts';
import { useApi } from '#platform/ui/api/api-context.ts';
import { SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { useAddressText } from '#platform/ui/form/use-address-text.ts';
import { RunLine } from '#platform/ui/live/run-line.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { Empty, Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import {
  lackKinds,
  lacksSheetPath,
  portraitRoutes,
  type LackKind,
  type LackRow,
  runTopic,
  permissions,
} from '../contract.ts';
import { download } from '#platform/ui/files/save-file.ts';
import { scoreText } from './use-index.ts';
import { VillageCounts } from './village-counts.tsx';
import styles from './portrait.module.css';

const lacksKey = ['portrait', 'lacks'] as const;
const walk = {
  words: 'portrait',
  run: portraitRoutes.run,
  startRun: portraitRoutes.startRun,
  topic: runTopic,
  permissions,
  listKey: lacksKey,
};

/** `opens`: this portal has pages of persons. */
export function LacksPage({ portal, opens = false }: { portal: string; opens?: boolean }) {
  const { t, date } = useWords();
  const api = useApi();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const [failure, setFailure] = useState<unknown>();
  const what: LackKind = lackKinds.find((one) => one === search.get('what')) ?? 'index';
  const villageId = search.get('village') ?? '';
  const { typed, type, settled } = useAddressText('text');
  const text = settled.trim();
  const set = (name: string, value: string) =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        if (value) after.set(name, value);
        else after.delete(name);
        return after;
      },
      { replace: true },
    );
  const query = { what, ...(villageId && { villageId }), ...(text && { text }) };
  const list = useInfiniteQuery({
    queryKey: [...lacksKey, what, villageId, text],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.call(portraitRoutes.lacks, { query: { ...query, ...(pageParam && { page: pageParam }) }, signal }),
    getNextPageParam: ({ next }) => next,
  });
  const rows = list.data?.pages.flatMap(({ items }) => items);
  const villages = list.data?.pages[0]?.villages ?? [];
  const columns: WorklistColumn<LackRow>[] = [
    { key: 'name', title: t('portrait.person'), render: (row) => <strong>{row.name}</strong> },
    {
      key: 'age',
      title: t('portrait.sexAndAge'),
      render: (row) =>
        [
          row.sex === 'male' || row.sex === 'female' ? t(`portrait.sexShort.${row.sex}`) : '',
          row.age === undefined ? '' : t('portrait.age', { count: row.age }),
        ]
          .filter(Boolean)
          .join(' '),
    },
    { key: 'village', title: t('portrait.village'), render: (row) => `${row.townshipName} ${row.villageName}` },
    { key: 'known', title: t('portrait.partsKnown'), align: 'right', render: (row) => `${row.known}/8` },
    {
      key: 'score',
      title: t('portrait.index'),
      align: 'right',
      render: (row) => (row.score === undefined ? t('portrait.none') : scoreText(row.score)),
    },
    {
      key: 'recorded',
      title: t('portrait.recordedOn'),
      render: (row) => (row.recordedOn ? date(row.recordedOn) : t('portrait.neverRecorded')),
    },
  ];
  return (
    <>
      <title>{t('portrait.lacks')}</title>
      <PageHead title={t('portrait.lacks')}>
        <Button
          icon="download"
          onClick={() => {
            setFailure(undefined);
            void download(portal, addressOf(lacksSheetPath, {}, { ...query, format: 'xlsx' }), `${what}.xlsx`).catch(
              setFailure,
            );
          }}
        >
          {t('portrait.export')}
        </Button>
      </PageHead>
      <RunLine walk={walk} />
      <div className={styles['tools']}>
        <SelectField
          name="what"
          label={t('portrait.what')}
          value={what}
          onChange={(next) => set('what', next)}
          choices={lackKinds.map((one) => ({ value: one, label: t(`portrait.lack.${one}`) }))}
        />
        <SelectField
          name="village"
          label={t('portrait.village')}
          value={villageId}
          onChange={(next) => set('village', next)}
          choices={[
            { value: '', label: t('ui.all') },
            ...villages.map((one) => ({ value: one.villageId, label: one.name })),
          ]}
        />
        <TextField name="text" label={t('portrait.find')} value={typed} onChange={type} />
      </div>
      {failure !== undefined && <Failure error={failure} />}
      {list.error && <Failure error={list.error} onRetry={() => void list.refetch()} />}
      {!rows && !list.error && <Skeleton lines={10} />}
      {rows && (
        <div className={styles['stack']}>
          <VillageCounts villages={villages} what={what} chosen={villageId} onChoose={(next) => set('village', next)} />
          <Worklist
            label={t(`portrait.lack.${what}`)}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.personId}
            {...(opens && { onOpen: (row: LackRow) => void navigate(`/people/${row.personId}/portrait`) })}
            more={{
              onMore: () => void list.fetchNextPage(),
              busy: list.isFetchingNextPage,
              hasMore: list.hasNextPage,
              shown: rows.length,
            }}
            empty={
              villages.length === 0 ? (
                <Empty title={t('portrait.notCounted')} icon="people">
                  {t('portrait.noCounts')}
                </Empty>
              ) : (
                <Empty title={t('portrait.lacksNone')} icon="people">
                  {t('portrait.lacksNoneText')}
                </Empty>
              )
            }
          />
        </div>
      )}
    </>
  );
}
