// Sends an OpenStreetMap extract: say what it is, choose the file, see how much has left.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { TextField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import styles from './roads.module.css';
import { sendRoads } from './send-roads.ts';

export function LoadRoadsForm() {
  const { t } = useWords();
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const stop = useRef<AbortController>(undefined);
  const [words, setWords] = useState({ label: '', source: '© OpenStreetMap', licence: 'ODbL 1.0' });
  const [file, setFile] = useState<File>();
  const [sent, setSent] = useState<number>();
  const [failure, setFailure] = useState<unknown>();
  useEffect(() => () => stop.current?.abort(), []);
  const send = async (chosen: File) => {
    stop.current = new AbortController();
    setFailure(undefined);
    setSent(0);
    try {
      await sendRoads(chosen, { ...words, label: words.label.trim() || chosen.name }, stop.current.signal, setSent);
      setFile(undefined);
      void client.invalidateQueries({ queryKey: ['roads'] });
    } catch (error) {
      if ((error as Error).name !== 'AbortError') setFailure(error);
    }
    setSent(undefined);
  };
  const complete = words.source.trim() !== '' && words.licence.trim() !== '';
  const percent = Math.round((sent ?? 0) * 100);
  return (
    <details className={styles['load']}>
      <summary>{t('geo.load.title')}</summary>
      <p className="quiet">{t('geo.load.text')}</p>
      <input
        ref={input}
        id="roads-file"
        className="unseen"
        type="file"
        tabIndex={-1}
        aria-label={t('geo.load.file')}
        accept=".pbf"
        onChange={(event) => {
          setFile(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <div className={styles['row']}>
        <Button onClick={() => input.current?.click()}>{t(file ? 'geo.load.other' : 'geo.load.choose')}</Button>
        <span className="quiet">{file?.name}</span>
      </div>
      {(['label', 'source', 'licence'] as const).map((name) => (
        <TextField
          key={name}
          name={name}
          label={t(`geo.network.${name}`)}
          value={words[name]}
          optional={name === 'label'}
          maxLength={200}
          onChange={(value) => setWords((before) => ({ ...before, [name]: value }))}
        />
      ))}
      {sent !== undefined && (
        <p role="status" className={styles['row']}>
          {t('geo.load.sending', { percent })}
          <progress value={percent} max={100} aria-label={t('geo.network.progress')} />
          <Button icon="close" onClick={() => stop.current?.abort()}>
            {t('geo.load.stop')}
          </Button>
        </p>
      )}
      {failure !== undefined && (
        <Failure error={failure} safe={t('geo.load.safe')} onRetry={() => file && void send(file)} />
      )}
      {sent === undefined && (
        <div>
          <Button kind="primary" disabled={!file || !complete} onClick={() => file && void send(file)}>
            {t('geo.load.send')}
          </Button>
        </div>
      )}
    </details>
  );
}
