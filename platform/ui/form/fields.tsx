// Form fields: label above, unit inside, last value as a hint, trouble said at once beside the field.
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readNumber, type NumberRange } from './range.ts';
import styles from './form.module.css';

interface FieldProps {
  label: string;
  hint?: string;
  error?: string;
  optional?: boolean;
}
interface FrameProps extends FieldProps {
  id: string;
  notice?: string;
  children: ReactNode;
}

function FieldFrame({ id, label, hint, error, notice, optional, children }: FrameProps) {
  const { t } = useTranslation();
  return (
    <div className={styles['field']}>
      <label htmlFor={id}>
        {label}
        {optional && <span className="quiet"> {t('ui.form.optional')}</span>}
      </label>
      {children}
      {hint && (
        <p id={`${id}-hint`} className={styles['hint']}>
          {hint}
        </p>
      )}
      <p id={`${id}-said`} className={error ? styles['error'] : styles['notice']} aria-live="polite">
        {error ? (
          <>
            <span aria-hidden="true">▲ </span>
            {error}
          </>
        ) : (
          notice && (
            <>
              <span aria-hidden="true">◆ </span>
              {notice}
            </>
          )
        )}
      </p>
    </div>
  );
}

const described = (id: string, hint: string | undefined) =>
  [hint && `${id}-hint`, `${id}-said`].filter(Boolean).join(' ');

export interface TextFieldProps extends FieldProps {
  id?: string;
  name: string;
  value: string;
  onChange: (value: string) => void;
  lines?: number;
  type?: 'text' | 'password' | 'date' | 'datetime-local';
  autoComplete?: string;
  inputMode?: 'numeric' | 'text';
  maxLength?: number;
  autoFocus?: boolean;
  max?: string;
}

export function TextField({ id, name, value, onChange, lines, label, hint, error, optional, ...rest }: TextFieldProps) {
  const made = useId();
  const own = id ?? made;
  const shared = {
    id: own,
    name,
    value,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': described(own, hint),
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
    ...rest,
  };
  return (
    <FieldFrame id={own} label={label} hint={hint} error={error} optional={optional}>
      {lines ? (
        <textarea className={styles['input']} rows={lines} {...(shared as object)} />
      ) : (
        <input className={styles['input']} {...shared} />
      )}
    </FieldFrame>
  );
}

export interface NumberFieldProps extends FieldProps {
  id?: string;
  name: string;
  value: string;
  onChange: (value: string) => void;
  unit: string;
  range: NumberRange;
}

/** Checks when the field is left, so that nobody is told off in the middle of typing. */
export function NumberField({
  id,
  name,
  value,
  onChange,
  unit,
  range,
  label,
  hint,
  error,
  optional,
}: NumberFieldProps) {
  const { t } = useTranslation();
  const made = useId();
  const own = id ?? made;
  const [left, setLeft] = useState(false);
  const soon = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(soon.current), []);
  const said = useNumberWords()(value, range, unit);
  const shownError = error ?? (left ? said.error : undefined);
  return (
    <FieldFrame
      id={own}
      label={label}
      hint={hint}
      error={shownError}
      notice={left ? said.notice : undefined}
      optional={optional}
    >
      <span className={styles['with-unit']}>
        <input
          id={own}
          name={name}
          className={styles['input']}
          inputMode="decimal"
          autoComplete="off"
          value={value}
          aria-invalid={shownError ? true : undefined}
          aria-describedby={`${described(own, hint)} ${own}-unit`}
          onBlur={() => {
            // A line that appears between press and release would move the pressed button away.
            soon.current = setTimeout(() => setLeft(true), 250);
          }}
          onChange={(event) => onChange(event.target.value)}
        />
        <span id={`${own}-unit`} className={styles['unit']}>
          {unit || t('ui.form.noUnit')}
        </span>
      </span>
    </FieldFrame>
  );
}

/** The words for a number that can't be right (error) or is unusual (notice). */
export function useNumberWords() {
  const { t } = useTranslation();
  return (text: string, range: NumberRange, unit: string): { error?: string; notice?: string } => {
    const reading = readNumber(text, range);
    const [low, high] = range.possible;
    if (reading.state === 'not-a-number') return { error: t('ui.form.notANumber') };
    if (reading.state === 'impossible') return { error: t('ui.form.impossible', { low, high, unit }) };
    if (reading.state === 'too-precise') return { error: t('ui.form.tooPrecise', { digits: range.digits ?? 0 }) };
    if (reading.state === 'low')
      return { notice: t('ui.form.low', { value: reading.value, unit, usual: range.usual?.[0] }) };
    if (reading.state === 'high')
      return { notice: t('ui.form.high', { value: reading.value, unit, usual: range.usual?.[1] }) };
    return {};
  };
}

export interface ChoiceFieldProps<Value extends string> extends FieldProps {
  name: string;
  value: Value | undefined;
  onChange: (value: Value) => void;
  choices: readonly { value: Value; label: string }[];
}

/** Few choices stand open side by side. */
export function ChoiceField<Value extends string>(props: ChoiceFieldProps<Value>) {
  const { name, value, onChange, choices, label, hint, error } = props;
  const id = useId();
  return (
    <fieldset className={styles['choices']} aria-describedby={error ? `${id}-said` : undefined}>
      <legend>{label}</legend>
      {hint && <p className={styles['hint']}>{hint}</p>}
      <div className={styles['row']}>
        {choices.map((choice) => (
          <label key={choice.value} className={styles['choice']}>
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
            />
            {choice.label}
          </label>
        ))}
      </div>
      {error && (
        <p id={`${id}-said`} className={styles['error']}>
          <span aria-hidden="true">▲ </span>
          {error}
        </p>
      )}
    </fieldset>
  );
}

export interface SelectFieldProps extends FieldProps {
  id?: string;
  name: string;
  value: string;
  onChange: (value: string) => void;
  choices: readonly { value: string; label: string }[];
}

export function SelectField({ id, name, value, onChange, choices, label, hint, error, optional }: SelectFieldProps) {
  const made = useId();
  const own = id ?? made;
  return (
    <FieldFrame id={own} label={label} hint={hint} error={error} optional={optional}>
      <select
        id={own}
        name={name}
        className={styles['input']}
        value={value}
        aria-describedby={described(own, hint)}
        onChange={(event) => onChange(event.target.value)}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}
