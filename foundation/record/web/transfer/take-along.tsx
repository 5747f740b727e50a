// Prints the summary, or saves it or the whole record as a file to take along.
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { saveJson } from '#platform/ui/files/save-file.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { PrintButton } from '#platform/ui/print/print.tsx';
import { Failure } from '#platform/ui/states/states.tsx';
import { exportRoute, type ExportKind } from '../../transfer-contract.ts';
import styles from './transfer.module.css';

export function TakeAlong({ personId }: { personId: string }) {
  const { t } = useWords();
  const api = useApi();
  const [busy, setBusy] = useState<ExportKind>();
  const [taken, setTaken] = useState<{ name: string; count: number }>();
  const [failure, setFailure] = useState<{ error: unknown; kind: ExportKind }>();
  const take = async (kind: ExportKind) => {
    setBusy(kind);
    setFailure(undefined);
    setTaken(undefined);
    try {
      const { bundle, fileName, resources } = await api.call(exportRoute, { params: { personId }, query: { kind } });
      saveJson(bundle, fileName);
      setTaken({ name: fileName, count: resources });
    } catch (error) {
      setFailure({ error, kind });
    }
    setBusy(undefined);
  };
  return (
    <section className={`${styles['box']} no-print`} aria-labelledby="take-along">
      <h2 id="take-along">{t('record.transfer.take')}</h2>
      <p>{t('record.transfer.takeText')}</p>
      <div className={styles['row']}>
        <PrintButton />
        <Button icon="download" busy={busy === 'summary'} onClick={() => void take('summary')}>
          {t('record.transfer.takeSummary')}
        </Button>
        <Button icon="download" busy={busy === 'record'} onClick={() => void take('record')}>
          {t('record.transfer.takeRecord')}
        </Button>
      </div>
      {failure && <Failure error={failure.error} onRetry={() => void take(failure.kind)} />}
      <p role="status">{taken && t('record.transfer.taken', taken)}</p>
    </section>
  );
}
