// How far the walk through everybody is, when the last one ended, and the button that starts one.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from '../actions/button.tsx';
import { useApi } from '../api/api-context.ts';
import { useWords } from '../i18n/use-words.ts';
import { useLiveRefresh } from './use-live.ts';
import { useMay } from '../portal/session.ts';
import { Failure } from '../states/states.tsx';
import type { Instant, Route } from '../../contract.ts';
import styles from './run-line.module.css';

interface Run {
  /** Absent: it began by itself. */
  startedByName?: string;
  done: number;
  total: number;
  finishedAt?: Instant;
}
interface Walk {
  /** Beginning of the keys of its words: `.startRun`, `.running`, `.ran`, `.byItself`, `.neverRan`. */
  words: string;
  run: Route<{ reply: { last?: Run } }>;
  startRun: Route<{ reply: { last?: Run } }>;
  topic: string;
  permissions: { run: string; runRead: string };
  /** What is read again while it goes on. */
  listKey: readonly string[];
}

export function RunLine({ walk }: { walk: Walk }) {
  const { words, permissions } = walk;
  const runKey = [words, 'run'];
  const { t, count, instant } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const may = useMay(permissions.run);
  const sees = useMay(permissions.runRead);
  useLiveRefresh(sees ? walk.topic : undefined, runKey, walk.listKey);
  const run = useQuery({
    queryKey: runKey,
    enabled: sees,
    queryFn: ({ signal }) => api.call(walk.run, { signal }),
    refetchInterval: ({ state }) => (state.data?.last && !state.data.last.finishedAt ? 2_000 : false),
  });
  const start = useMutation({
    mutationFn: () => api.call(walk.startRun, {}),
    onSuccess: (reply) => queries.setQueryData(runKey, reply),
  });
  const last = run.data?.last;
  const running = last !== undefined && !last.finishedAt;
  if (!sees) return null;
  return (
    <div className={`${styles['line']} no-print`} role="status">
      {may && (
        <Button busy={start.isPending || running} onClick={() => start.mutate()}>
          {t(`${words}.startRun`)}
        </Button>
      )}
      {last && running && (
        <>
          <progress max={Math.max(1, last.total)} value={last.done} aria-label={t(`${words}.startRun`)} />
          <span>{t(`${words}.running`, { done: count(last.done), total: count(last.total) })}</span>
        </>
      )}
      {last?.finishedAt && (
        <span className="quiet">
          {t(`${words}.ran`, {
            at: instant(last.finishedAt),
            name: last.startedByName ?? t(`${words}.byItself`),
            total: count(last.total),
          })}
        </span>
      )}
      {run.data && !last && <span className="quiet">{t(`${words}.neverRan`)}</span>}
      {start.error && <Failure error={start.error} />}
    </div>
  );
}
