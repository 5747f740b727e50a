// How far the walk through everybody is, when the last one ended, and the button that starts one.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useLiveRefresh } from '#platform/ui/live/use-live.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import { permissions, portraitRoutes, runTopic } from '../contract.ts';
import styles from './portrait.module.css';

export const lacksKey = ['portrait', 'lacks'] as const;
const runKey = ['portrait', 'run'] as const;

export function RunLine() {
  const { t, count, instant } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const may = useMay(permissions.run);
  const sees = useMay(permissions.runRead);
  useLiveRefresh(sees ? runTopic : undefined, runKey, lacksKey);
  const run = useQuery({
    queryKey: runKey,
    enabled: sees,
    queryFn: ({ signal }) => api.call(portraitRoutes.run, { signal }),
    refetchInterval: ({ state }) => (state.data?.last && !state.data.last.finishedAt ? 2_000 : false),
  });
  const start = useMutation({
    mutationFn: () => api.call(portraitRoutes.startRun, {}),
    onSuccess: (reply) => queries.setQueryData(runKey, reply),
  });
  const last = run.data?.last;
  const running = last !== undefined && !last.finishedAt;
  if (!sees) return null;
  return (
    <div className={`${styles['tools']} no-print`} role="status">
      {may && (
        <Button busy={start.isPending || running} onClick={() => start.mutate()}>
          {t('portrait.startRun')}
        </Button>
      )}
      {last && running && (
        <>
          <progress max={Math.max(1, last.total)} value={last.done} aria-label={t('portrait.startRun')} />
          <span>{t('portrait.running', { done: count(last.done), total: count(last.total) })}</span>
        </>
      )}
      {last?.finishedAt && (
        <span className="quiet">
          {t('portrait.ran', {
            at: instant(last.finishedAt),
            name: last.startedByName ?? t('portrait.byItself'),
            total: count(last.total),
          })}
        </span>
      )}
      {run.data && !last && <span className="quiet">{t('portrait.neverRan')}</span>}
      {start.error && <Failure error={start.error} />}
    </div>
  );
}
