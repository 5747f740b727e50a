// What waits, what was refused and why, what needs a decision: nothing of a day's work hides.
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { Confirm } from '#platform/ui/actions/confirm.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { Empty } from '#platform/ui/states/states.tsx';
import type { OutboxEntry } from '../rules/device/device-store.ts';
import { ConflictCard } from './conflict-card.tsx';
import { conflictsHere, localKind } from './conflicts-here.ts';
import { useDeviceSession, useEngine } from './use-device.tsx';
import styles from './sync.module.css';

/** `personName`: the screen above knows people; the outbox only their ids. */
export function OutboxPage({ personName }: { personName: (personId: string) => string }) {
  const { t, instant } = useWords();
  const engine = useEngine();
  const session = useDeviceSession();
  const [givingUp, setGivingUp] = useState<OutboxEntry>();
  const conflicts = conflictsHere(engine);
  const refused = engine.outbox.filter(({ state }) => state === 'refused');
  const waiting = engine.outbox.filter(({ state }) => state === 'waiting');
  const nameOf = ({ operation }: OutboxEntry) => {
    const document = engine.document(operation.documentId);
    const kind = document && localKind(document.kind);
    return document && kind ? kind.nameOf(document) : operation.kind;
  };
  const again = async () => {
    await engine.retry();
    await session.exchange();
  };
  return (
    <div className={styles['page']}>
      <h1>{t('sync.outbox')}</h1>
      {conflicts.length + refused.length + waiting.length + engine.attachments.size === 0 && (
        <Empty title={t('sync.outbox.empty')} icon="check" />
      )}
      {conflicts.length > 0 && (
        <section>
          <h2>{t('sync.outbox.conflicts', { count: conflicts.length })}</h2>
          <p className="quiet">{t('sync.outbox.conflictsWhy')}</p>
          {conflicts.map((one) => (
            <ConflictCard
              key={`${one.document.documentId} ${one.field}`}
              conflict={one}
              personName={personName(one.document.personId)}
            />
          ))}
        </section>
      )}
      {refused.length > 0 && (
        <section>
          <h2>{t('sync.outbox.refused', { count: refused.length })}</h2>
          <ul className={styles['entries']}>
            {refused.map((entry) => (
              <li key={entry.operation.operationId}>
                <strong>{`${personName(entry.operation.personId)} · ${nameOf(entry)}`}</strong>
                <p className={styles['bad']}>▲ {entry.text}</p>
                <p className="quiet">{instant(entry.operation.madeAt)}</p>
                <Button kind="quiet" onClick={() => setGivingUp(entry)}>
                  {t('sync.outbox.giveUp')}
                </Button>
              </li>
            ))}
          </ul>
          <Button kind="primary" onClick={() => void again()}>
            {t('sync.outbox.again')}
          </Button>
        </section>
      )}
      {waiting.length + engine.attachments.size > 0 && (
        <section>
          <h2>{t('sync.outbox.waiting', { count: waiting.length + engine.attachments.size })}</h2>
          <p className="quiet">{t('sync.outbox.waitingWhy')}</p>
          <ul className={styles['entries']}>
            {waiting.map((entry) => (
              <li key={entry.operation.operationId}>
                <strong>{`${personName(entry.operation.personId)} · ${nameOf(entry)}`}</strong>
                <p className="quiet">{instant(entry.operation.madeAt)}</p>
              </li>
            ))}
            {[...engine.attachments.values()].map((file) => (
              <li key={file.attachmentId}>
                <strong>{`${personName(file.personId)} · ${t('sync.outbox.file', { kilobytes: Math.ceil(file.bytes / 1000) })}`}</strong>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Confirm
        open={givingUp !== undefined}
        title={t('sync.outbox.giveUpTitle')}
        verb={t('sync.outbox.giveUp')}
        onClose={() => setGivingUp(undefined)}
        onConfirm={() => {
          if (givingUp) void engine.discard(givingUp.operation.operationId);
          setGivingUp(undefined);
        }}
      >
        <p>{t('sync.outbox.giveUpWhat')}</p>
      </Confirm>
    </div>
  );
}
