// Imports the organisation tree, staff or residents from an Excel sheet: choose, check every row, then write all of them or none.
import { useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { ChoiceField } from '#platform/ui/form/fields.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { Empty, Failure } from '#platform/ui/states/states.tsx';
import type { ImportReply } from '../../contract.ts';
import styles from './bureau.module.css';
import { ImportColumns } from './import-columns.tsx';
import { base64Of, fileFault, type FileFault } from './import-file.ts';
import { importKinds, type ImportKind } from './import-kinds.ts';
import { ImportResult } from './import-result.tsx';

export function ImportPage() {
  const { t } = useWords();
  const { permissions } = useMe();
  const [search, setSearch] = useSearchParams();
  const open = importKinds.filter((one) => permissions.includes(one.permission));
  const chosen = open.find((one) => one.kind === search.get('kind')) ?? open[0];
  return (
    <>
      <PageHead title={t('registry.import')} />
      {!chosen && (
        <Empty title={t('ui.failure.forbidden')} icon="shield">
          {t('ui.failure.forbidden.next')}
        </Empty>
      )}
      {open.length > 1 && (
        <ChoiceField
          name="kind"
          label={t('registry.importWhat')}
          value={chosen?.kind}
          onChange={(kind) => setSearch({ kind }, { replace: true })}
          choices={open.map(({ kind }) => ({ value: kind, label: t(`registry.import.${kind}`) }))}
        />
      )}
      {chosen && <ImportSheet key={chosen.kind} kind={chosen.kind} />}
    </>
  );
}

function ImportSheet({ kind }: { kind: ImportKind }) {
  const { t } = useWords();
  const api = useApi();
  const { route } = importKinds.find((one) => one.kind === kind)!;
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File>();
  const [fault, setFault] = useState<FileFault>();
  const [stage, setStage] = useState<'idle' | 'checking' | 'importing'>('idle');
  const [reply, setReply] = useState<ImportReply>();
  const [failure, setFailure] = useState<unknown>();
  /** Sending the same sheet again after a break must not write it twice. */
  const [key, setKey] = useState(() => newId());

  const send = async (sheet: File, dryRun: boolean) => {
    setStage(dryRun ? 'checking' : 'importing');
    setFailure(undefined);
    try {
      const contentBase64 = await base64Of(sheet);
      const body = { contentBase64, dryRun };
      setReply(await api.call(route, { body, ...(!dryRun && { idempotencyKey: key }) }));
    } catch (error) {
      setFailure(error);
    }
    setStage('idle');
  };
  const choose = (next: File | undefined) => {
    if (!next) return;
    const found = fileFault(next);
    setReply(undefined);
    setFailure(undefined);
    setFault(found);
    setFile(found ? undefined : next);
    setKey(newId());
    if (!found) void send(next, true);
  };
  const again = () => input.current?.click();
  const fresh = reply ? reply.rows - reply.existing : 0;
  const ready = reply?.dryRun && reply.errors.length === 0 && reply.rows > 0;
  const done = reply && !reply.dryRun && reply.errors.length === 0;
  return (
    <>
      <ImportColumns kind={kind} />
      <section className={styles['sheet']} aria-label={t('registry.importFile')}>
        <input
          ref={input}
          id="sheet"
          className="unseen"
          type="file"
          tabIndex={-1}
          aria-label={t('registry.importFile')}
          accept=".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
          onChange={(event) => {
            choose(event.target.files?.[0]);
            // The same file, corrected, can be chosen again.
            event.target.value = '';
          }}
        />
        <div className={styles['row']}>
          <Button kind={ready || done ? 'plain' : 'primary'} busy={stage === 'checking'} onClick={again}>
            {t(file ? 'registry.importOther' : 'registry.importChoose')}
          </Button>
          {ready && fresh > 0 && (
            <Button kind="primary" busy={stage === 'importing'} onClick={() => file && void send(file, false)}>
              {t('registry.importNow', { count: fresh })}
            </Button>
          )}
          {file && <span className="quiet">{file.name}</span>}
        </div>
        <p className={fault ? styles['said'] : 'quiet'} role="status">
          {fault && (
            <>
              <span aria-hidden="true">▲ </span>
              {t(`registry.importFault.${fault}`)}
            </>
          )}
          {stage === 'checking' && t('registry.importChecking')}
          {stage === 'importing' && t('registry.importWriting')}
          {!fault && stage === 'idle' && !reply && !failure && t('registry.importDry')}
        </p>
        {stage !== 'idle' && <progress className={styles['progress']} aria-label={t('registry.importProgress')} />}
      </section>
      {failure !== undefined && (
        <Failure
          error={failure}
          safe={t('registry.importSafe')}
          onRetry={() => file && void send(file, !reply?.dryRun || reply.errors.length > 0)}
        />
      )}
      {reply && stage !== 'checking' && <ImportResult reply={reply} done={done ?? false} kind={kind} />}
    </>
  );
}
