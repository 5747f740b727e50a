// 高风险召回: the run through everybody, and who is to be called in by model, village and team, the gravest first; chosen ones become their teams' work.
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useLocalText } from '#foundation/knowledge/web/form/use-local-text.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { addressOf } from '#platform/ui/api/address.ts';
import { useApi } from '#platform/ui/api/api-context.ts';
import { download } from '#platform/ui/files/save-file.ts';
import { SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { useAddressText } from '#platform/ui/form/use-address-text.ts';
import { RunLine } from '#platform/ui/live/run-line.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { PrintButton, PrintHeader } from '#platform/ui/print/print.tsx';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { Empty, Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import { recallSheetPath, recallSorts, riskRoutes, type RecallRow, runTopic, permissions } from '../contract.ts';
import { riskModels } from '../rules/models.ts';
import { tagOf } from './result-card.tsx';
import styles from './risk.module.css';

const recallKey = ['risk', 'recall'] as const;
const walk = {
  words: 'risk',
  run: riskRoutes.run,
  startRun: riskRoutes.startRun,
  topic: runTopic,
  permissions,
  listKey: recallKey,
};

/** `opensPerson`: where the portal has a room for the risks of one. */
export function RecallPage({ portal, opensPerson = false }: { portal: string; opensPerson?: boolean }) {
  const { t, count, instant, unit } = useWords();
  const text = useLocalText();
  const api = useApi();
  const me = useMe();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [failure, setFailure] = useState<unknown>();
  const { typed, type, settled } = useAddressText('text');
  const { id: model, disease } = riskModels.find(({ id }) => id === search.get('model')) ?? riskModels[0]!;
  const level = (['high', 'medium'] as const).find((one) => one === search.get('level'));
  const sort = recallSorts.find((one) => one === search.get('sort')) ?? 'risk';
  const villageId = search.get('village') ?? '';
  const teamId = search.get('team') ?? '';
  const name = settled.trim();
  const change = (key: string, value: string) => {
    setChosen([]);
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        if (value) after.set(key, value);
        else after.delete(key);
        return after;
      },
      { replace: true },
    );
  };
  const query = {
    model,
    sort,
    ...(level && { level }),
    ...(villageId && { villageId }),
    ...(teamId && { teamId }),
    ...(name && { text: name }),
  };
  const list = useInfiniteQuery({
    queryKey: [...recallKey, query],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.call(riskRoutes.recall, { query: { ...query, ...(pageParam && { page: pageParam }) }, signal }),
    getNextPageParam: ({ next }) => next,
  });
  const place = useMutation({
    mutationFn: (personIds: string[]) => api.call(riskRoutes.placeRecalls, { body: { model, personIds } }),
    onSuccess: ({ placed, standing }) => {
      announce(t('risk.recallsPlaced', { placed, standing }));
      setChosen([]);
      void queries.invalidateQueries({ queryKey: recallKey });
    },
  });
  const sheet = (format: 'csv' | 'xlsx') => {
    setFailure(undefined);
    const address = addressOf(recallSheetPath, {}, { ...query, format });
    void download(portal, address, `${t('risk.recall')}.${format}`).catch(setFailure);
  };
  const rows = list.data?.pages.flatMap(({ items }) => items);
  const { villages = [], teams = [] } = list.data?.pages[0] ?? {};
  const open = new Set(rows?.flatMap((row) => (row.orderId ? [row.personId] : [])));
  const columns: WorklistColumn<RecallRow>[] = [
    {
      key: 'name',
      title: t('risk.person'),
      render: (row) => `${row.name}${row.age === undefined ? '' : ` ${t('risk.age', { count: row.age })}`}`,
    },
    { key: 'village', title: t('risk.village'), render: (row) => row.villageName },
    { key: 'team', title: t('risk.team'), render: (row) => row.teamName ?? '' },
    {
      key: 'level',
      title: t('risk.levelTitle'),
      render: (row) => <LevelTag level={tagOf[row.level]}>{t(`risk.level.${row.level}`)}</LevelTag>,
    },
    {
      key: 'score',
      title: t('risk.score'),
      align: 'right',
      render: (row) =>
        row.score === undefined
          ? ''
          : `${Math.round(row.score * 10) / 10} ${row.unit === '{score}' ? t('risk.pointsUnit') : unit(row.unit ?? '1')}`.trim(),
    },
    { key: 'at', title: t('risk.assessedAt'), render: (row) => instant(row.assessedAt) },
    { key: 'order', title: t('risk.recallState'), render: (row) => (row.orderId ? t('risk.recallUnderWay') : '') },
  ];
  const filtered = name !== '' || villageId !== '' || teamId !== '';
  return (
    <>
      <title>{t('risk.recall')}</title>
      <PrintHeader title={t('risk.recallOf', { disease: text(disease) })} by={me.displayName} />
      <p className="print-only">
        {t('risk.recallFilter', {
          level: level ? t(`risk.level.${level}`) : t('risk.bothLevels'),
          village: villages.find((one) => one.villageId === villageId)?.name ?? t('ui.all'),
          team: teams.find((one) => one.teamId === teamId)?.name ?? t('ui.all'),
        })}
        {name && t('risk.recallFilterName', { name })}
      </p>
      <div className="no-print">
        <PageHead title={t('risk.recall')}>
          <Button kind="quiet" icon="download" onClick={() => sheet('xlsx')}>
            Excel
          </Button>
          <Button kind="quiet" icon="download" onClick={() => sheet('csv')}>
            CSV
          </Button>
          <PrintButton />
        </PageHead>
      </div>
      <RunLine walk={walk} />
      <div className={`${styles['tools']} no-print`}>
        <SelectField
          name="model"
          label={t('risk.model')}
          value={model}
          onChange={(next) => change('model', next)}
          choices={riskModels.map((one) => ({ value: one.id, label: text(one.disease) }))}
        />
        <SelectField
          name="level"
          label={t('risk.levelTitle')}
          value={level ?? ''}
          onChange={(next) => change('level', next)}
          choices={[
            { value: '', label: t('risk.bothLevels') },
            ...(['high', 'medium'] as const).map((one) => ({ value: one, label: t(`risk.level.${one}`) })),
          ]}
        />
        <SelectField
          name="village"
          label={t('risk.village')}
          value={villageId}
          onChange={(next) => change('village', next)}
          choices={[
            { value: '', label: t('ui.all') },
            ...villages.map((one) => ({
              value: one.villageId,
              label: t('risk.villageCounts', { name: one.name, high: count(one.high), medium: count(one.medium) }),
            })),
          ]}
        />
        <SelectField
          name="team"
          label={t('risk.team')}
          value={teamId}
          onChange={(next) => change('team', next)}
          choices={[{ value: '', label: t('ui.all') }, ...teams.map((one) => ({ value: one.teamId, label: one.name }))]}
        />
        <SelectField
          name="sort"
          label={t('risk.sort')}
          value={sort}
          onChange={(next) => change('sort', next)}
          choices={recallSorts.map((one) => ({ value: one, label: t(`risk.sort.${one}`) }))}
        />
        <TextField
          name="text"
          label={t('risk.find')}
          value={typed}
          onChange={(next) => {
            setChosen([]);
            type(next);
          }}
        />
        <Button
          kind="primary"
          disabled={chosen.length === 0}
          busy={place.isPending}
          onClick={() => place.mutate([...chosen])}
        >
          {t('risk.placeRecalls', { count: chosen.length })}
        </Button>
      </div>
      {place.error && <Failure error={place.error} />}
      {failure !== undefined && <Failure error={failure} />}
      {list.error && <Failure error={list.error} onRetry={() => void list.refetch()} />}
      {!rows && !list.error && <Skeleton lines={10} />}
      {rows && (
        <div className={styles['list']}>
          <Worklist
            label={t('risk.recall')}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.personId}
            {...(opensPerson && { onOpen: (row: RecallRow) => void navigate(`/people/${row.personId}/risk`) })}
            selection={{
              chosen,
              onChange: (next) => setChosen(next.filter((personId) => !open.has(personId))),
              nameOf: (row) => row.name,
            }}
            more={{
              onMore: () => void list.fetchNextPage(),
              busy: list.isFetchingNextPage,
              hasMore: list.hasNextPage,
              shown: rows.length,
            }}
            empty={
              <Empty title={t(filtered ? 'risk.nobodyFound' : 'risk.recallNone')} icon="people">
                {t(filtered ? 'risk.nobodyFoundText' : 'risk.recallNoneText')}
              </Empty>
            }
          />
        </div>
      )}
    </>
  );
}
