// Takes a file of another institution into this person's record: choose, see what it holds, compare, take in.
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Link } from 'react-router';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import { importRoute, largestImport, type ImportReply } from '../../transfer-contract.ts';
import { recordKey } from '../record-queries.ts';
import { ImportFindings } from './import-findings.tsx';
import styles from './transfer.module.css';

interface Chosen {
  fileName: string;
  content: string;
}

export function BringIn({ personId }: { personId: string }) {
  const { t } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<Chosen>();
  const [stage, setStage] = useState<'idle' | 'checking' | 'writing'>('idle');
  const [reply, setReply] = useState<ImportReply>();
  const [confirmed, setConfirmed] = useState(false);
  const [tooLarge, setTooLarge] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const send = async (file: Chosen, dryRun: boolean) => {
    setStage(dryRun ? 'checking' : 'writing');
    setFailure(undefined);
    try {
      const answer = await api.call(importRoute, { params: { personId }, body: { ...file, dryRun, confirmed } });
      setReply(answer);
      if (!dryRun) await queries.invalidateQueries({ queryKey: recordKey(personId) });
    } catch (error) {
      setFailure(error);
    }
    setStage('idle');
  };
  const choose = async (file: File | undefined) => {
    if (!file) return;
    setReply(undefined);
    setFailure(undefined);
    setConfirmed(false);
    const large = file.size > largestImport;
    setTooLarge(large);
    setChosen(undefined);
    if (large) return;
    const next = { fileName: file.name.slice(0, 200), content: await file.text() };
    setChosen(next);
    await send(next, true);
  };
  const count = reply?.fresh.reduce((sum, one) => sum + one.count, 0) ?? 0;
  const known =
    reply?.likeness === 'same' || reply?.likeness === 'alike' || (reply?.likeness === 'unclear' && confirmed);
  const done = reply && !reply.dryRun;
  return (
    <section className={`${styles['box']} no-print`} aria-labelledby="bring-in">
      <h2 id="bring-in">{t('record.transfer.bring')}</h2>
      <p>{t('record.transfer.bringText')}</p>
      <input
        ref={input}
        id="person-bundle"
        className="unseen"
        type="file"
        tabIndex={-1}
        aria-label={t('record.transfer.choose')}
        accept=".json,application/json,application/fhir+json"
        onChange={(event) => {
          void choose(event.target.files?.[0]);
          // The same file, corrected, can be chosen again.
          event.target.value = '';
        }}
      />
      <div className={styles['row']}>
        <Button busy={stage === 'checking'} onClick={() => input.current?.click()}>
          {t(chosen ? 'record.transfer.chooseOther' : 'record.transfer.choose')}
        </Button>
        {chosen && <span className="quiet">{chosen.fileName}</span>}
      </div>
      <p role="status">
        {tooLarge && t('record.transfer.tooLarge')}
        {stage === 'checking' && t('record.transfer.checking')}
        {stage === 'writing' && t('record.transfer.writing')}
        {done && stage === 'idle' && t('record.transfer.done', { count: reply.written })}
      </p>
      {stage !== 'idle' && <progress className={styles['progress']} aria-label={t('record.transfer.progress')} />}
      {failure !== undefined && (
        <Failure
          error={failure}
          safe={t('record.transfer.safe')}
          onRetry={() => chosen && void send(chosen, reply?.dryRun !== true)}
        />
      )}
      {reply && stage !== 'checking' && <ImportFindings reply={reply} />}
      {reply?.dryRun && reply.likeness === 'unclear' && (
        <label className={styles['row']}>
          <input type="checkbox" checked={confirmed} onChange={(event) => setConfirmed(event.target.checked)} />
          {t('record.transfer.confirm')}
        </label>
      )}
      {reply?.dryRun && count > 0 && reply.likeness !== 'different' && (
        <div>
          <Button
            kind="primary"
            disabled={!known}
            busy={stage === 'writing'}
            onClick={() => chosen && void send(chosen, false)}
          >
            {t('record.transfer.now', { count })}
          </Button>
        </div>
      )}
      {done && <Link to={`/people/${personId}`}>{t('record.transfer.toRecord')}</Link>}
    </section>
  );
}
