// A form: one column, troubles summed up at the top with links to their fields, one button named by its verb.
import { useEffect, useRef, type ReactNode, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../actions/button.tsx';
import styles from './form.module.css';

export interface FormTrouble {
  /** Id of the field. */
  field?: string;
  text: string;
  /** Shorter words beside the field, whose label stands there already. */
  beside?: string;
}
export interface FormProps {
  label: string;
  troubles?: readonly FormTrouble[];
  verb: string;
  busy?: boolean;
  wide?: boolean;
  onSubmit: () => void;
  /** Next to the button: leave, clear the draft. */
  beside?: ReactNode;
  children: ReactNode;
}

export function Form({
  label,
  troubles = [],
  verb,
  busy = false,
  wide = false,
  onSubmit,
  beside,
  children,
}: FormProps) {
  const { t } = useTranslation();
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (troubles.length > 0) summary.current?.focus();
  }, [troubles]);
  return (
    <form
      className={styles['form']}
      aria-label={label}
      noValidate
      onSubmit={(event: SubmitEvent<HTMLFormElement>) => {
        event.preventDefault();
        if (!busy) onSubmit();
      }}
    >
      {troubles.length > 0 && (
        <div ref={summary} tabIndex={-1} role="alert" className={styles['summary']}>
          {troubles.some((trouble) => trouble.field) && (
            <p>
              <span aria-hidden="true">▲ </span>
              <strong>{t('ui.form.troubles', { count: troubles.length })}</strong>
            </p>
          )}
          <ul>
            {troubles.map((trouble) => (
              <li key={`${trouble.field}${trouble.text}`}>
                {trouble.field ? (
                  <a href={`#${trouble.field}`} onClick={(event) => jump(event, trouble.field)}>
                    {trouble.text}
                  </a>
                ) : (
                  trouble.text
                )}
              </li>
            ))}
          </ul>
        </div>
      )}
      {children}
      <div className={styles['actions']}>
        <Button kind="primary" type="submit" busy={busy} wide={wide}>
          {verb}
        </Button>
        {beside}
      </div>
    </form>
  );
}

function jump(event: { preventDefault: () => void }, field: string | undefined): void {
  event.preventDefault();
  document.getElementById(field ?? '')?.focus();
}
