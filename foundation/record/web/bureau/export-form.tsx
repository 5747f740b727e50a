// Chooses what an export holds: types of resources, and since which day they changed.
import { useState } from 'react';
import { dayOf } from '#platform/contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { TextField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import { beginExport } from './bulk-calls.ts';
import styles from './bulk-data.module.css';
import { offeredTypes } from '../type-names.ts';

export function ExportForm({ onBegun }: { onBegun: () => void }) {
  const { t } = useWords();
  const [types, setTypes] = useState<readonly string[]>([]);
  const [since, setSince] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const toggle = (type: string) =>
    setTypes((before) => (before.includes(type) ? before.filter((one) => one !== type) : [...before, type]));
  const begin = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      await beginExport(types, since);
      onBegun();
    } catch (error) {
      setFailure(error);
    }
    setBusy(false);
  };
  return (
    <section className={styles['form']} aria-label={t('record.bulk.export')}>
      <h2>{t('record.bulk.export')}</h2>
      <fieldset className={styles['types']}>
        <legend>{t('record.bulk.types')}</legend>
        {offeredTypes.map((type) => (
          <label key={type} className={styles['type']}>
            <input type="checkbox" name={type} checked={types.includes(type)} onChange={() => toggle(type)} />
            {t(`record.type.${type}`)}
          </label>
        ))}
      </fieldset>
      <p className="quiet">{t(types.length === 0 ? 'record.bulk.allTypes' : 'record.bulk.someTypes')}</p>
      <TextField
        name="since"
        type="date"
        label={t('record.bulk.since')}
        optional
        hint={t('record.bulk.sinceHint')}
        max={dayOf(new Date())}
        value={since}
        onChange={setSince}
      />
      {failure !== undefined && <Failure error={failure} onRetry={() => void begin()} />}
      <div>
        <Button kind="primary" icon="download" busy={busy} onClick={() => void begin()}>
          {t('record.bulk.beginExport')}
        </Button>
      </div>
    </section>
  );
}
