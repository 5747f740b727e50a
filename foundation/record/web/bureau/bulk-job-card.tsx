// One bulk job: what it is, how far it is, what came of it, its files, and the way to end it.
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { Confirm } from '#platform/ui/actions/confirm.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { Failure } from '#platform/ui/states/states.tsx';
import type { BulkJobRow } from '../../contract.ts';
import { fileAddress, removeJob } from './bulk-calls.ts';
import styles from './bulk-data.module.css';
import { hasWord } from '../type-names.ts';

const levels = { running: 'amber', finished: 'green', failed: 'red' } as const;
const figures = ['given', 'created', 'updated', 'unchanged', 'refused'] as const;
const megabyte = 1_000_000;

export function BulkJobCard({ job, onRemoved }: { job: BulkJobRow; onRemoved: () => void }) {
  const { t, instant, count } = useWords();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const running = job.state === 'running';
  const nameOf = (type: string) => (hasWord(type) ? t(`record.type.${type}`) : type);
  const errors = job.files.filter((file) => file.kind === 'error');
  const files = job.files.filter((file) => file.kind !== 'error');
  const remove = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      await removeJob(job.jobId);
      onRemoved();
    } catch (error) {
      setFailure(error);
    }
    setBusy(false);
    setAsking(false);
  };
  return (
    <li className={styles['job']}>
      <div className={styles['head']}>
        <strong>{t(`record.bulk.${job.kind}`)}</strong>
        <LevelTag level={levels[job.state]}>{t(`record.bulk.state.${job.state}`)}</LevelTag>
        <span className="quiet">
          {instant(job.startedAt)}
          {job.expiresAt && ` · ${t('record.bulk.until', { at: instant(job.expiresAt) })}`}
        </span>
        <span className={styles['end']}>
          <Button kind="quiet" icon="close" onClick={() => setAsking(true)}>
            {t(running ? 'record.bulk.cancel' : 'record.bulk.remove')}
          </Button>
        </span>
      </div>
      {running && (
        <div className={styles['sending']}>
          <progress
            className={styles['progress']}
            value={job.percent}
            max={100}
            aria-label={t('record.bulk.progress')}
          />
          <span>{t('record.bulk.percent', { percent: job.percent })}</span>
        </div>
      )}
      {job.state === 'failed' && <p>{t('record.bulk.failedText')}</p>}
      {job.counts.length > 0 && (
        <dl className={styles['counts']}>
          {job.counts.map((one) => (
            <div key={one.type}>
              <dt>{nameOf(one.type)}</dt>
              <dd>
                {figures
                  .filter((figure) => one[figure])
                  .map((figure) =>
                    figure === 'given' ? count(one.given!) : t(`record.bulk.${figure}`, { count: one[figure] }),
                  )
                  .join(' · ') || count(0)}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {job.state === 'finished' && job.kind === 'export' && files.length === 0 && <p>{t('record.bulk.nothing')}</p>}
      {files.length > 0 && (
        <details className={styles['files']}>
          <summary>{t('record.bulk.files', { count: files.length })}</summary>
          <ul>
            {files.map((file) => (
              <li key={file.position}>
                <a
                  href={fileAddress(job.jobId, file.position)}
                  download={`${file.kind === 'deleted' ? 'deleted' : file.type}-${file.position}.ndjson`}
                >
                  {file.kind === 'deleted' ? t('record.bulk.deleted') : nameOf(file.type)}
                </a>{' '}
                <span className="quiet">
                  {t('record.bulk.fileSize', {
                    lines: count(file.resources),
                    megabytes: Math.max(0.1, file.bytes / megabyte).toFixed(1),
                  })}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
      {errors.map((file) => (
        <p key={file.position}>
          <a href={fileAddress(job.jobId, file.position)} download={`errors-${file.position}.ndjson`}>
            {t('record.bulk.errors', { count: file.resources })}
          </a>
        </p>
      ))}
      {failure !== undefined && <Failure error={failure} onRetry={() => void remove()} />}
      <Confirm
        open={asking}
        title={t(running ? 'record.bulk.cancelTitle' : 'record.bulk.removeTitle')}
        verb={t(running ? 'record.bulk.cancel' : 'record.bulk.remove')}
        busy={busy}
        onConfirm={() => void remove()}
        onClose={() => setAsking(false)}
      >
        {t(running ? `record.bulk.cancelText.${job.kind}` : 'record.bulk.removeText')}
      </Confirm>
    </li>
  );
}
