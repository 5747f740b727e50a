// Six digits by large keys or the keyboard; what was typed shows as dots.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './sync.module.css';

const length = 6;
const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '', '0', '⌫'];

export interface PinPadProps {
  onPin: (pin: string) => void;
  busy: boolean;
  error: string | undefined;
}

export function PinPad({ onPin, busy, error }: PinPadProps) {
  const { t } = useTranslation();
  const [pin, setPin] = useState('');
  const press = (key: string) => {
    if (busy) return;
    const next = key === '⌫' ? pin.slice(0, -1) : (pin + key).slice(0, length);
    if (next.length < length) return setPin(next);
    setPin('');
    onPin(next);
  };
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.target instanceof HTMLInputElement) return;
      if (/^\d$/.test(event.key)) press(event.key);
      if (event.key === 'Backspace') press('⌫');
    };
    addEventListener('keydown', hear);
    return () => removeEventListener('keydown', hear);
  });
  return (
    <div className={styles['pin']}>
      <p className={styles['dots']} aria-label={t('sync.digitsTyped', { count: pin.length })} role="img">
        {Array.from({ length }, (_, at) => (
          <span key={at} className={at < pin.length ? styles['full'] : styles['empty']} />
        ))}
      </p>
      <p className={styles['said']} role="alert">
        {error && (
          <>
            <span aria-hidden="true">▲ </span>
            {error}
          </>
        )}
      </p>
      <div className={styles['keys']}>
        {keys.map((key, at) =>
          key === '' ? (
            <span key={at} />
          ) : (
            <button
              key={at}
              type="button"
              className={styles['key']}
              disabled={busy}
              aria-label={key === '⌫' ? t('sync.deleteDigit') : key}
              onClick={() => press(key)}
            >
              {key}
            </button>
          ),
        )}
      </div>
      <p className="quiet" aria-live="polite">
        {busy ? t('sync.opening') : ''}
      </p>
    </div>
  );
}
