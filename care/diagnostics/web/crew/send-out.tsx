// Sends a study out for reading: to which hospital, how urgent, what is asked.
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { ChoiceField, SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { instantHere, nameHere, rowsHere } from '#foundation/sync/web/documents-here.ts';
import { PartNote } from '#foundation/sync/web/part-pieces.tsx';
import { useEngine } from '#foundation/sync/web/use-device.tsx';
import styles from '#foundation/sync/web/part.module.css';
import type { HospitalRow, SentOut, Urgency } from '../../contract.ts';

export function SendOut({ onSend }: { onSend: (sent: SentOut) => void }) {
  const { t } = useWords();
  const engine = useEngine();
  const hospitals = [...rowsHere<HospitalRow>(engine, 'hospital').values()];
  const [open, setOpen] = useState(false);
  const [hospitalId, setHospitalId] = useState('');
  const [urgency, setUrgency] = useState<Urgency>('routine');
  const [question, setQuestion] = useState('');
  const [tried, setTried] = useState(false);
  if (!open)
    return (
      <Button kind="primary" wide onClick={() => setOpen(true)}>
        {t('diagnostics.sendOut')}
      </Button>
    );
  if (hospitals.length === 0) return <PartNote tone="amber">{t('diagnostics.noHospitals')}</PartNote>;
  const hospital = hospitals.find(({ organisationId }) => organisationId === hospitalId) ?? hospitals[0]!;
  return (
    <div className={styles['stack']}>
      <SelectField
        name="hospital"
        label={t('diagnostics.hospital')}
        value={hospital.organisationId}
        onChange={setHospitalId}
        choices={hospitals.map(({ organisationId, name }) => ({ value: organisationId, label: name }))}
      />
      <ChoiceField
        name="urgency"
        label={t('diagnostics.urgency')}
        value={urgency}
        onChange={setUrgency}
        choices={(['routine', 'urgent'] as const).map((one) => ({
          value: one,
          label: t(`diagnostics.urgency.${one}`),
        }))}
      />
      <TextField
        name="question"
        label={t('diagnostics.question')}
        value={question}
        onChange={setQuestion}
        lines={2}
        maxLength={500}
        {...(tried && question.trim() === '' && { error: t('diagnostics.questionNeeded') })}
      />
      <Button
        kind="primary"
        wide
        onClick={() => {
          setTried(true);
          if (question.trim() === '') return;
          onSend({
            organisationId: hospital.organisationId,
            organisationName: hospital.name,
            question: question.trim(),
            urgency,
            at: instantHere(engine),
            byName: nameHere(engine),
          });
        }}
      >
        {t('diagnostics.send')}
      </Button>
    </div>
  );
}
