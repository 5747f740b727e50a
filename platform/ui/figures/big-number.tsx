// A figure of a board: value, unit, change against the last period, time of the data; numerator and denominator on hover.
import { useId } from 'react';
import { useWords } from '../i18n/use-words.ts';
import styles from './big-number.module.css';

export interface BigNumberProps {
  label: string;
  value: number | undefined;
  unit: string;
  /** Digits after the point. */
  digits?: number;
  change?: { value: number; against: string; goodWhen?: 'up' | 'down' };
  ratio?: { numerator: number; denominator: number };
  at?: string;
}

export function BigNumber({ label, value, unit, digits = 0, change, ratio, at }: BigNumberProps) {
  const { t, ago, count } = useWords();
  const id = useId();
  const shown =
    value === undefined
      ? '—'
      : value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const direction = !change || change.value === 0 ? 'same' : change.value > 0 ? 'up' : 'down';
  const tone = !change?.goodWhen || direction === 'same' ? '' : styles[change.goodWhen === direction ? 'good' : 'bad'];
  const detail =
    ratio && t('ui.figure.ratio', { numerator: count(ratio.numerator), denominator: count(ratio.denominator) });
  return (
    <div className={styles['figure']} role="group" aria-labelledby={id} title={detail}>
      <p id={id} className={styles['label']}>
        {label}
      </p>
      <p className={styles['value']}>
        {shown}
        <span className={styles['unit']}>{unit}</span>
      </p>
      <p className={styles['foot']} hidden={!change && !at && !detail}>
        {change && (
          <span className={tone}>
            <span aria-hidden="true">{{ up: '↑', down: '↓', same: '→' }[direction]} </span>
            {t(`ui.figure.${direction}`, {
              value: Math.abs(change.value).toLocaleString('en-US'),
              against: change.against,
            })}
          </span>
        )}
        {at && <span>{ago(at)}</span>}
        {detail && <span className="unseen">{detail}</span>}
      </p>
    </div>
  );
}
