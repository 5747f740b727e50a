// Sends an ndjson file for import: choose, see how much has left, stop.
import { useEffect, useRef, useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import { sendFile } from './bulk-calls.ts';
import styles from './bulk-data.module.css';

export function ImportForm({ onBegun }: { onBegun: () => void }) {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const [sent, setSent] = useState<number>();
  const [file, setFile] = useState<File>();
  const [failure, setFailure] = useState<unknown>();
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => stop.current?.abort(), []);

  const send = async (chosen: File) => {
    stop.current = new AbortController();
    setFile(chosen);
    setFailure(undefined);
    setSent(0);
    try {
      await sendFile(chosen, stop.current.signal, setSent);
      setFile(undefined);
      onBegun();
    } catch (error) {
      if ((error as Error).name !== 'AbortError') setFailure(error);
    }
    setSent(undefined);
  };
  const percent = Math.round((sent ?? 0) * 100);
  return (
    <section className={styles['form']} aria-label={t('record.bulk.import')}>
      <h2>{t('record.bulk.import')}</h2>
      <p>{t('record.bulk.importText')}</p>
      <input
        ref={input}
        id="ndjson"
        className="unseen"
        type="file"
        tabIndex={-1}
        aria-label={t('record.bulk.file')}
        accept=".ndjson,.jsonl,application/fhir+ndjson,application/x-ndjson"
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          if (chosen) void send(chosen);
          // The same file, corrected, can be chosen again.
          event.target.value = '';
        }}
      />
      {sent !== undefined && file && (
        <div className={styles['sending']} role="status">
          <span>{t('record.bulk.sending', { name: file.name, percent })}</span>
          <progress className={styles['progress']} value={percent} max={100} aria-label={t('record.bulk.sent')} />
        </div>
      )}
      {failure !== undefined && (
        <Failure
          error={failure}
          safe={t('record.bulk.notSent')}
          onRetry={() => (file ? void send(file) : input.current?.click())}
        />
      )}
      <div>
        {sent === undefined ? (
          <Button icon="plus" onClick={() => input.current?.click()}>
            {t('record.bulk.choose')}
          </Button>
        ) : (
          <Button icon="close" onClick={() => stop.current?.abort()}>
            {t('record.bulk.stopSending')}
          </Button>
        )}
      </div>
    </section>
  );
}
