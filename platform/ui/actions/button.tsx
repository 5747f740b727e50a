// The button: named by its verb; one primary a screen; says when it works and can't be pressed twice meanwhile.
import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Icon, type IconName } from '../icons/icon.tsx';
import styles from './button.module.css';

export type ButtonKind = 'primary' | 'plain' | 'quiet' | 'danger';
export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: ButtonKind;
  icon?: IconName;
  busy?: boolean;
  wide?: boolean;
  children: ReactNode;
}

export const buttonClass = (kind: ButtonKind = 'plain', wide = false): string =>
  [styles['button'], styles[kind], wide && styles['wide']].filter(Boolean).join(' ');

export function Button({ kind = 'plain', icon, busy = false, wide = false, children, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={buttonClass(kind, wide)}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {busy ? <span className={styles['spinner']} aria-hidden="true" /> : icon && <Icon name={icon} />}
      {children}
    </button>
  );
}
