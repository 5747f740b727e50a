// One line that is always there: when the server was reached last, what waits, what was refused, what needs a decision.
import { Link } from 'react-router';
import { doorAddress } from '#platform/ui/portal/session.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { conflictsHere } from './conflicts-here.ts';
import { useDeviceSession, useEngine, useSyncStatus } from './use-device.tsx';
import styles from './sync.module.css';

export function SyncBar({ portal, to }: { portal: string; to: string }) {
  const { t, ago } = useWords();
  const engine = useEngine();
  const status = useSyncStatus();
  const session = useDeviceSession();
  const waiting = engine.outbox.filter(({ state }) => state === 'waiting').length + engine.attachments.size;
  const refused = engine.outbox.length + engine.attachments.size - waiting;
  const conflicts = conflictsHere(engine).length;
  const { contactAt } = engine.meta;
  const { progress, trouble } = status;
  return (
    <div className={styles['bar']} data-trouble={trouble} role="status">
      <span>
        {trouble === 'offline' ? t('sync.bar.offline') : trouble === 'failed' ? t('sync.bar.failed') : ''}
        {status.running && (progress ? t('sync.bar.progress', progress) : t('sync.bar.running'))}
        {!status.running && !trouble && t('sync.bar.done')}
      </span>
      {trouble === 'sign-in' && <a href={doorAddress(portal, location.pathname)}>{t('sync.bar.signIn')}</a>}
      {contactAt && <span className="quiet">{t('sync.bar.contact', { ago: ago(contactAt) })}</span>}
      <Link to={to} className={styles['counts']}>
        <span data-attention={waiting > 0 || undefined}>{t('sync.bar.waiting', { count: waiting })}</span>
        {refused > 0 && <span data-bad>▲ {t('sync.bar.refused', { count: refused })}</span>}
        {conflicts > 0 && <span data-bad>◆ {t('sync.bar.conflicts', { count: conflicts })}</span>}
      </Link>
      <button type="button" className={styles['now']} disabled={status.running} onClick={() => void session.exchange()}>
        {t('sync.bar.now')}
      </button>
    </div>
  );
}
