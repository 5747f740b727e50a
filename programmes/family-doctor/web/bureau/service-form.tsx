// A service from a day on: its name, one sentence for residents, and which forms and visits of the record count it.
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { TextField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import { contractRoutes } from '../../contract.ts';
import type { ServiceItem } from '../../rules/package.ts';
import { useChange, useFilters } from '../use-family.ts';
import styles from '../family.module.css';

const forms = ['hypertension-follow-up', 'diabetes-follow-up', 'health-check-up'] as const;
const visits = ['clinic', 'home', 'roving', 'remote'] as const;

export function ServiceForm({ of, onDone }: { of: ServiceItem | undefined; onDone: () => void }) {
  const { t } = useWords();
  const api = useApi();
  const announce = useAnnounce();
  const { today } = useFilters();
  const { run, busy, failure } = useChange();
  const [code, setCode] = useState(of?.code ?? '');
  const [name, setName] = useState(of?.name ?? '');
  const [text, setText] = useState(of?.text ?? '');
  const [chosen, setChosen] = useState<readonly string[]>([
    ...(of?.countedBy.forms ?? []),
    ...(of?.countedBy.visits ?? []),
  ]);
  const [validFrom, setValidFrom] = useState(today);
  const toggle = (one: string) =>
    setChosen(chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one]);
  const save = async () => {
    const body = {
      code,
      name: name.trim(),
      text: text.trim(),
      countedBy: {
        forms: forms.filter((one) => chosen.includes(one)),
        visits: visits.filter((one) => chosen.includes(one)),
      },
      validFrom,
    };
    if (!(await run(() => api.call(contractRoutes.saveItem, { body })))) return;
    announce(t('family-doctor.packageSaved', { name }));
    onDone();
  };
  const ready = /^[a-z0-9][a-z0-9-]{1,39}$/.test(code) && name.trim() !== '' && text.trim().length >= 2;
  return (
    <section className={styles['card']} aria-label={t('family-doctor.service')}>
      <div className={styles['filters']}>
        <TextField name="name" label={t('family-doctor.serviceName')} value={name} onChange={setName} maxLength={60} />
        {!of && (
          <TextField
            name="code"
            label={t('family-doctor.code')}
            hint={t('family-doctor.codeHint')}
            value={code}
            onChange={setCode}
            maxLength={40}
          />
        )}
        <TextField
          name="validFrom"
          label={t('family-doctor.validFrom')}
          type="date"
          value={validFrom}
          onChange={setValidFrom}
        />
      </div>
      <TextField name="text" label={t('family-doctor.serviceText')} value={text} onChange={setText} maxLength={200} />
      <fieldset className={styles['choices']}>
        <legend>{t('family-doctor.countedBy')}</legend>
        {forms.map((one) => (
          <label key={one}>
            <input type="checkbox" checked={chosen.includes(one)} onChange={() => toggle(one)} />
            {t(`family-doctor.form.${one}`)}
          </label>
        ))}
        {visits.map((one) => (
          <label key={one}>
            <input type="checkbox" checked={chosen.includes(one)} onChange={() => toggle(one)} />
            {t(`family-doctor.visit.${one}`)}
          </label>
        ))}
      </fieldset>
      {failure !== undefined && <Failure error={failure} />}
      <div className={styles['row']}>
        <Button kind="primary" busy={busy} disabled={!ready} onClick={() => void save()}>
          {t('family-doctor.save')}
        </Button>
        <Button kind="quiet" onClick={onDone}>
          {t('family-doctor.cancel')}
        </Button>
      </div>
    </section>
  );
}
