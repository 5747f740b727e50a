// 高风险召回: the run through everybody, and who is to be called in by model and village, highest first; chosen ones become their teams' work.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useLocalText } from '#foundation/knowledge/web/form/use-local-text.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { SelectField } from '#platform/ui/form/fields.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useLiveRefresh } from '#platform/ui/live/use-live.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { PrintButton } from '#platform/ui/print/print.tsx';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { Empty, Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import { permissions, riskRoutes, runTopic, type RecallRow } from '../contract.ts';
import { riskModels } from '../rules/models.ts';
import { tagOf } from './result-card.tsx';
import styles from './risk.module.css';

const recallKey = ['risk', 'recall'] as const;
const runKey = ['risk', 'run'] as const;

/** `opensPerson`: where the portal has a room for the risks of one. */
export function RecallPage({ opensPerson = false }: { opensPerson?: boolean }) {
  const { t, count, instant, unit } = useWords();
  const text = useLocalText();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const model = riskModels.find(({ id }) => id === search.get('model'))?.id ?? riskModels[0]!.id;
  const level = (['high', 'medium'] as const).find((one) => one === search.get('level'));
  const villageId = search.get('village') ?? '';
  const change = (name: string, value: string) => {
    setChosen([]);
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        if (value) after.set(name, value);
        else after.delete(name);
        return after;
      },
      { replace: true },
    );
  };
  const list = useInfiniteQuery({
    queryKey: [...recallKey, model, level, villageId],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.call(riskRoutes.recall, {
        query: {
          model,
          ...(level && { level }),
          ...(villageId && { villageId }),
          ...(pageParam && { page: pageParam }),
        },
        signal,
      }),
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
  const rows = list.data?.pages.flatMap(({ items }) => items);
  const villages = list.data?.pages[0]?.villages ?? [];
  const open = new Set(rows?.flatMap((row) => (row.orderId ? [row.personId] : [])));
  const columns: WorklistColumn<RecallRow>[] = [
    {
      key: 'name',
      title: t('risk.person'),
      render: (row) => `${row.name}${row.age === undefined ? '' : ` ${t('risk.age', { count: row.age })}`}`,
    },
    { key: 'village', title: t('risk.village'), render: (row) => row.villageName },
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
          : `${Math.round(row.score * 10) / 10}${row.unit && row.unit !== '1' && row.unit !== '{score}' ? ` ${unit(row.unit)}` : ''}`,
    },
    { key: 'at', title: t('risk.assessedAt'), render: (row) => instant(row.assessedAt) },
    { key: 'order', title: t('risk.recallState'), render: (row) => (row.orderId ? t('risk.recallUnderWay') : '') },
  ];
  return (
    <>
      <title>{t('risk.recall')}</title>
      <PageHead title={t('risk.recall')}>
        <PrintButton />
      </PageHead>
      <RunLine />
      <div className={`${styles['tools']} no-print`}>
        <SelectField
          name="model"
          label={t('risk.model')}
          value={model}
          onChange={(next) => change('model', next)}
          choices={riskModels.map(({ id, disease }) => ({ value: id, label: text(disease) }))}
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
      {list.error && <Failure error={list.error} onRetry={() => void list.refetch()} />}
      {!rows && !list.error && <Skeleton lines={10} />}
      {rows && (
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
            <Empty title={t('risk.recallNone')} icon="people">
              {t('risk.recallNoneText')}
            </Empty>
          }
        />
      )}
    </>
  );
}

function RunLine() {
  const { t, count, instant } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const may = useMay(permissions.run);
  const sees = useMay(permissions.runRead);
  useLiveRefresh(sees ? runTopic : undefined, runKey, recallKey);
  const run = useQuery({
    queryKey: runKey,
    enabled: sees,
    queryFn: ({ signal }) => api.call(riskRoutes.run, { signal }),
    refetchInterval: ({ state }) => (state.data?.last && !state.data.last.finishedAt ? 2_000 : false),
  });
  const start = useMutation({
    mutationFn: () => api.call(riskRoutes.startRun, {}),
    onSuccess: (reply) => queries.setQueryData(runKey, reply),
  });
  const last = run.data?.last;
  const running = last !== undefined && !last.finishedAt;
  if (!sees) return null;
  return (
    <div className={`${styles['tools']} no-print`} role="status">
      {may && (
        <Button busy={start.isPending || running} onClick={() => start.mutate()}>
          {t('risk.startRun')}
        </Button>
      )}
      {last && running && (
        <>
          <progress max={Math.max(1, last.total)} value={last.done} aria-label={t('risk.startRun')} />
          <span>{t('risk.running', { done: count(last.done), total: count(last.total) })}</span>
        </>
      )}
      {last?.finishedAt && (
        <span className="quiet">
          {t('risk.ran', { at: instant(last.finishedAt), name: last.startedByName, total: count(last.total) })}
        </span>
      )}
      {run.data && !last && <span className="quiet">{t('risk.neverRan')}</span>}
      {start.error && <Failure error={start.error} />}
    </div>
  );
}
