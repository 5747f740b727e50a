// Honest states: loading keeps the layout, empty says what will appear, an error says what happened and what to do.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../actions/button.tsx';
import { isFailure } from '../api/failure.ts';
import { Icon, type IconName } from '../icons/icon.tsx';
import styles from './states.module.css';

/** Lines of about the height of what will stand here. */
export function Skeleton({ lines = 3, height }: { lines?: number; height?: number }) {
  const { t } = useTranslation();
  return (
    <div className={styles['skeleton']} role="status" style={height ? { minHeight: height } : undefined}>
      <span className="unseen">{t('ui.loading')}</span>
      {height ? (
        <span className={styles['block']} style={{ height }} />
      ) : (
        Array.from({ length: lines }, (_, index) => (
          <span key={index} className={styles['bar']} style={{ width: `${92 - ((index * 17) % 40)}%` }} />
        ))
      )}
    </div>
  );
}

export function Empty({
  title,
  children,
  icon = 'list',
  action,
}: {
  title: string;
  children?: ReactNode;
  icon?: IconName;
  action?: ReactNode;
}) {
  return (
    <div className={styles['empty']}>
      <Icon name={icon} size={32} />
      <p className={styles['headline']}>{title}</p>
      {children && <div className="quiet">{children}</div>}
      {action}
    </div>
  );
}

const known = ['offline', 'forbidden', 'not-found', 'busy', 'timeout', 'too-many', 'version', 'unauthenticated'];
/** The server understood and said no: its own words are the headline, trying again as it is changes nothing. */
const refusals = ['rule-broken', 'conflict', 'invalid', 'gone', 'unsupported', 'precondition-required'];
const finalKinds = ['forbidden', 'not-found', 'refused'];

/** `safe` says what was kept: a draft, the data on the screen. */
export function Failure({ error, onRetry, safe }: { error: unknown; onRetry?: () => void; safe?: string }) {
  const { t } = useTranslation();
  const kind = isFailure(error) ? error.kind : 'fault';
  const problem = isFailure(error) ? error.problem : undefined;
  const name = known.includes(kind) ? kind : problem && refusals.includes(kind) ? 'refused' : 'fault';
  const headline = (name === 'refused' && problem?.title) || t(`ui.failure.${name}`);
  const fields = name === 'refused' ? (problem?.issues ?? []).map(({ message }) => message) : [];
  const said = [...new Set([problem?.detail ?? problem?.title, ...fields])].filter((one) => one && one !== headline);
  // What the server says to do stands instead of our general advice.
  const next = safe ?? (name === 'forbidden' && said.length > 0 ? undefined : t(`ui.failure.${name}.next`));
  return (
    <div className={styles['failure']} role="alert">
      <p className={styles['headline']}>
        <span aria-hidden="true">▲ </span>
        {headline}
      </p>
      {said.map((one) => (
        <p key={one}>{one}</p>
      ))}
      {next && <p>{next}</p>}
      {problem?.instance && name === 'fault' && (
        <p className="quiet">{t('ui.failure.reference', { id: problem.instance })}</p>
      )}
      {onRetry && !finalKinds.includes(name) && (
        <p>
          <Button onClick={onRetry}>{t('ui.retry')}</Button>
        </p>
      )}
    </div>
  );
}
