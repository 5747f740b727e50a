// One medicine of a draft: dose, times a day, days; what was typed is kept when the field is left.
import { useState, type ReactNode } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import styles from '#foundation/sync/web/part.module.css';
import type { PrescriptionItem } from '../../contract.ts';

const times = [1, 2, 3, 4];
const usualDays = [7, 14, 28, 56, 84];

export function ItemEditor({
  item,
  mostDays,
  onChange,
  onRemove,
  children,
}: {
  item: PrescriptionItem;
  mostDays: number;
  onChange: (item: PrescriptionItem) => void;
  onRemove: () => void;
  children: ReactNode;
}) {
  const { t } = useWords();
  const [dose, setDose] = useState(String(item.dose));
  const [note, setNote] = useState(item.note ?? '');
  const number = Number(dose);
  const fits = dose.trim() !== '' && Number.isFinite(number) && number > 0 && number <= 10_000;
  const days = [...new Set([...usualDays.filter((one) => one <= mostDays), item.days])].toSorted((a, b) => a - b);
  return (
    <fieldset className={styles['card']}>
      <div className={styles['line']}>
        <h3>{item.name}</h3>
        <Button kind="quiet" onClick={onRemove}>
          {t('pharmacy.remove')}
        </Button>
      </div>
      <div
        className={styles['fields']}
        onBlur={() => {
          const { note: _before, ...rest } = item;
          const typed = note.trim();
          if (fits && (number !== item.dose || typed !== (item.note ?? '')))
            onChange({ ...rest, dose: number, ...(typed && { note: typed }) });
        }}
      >
        <TextField
          name={`dose-${item.medicineKey}`}
          label={t('pharmacy.dose', { unit: item.doseUnit })}
          value={dose}
          onChange={setDose}
          inputMode="numeric"
          {...(!fits && { error: t('pharmacy.doseWrong') })}
        />
        <SelectField
          name={`times-${item.medicineKey}`}
          label={t('pharmacy.times')}
          value={String(item.timesPerDay)}
          onChange={(value) => onChange({ ...item, timesPerDay: Number(value) })}
          choices={times.map((one) => ({ value: String(one), label: t('pharmacy.timesADay', { count: one }) }))}
        />
        <SelectField
          name={`days-${item.medicineKey}`}
          label={t('pharmacy.days')}
          value={String(item.days)}
          onChange={(value) => onChange({ ...item, days: Number(value) })}
          choices={days.map((one) => ({ value: String(one), label: t('pharmacy.forDays', { count: one }) }))}
        />
        <TextField
          name={`note-${item.medicineKey}`}
          label={t('pharmacy.note')}
          value={note}
          onChange={setNote}
          maxLength={200}
          optional
        />
      </div>
      {children}
    </fieldset>
  );
}
