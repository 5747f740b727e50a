// Edits a view as JSON, its faults beside it, and says whether it runs every night.
import { useEffect, useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { TextField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import { checkViewRoute, saveViewRoute, viewNamePattern } from '../../contract.ts';
import type { ViewFaultLine } from '../../contract.ts';
import styles from './views.module.css';

export interface ViewDraft {
  name: string;
  definition: string;
  daily: boolean;
  /** Absent for a view that was never saved. */
  version?: number;
}
/** The pause in typing after which the server is asked. */
const pauseMilliseconds = 400;

function useFaults(definition: string): readonly ViewFaultLine[] | undefined {
  const api = useApi();
  const [faults, setFaults] = useState<readonly ViewFaultLine[]>();
  useEffect(() => {
    const stop = new AbortController();
    const timer = setTimeout(() => {
      api.call(checkViewRoute, { body: { definition }, signal: stop.signal }).then(
        (reply) => setFaults(reply.faults),
        () => setFaults(undefined),
      );
    }, pauseMilliseconds);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [api, definition]);
  return faults;
}

export function ViewEditor({
  draft,
  onSaved,
  onClose,
}: {
  draft: ViewDraft;
  onSaved: () => void;
  onClose: () => void;
}) {
  const { t } = useWords();
  const api = useApi();
  const [name, setName] = useState(draft.name);
  const [definition, setDefinition] = useState(draft.definition);
  const [daily, setDaily] = useState(draft.daily);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const faults = useFaults(definition);
  const named = viewNamePattern.test(name);
  const save = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      await api.call(saveViewRoute, { params: { name }, body: { definition, daily }, ifMatch: draft.version });
      onSaved();
    } catch (error) {
      setFailure(error);
    }
    setBusy(false);
  };
  return (
    <section className={styles['card']} aria-label={t('record.views.edit')}>
      <h2>{t('record.views.edit')}</h2>
      {draft.version === undefined ? (
        <TextField
          name="name"
          label={t('record.views.name')}
          hint={t('record.views.nameHint')}
          error={name === '' || named ? undefined : t('record.views.nameHint')}
          value={name}
          onChange={setName}
        />
      ) : (
        <strong>{name}</strong>
      )}
      <div className={styles['editor']}>
        <TextField
          name="definition"
          label={t('record.views.definition')}
          lines={22}
          value={definition}
          onChange={setDefinition}
        />
        <div aria-live="polite">
          <strong>{t('record.views.faults')}</strong>
          {faults?.length === 0 && <p>{t('record.views.noFaults')}</p>}
          <ul className={styles['faults']}>
            {faults?.map((fault) => (
              <li key={`${fault.where} ${fault.message}`}>
                <code>{fault.where}</code> {fault.message}
              </li>
            ))}
          </ul>
        </div>
      </div>
      <label className={styles['daily']}>
        <input type="checkbox" name="daily" checked={daily} onChange={(event) => setDaily(event.target.checked)} />
        {t('record.views.daily')}
      </label>
      {failure !== undefined && <Failure error={failure} onRetry={() => void save()} />}
      <div className={styles['head']}>
        <Button kind="primary" busy={busy} disabled={!named || faults?.length !== 0} onClick={() => void save()}>
          {t('record.views.save')}
        </Button>
        <Button kind="quiet" onClick={onClose}>
          {t('record.views.close')}
        </Button>
      </div>
    </section>
  );
}
