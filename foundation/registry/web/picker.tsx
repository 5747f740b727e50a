// Finds one person or one member of staff by typing, and keeps the choice in sight.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/actions/button.tsx';
import { TextField } from '#platform/ui/form/fields.tsx';
import { isFailure } from '#platform/ui/api/failure.ts';
import styles from './registry.module.css';
import { useSettled } from './use-settled.ts';

export interface Picked {
  id: string;
  name: string;
  /** What tells people of one name apart: age, village, institution. */
  line: string;
  householdId?: string;
}
export interface PickerProps {
  id: string;
  name: string;
  label: string;
  hint: string;
  /** Stands for the search in the cache. */
  searchKey: string;
  find: (text: string, signal: AbortSignal) => Promise<Picked[]>;
  value: Picked | undefined;
  onChange: (value: Picked | undefined) => void;
  error: string | undefined;
}

export function Picker(props: PickerProps) {
  const { t } = useTranslation();
  const { id, label, value, onChange } = props;
  const heading = useId();
  if (value) {
    return (
      <div className={styles['picked']} role="group" aria-labelledby={heading}>
        <span id={heading} className={styles['label']}>
          {label}
        </span>
        <span>
          <strong>{value.name}</strong> <span className="quiet">{value.line}</span>
        </span>
        <Button id={id} kind="quiet" onClick={() => onChange(undefined)}>
          {t('registry.pickAgain')}
        </Button>
      </div>
    );
  }
  return <Search {...props} />;
}

function Search({ id, name, label, hint, searchKey, find, onChange, error }: PickerProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const box = useRef<HTMLDivElement>(null);
  const text = useSettled(typed).trim();
  const found = useQuery({
    queryKey: ['pick', searchKey, text],
    enabled: text !== '',
    queryFn: ({ signal }) => find(text, signal),
    placeholderData: (before) => before,
  });
  useEffect(() => {
    const place = box.current;
    // One listener for the field and the list below it: arrows walk through both.
    const walk = (event: KeyboardEvent) => {
      if (event.isComposing) return;
      const buttons = [...(place?.querySelectorAll('button') ?? [])];
      const at = buttons.indexOf(event.target as HTMLButtonElement);
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step !== undefined) {
        event.preventDefault();
        buttons[Math.min(buttons.length - 1, Math.max(0, at + step))]?.focus();
      }
      // Enter in the search field goes to the list; it never sends the form around it.
      if (event.key === 'Enter' && at < 0) {
        event.preventDefault();
        buttons[0]?.focus();
      }
    };
    place?.addEventListener('keydown', walk);
    return () => place?.removeEventListener('keydown', walk);
  }, []);
  const shown = text === '' ? undefined : found.data;
  return (
    <div ref={box}>
      <TextField
        id={id}
        name={name}
        label={label}
        hint={hint}
        value={typed}
        onChange={setTyped}
        autoComplete="off"
        error={error}
      />
      {found.error && (
        <p className={styles['said']} role="alert">
          <span aria-hidden="true">▲ </span>
          {isFailure(found.error) && found.error.problem ? found.error.problem.title : t('ui.failure.offline')}
        </p>
      )}
      <p className="unseen" role="status">
        {shown && t('registry.pickFound', { count: shown.length })}
      </p>
      {shown?.length === 0 && <p className="quiet">{t('registry.pickNobody')}</p>}
      {shown && shown.length > 0 && (
        <ul className={styles['choices']} aria-label={t('registry.pickList', { label })}>
          {shown.map((one) => (
            <li key={one.id}>
              <button type="button" onClick={() => onChange(one)}>
                <strong>{one.name}</strong>
                <span className="quiet">{one.line}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
