// One view: its last run and table, and what can be done with it.
import { useState } from 'react';
import { Button, buttonClass } from '#platform/ui/actions/button.tsx';
import { Confirm } from '#platform/ui/actions/confirm.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { Failure } from '#platform/ui/states/states.tsx';
import { deleteViewRoute, runViewRoute } from '../../contract.ts';
import type { ViewSummary } from '../../contract.ts';
import { ViewRowsTable } from './view-rows.tsx';
import styles from './views.module.css';

const levels = { running: 'amber', finished: 'green', failed: 'red' } as const;

export function ViewCard({
  view,
  onChanged,
  onEdit,
}: {
  view: ViewSummary;
  onChanged: () => void;
  onEdit: () => void;
}) {
  const { t, instant, count } = useWords();
  const api = useApi();
  const [asking, setAsking] = useState(false);
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const { name, run, table } = view;
  const call = async (work: () => Promise<unknown>) => {
    setBusy(true);
    setFailure(undefined);
    await work().then(onChanged, setFailure);
    setBusy(false);
    setAsking(false);
  };
  return (
    <li className={styles['card']}>
      <div className={styles['head']}>
        <strong>{view.title ?? name}</strong>
        <code>{name}</code>
        {run && <LevelTag level={levels[run.state]}>{t(`record.bulk.state.${run.state}`)}</LevelTag>}
        <span className={styles['end']}>
          <Button
            kind="primary"
            busy={busy}
            disabled={run?.state === 'running'}
            onClick={() => void call(() => api.call(runViewRoute, { params: { name } }))}
          >
            {t('record.views.run')}
          </Button>
          <Button kind="quiet" onClick={onEdit}>
            {t('record.views.change')}
          </Button>
          <Button kind="quiet" icon="close" onClick={() => setAsking(true)}>
            {t('record.views.remove')}
          </Button>
        </span>
      </div>
      {run?.state === 'running' && (
        <div className={styles['head']}>
          <progress
            className={styles['progress']}
            value={run.percent}
            max={100}
            aria-label={t('record.bulk.progress')}
          />
          <span>{t('record.bulk.percent', { percent: run.percent })}</span>
        </div>
      )}
      {run?.state === 'failed' && <p>{t('record.views.failed', { problem: run.problem ?? '' })}</p>}
      <p className="quiet">
        {table
          ? t('record.views.table', {
              rows: count(table.rows),
              seconds: table.seconds.toFixed(1),
              at: instant(table.filledAt),
            })
          : t('record.views.noTable')}
        {view.nextRunAt && ` · ${t('record.views.next', { at: instant(view.nextRunAt) })}`}
      </p>
      {table && !table.own && <p className="quiet">{t('record.views.notOwn')}</p>}
      {table?.own && (
        <div className={styles['head']}>
          <Button kind="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t(open ? 'record.views.hideRows' : 'record.views.showRows')}
          </Button>
          <a
            className={buttonClass('quiet')}
            href={`/api/record/views/${name}/csv?portal=bureau`}
            download={`${name}.csv`}
          >
            {t('record.views.csv')}
          </a>
        </div>
      )}
      {open && table?.own && <ViewRowsTable name={name} filledAt={table.filledAt} />}
      {failure !== undefined && <Failure error={failure} />}
      <Confirm
        open={asking}
        title={t('record.views.removeTitle')}
        verb={t('record.views.remove')}
        busy={busy}
        onConfirm={() => void call(() => api.call(deleteViewRoute, { params: { name } }))}
        onClose={() => setAsking(false)}
      >
        {t('record.views.removeText')}
      </Confirm>
    </li>
  );
}
