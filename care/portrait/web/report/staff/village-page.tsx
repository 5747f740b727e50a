// 村社年度报告: reports for a whole village with how far they are, who failed, and the list to open and print each.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearchParams } from 'react-router';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { SelectField } from '#platform/ui/form/fields.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useLiveRefresh } from '#platform/ui/live/use-live.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Failure } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import {
  reportPermissions,
  reportRoutes,
  reportRunTopic,
  type ReportRow,
  type ReportRun,
  type ReportVillages,
} from '../../../report-contract.ts';
import { ReportFile } from '../report-file.tsx';
import { thisYear } from '../use-report.ts';
import styles from '../report.module.css';

/** `opensPerson`: where the portal has a room for the report of one. */
export function VillagePage({ portal, opensPerson = false }: { portal: string; opensPerson?: boolean }) {
  const { t } = useWords();
  const api = useApi();
  const villages = useQuery({
    queryKey: ['annual-report', 'villages'],
    queryFn: ({ signal }) => api.call(reportRoutes.villages, { signal }),
  });
  return (
    <>
      <title>{t('report.batch')}</title>
      <PageHead title={t('report.batch')} />
      <QueryView query={villages}>
        {(data) => <Village portal={portal} opensPerson={opensPerson} villages={data} />}
      </QueryView>
    </>
  );
}

interface VillageProps {
  portal: string;
  opensPerson: boolean;
  villages: ReportVillages;
}
function Village({ portal, opensPerson, villages: { villages, mayRun } }: VillageProps) {
  const { t, instant } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const opensFile = useMay(reportPermissions.read);
  const year = Number(search.get('year')) === thisYear() - 1 ? thisYear() - 1 : thisYear();
  const villageId = villages.find((one) => one.villageId === search.get('village'))?.villageId ?? '';
  const change = (name: string, value: string) =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        after.set(name, value);
        return after;
      },
      { replace: true },
    );
  const key = ['annual-report', 'village', villageId, year];
  useLiveRefresh(reportRunTopic, key);
  const list = useInfiniteQuery({
    queryKey: key,
    enabled: villageId !== '',
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.call(reportRoutes.village, { query: { villageId, year, ...(pageParam && { page: pageParam }) }, signal }),
    getNextPageParam: ({ next }) => next,
    // Where the live stream is broken the run is still seen to move.
    refetchInterval: ({ state }) => {
      const run = state.data?.pages[0]?.run;
      return run && !run.finishedAt ? 2_000 : false;
    },
  });
  const start = useMutation({
    mutationFn: () => api.call(reportRoutes.run, { body: { villageId, year } }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: key }),
  });
  const rows = list.data?.pages.flatMap(({ items }) => items);
  const run = list.data?.pages[0]?.run;
  const columns: WorklistColumn<ReportRow>[] = [
    {
      key: 'name',
      title: t('report.person'),
      render: (row) => `${row.name}${row.age === undefined ? '' : ` ${t('report.age', { age: row.age })}`}`,
    },
    {
      key: 'score',
      title: t('report.index'),
      align: 'right',
      render: (row) => (row.score === undefined ? t('report.indexTooFew') : row.score.toFixed(1)),
    },
    {
      key: 'signed',
      title: t('report.prescriptionState'),
      render: (row) => t(row.signed ? 'report.isSigned' : 'report.waitsForSign'),
    },
    { key: 'madeAt', title: t('report.madeAt'), render: (row) => instant(row.madeAt) },
    ...(opensFile
      ? [
          {
            key: 'file',
            title: 'PDF',
            render: (row: ReportRow) => (
              <ReportFile
                portal={portal}
                personId={row.personId}
                year={year}
                kind="resident"
                label={t('report.forResident')}
                quiet
              />
            ),
          },
        ]
      : []),
  ];
  return (
    <>
      <div className={`${styles['tools']} no-print`}>
        <SelectField
          name="village"
          label={t('report.village')}
          value={villageId}
          onChange={(next) => change('village', next)}
          choices={[
            { value: '', label: t('report.chooseVillage') },
            ...villages.map((one) => ({
              value: one.villageId,
              label: `${one.townshipName} ${one.name}（${t('report.peopleCount', { people: one.people })}）`,
            })),
          ]}
        />
        <SelectField
          name="year"
          label={t('report.year')}
          value={String(year)}
          onChange={(next) => change('year', next)}
          choices={[thisYear(), thisYear() - 1].map((one) => ({
            value: String(one),
            label: t('report.yearOf', { year: one }),
          }))}
        />
        {mayRun && villageId && (
          <Button
            kind="primary"
            busy={start.isPending || (run !== undefined && !run.finishedAt)}
            onClick={() => start.mutate()}
          >
            {t('report.startRun')}
          </Button>
        )}
      </div>
      {start.error && <Failure error={start.error} />}
      {list.error && <Failure error={list.error} onRetry={() => void list.refetch()} />}
      {villageId && list.data && <RunState run={run} year={year} />}
      {villageId === '' ? (
        <Empty title={t('report.chooseVillage')} icon="list">
          {t('report.listedNoneText')}
        </Empty>
      ) : (
        !list.error && (
          <Worklist
            label={t('report.listed')}
            columns={columns}
            rows={rows}
            rowKey={(row) => row.personId}
            {...(opensPerson && {
              onOpen: (row: ReportRow) => void navigate(`/people/${row.personId}/annual-report`),
            })}
            more={{
              onMore: () => void list.fetchNextPage(),
              busy: list.isFetchingNextPage,
              hasMore: list.hasNextPage,
              shown: rows?.length ?? 0,
            }}
            empty={
              <Empty title={t('report.listedNone')} icon="record">
                {t('report.listedNoneText')}
              </Empty>
            }
          />
        )
      )}
    </>
  );
}

function RunState({ run, year }: { run: ReportRun | undefined; year: number }) {
  const { t, count, instant } = useWords();
  if (!run) return <p className="quiet">{t('report.neverRan', { year })}</p>;
  return (
    <div role="status">
      {run.finishedAt ? (
        <p>
          {t('report.ran', {
            at: instant(run.finishedAt),
            name: run.startedByName,
            total: count(run.total),
            made: count(run.made),
            unchanged: count(run.unchanged),
            failed: count(run.failures.length),
          })}
        </p>
      ) : (
        <p className={styles['tools']}>
          <progress max={Math.max(1, run.total)} value={run.done} aria-label={t('report.startRun')} />
          <span>{t('report.running', { done: count(run.done), total: count(run.total) })}</span>
        </p>
      )}
      {run.failures.length > 0 && (
        <details open>
          <summary>{t('report.failures')}</summary>
          <ul>
            {run.failures.map(({ personId, name, code }) => (
              <li key={personId}>
                {name}：{t(`report.failure.${code}`)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
