// Two values of one field side by side: who, when, on which device; one press decides, and the other stays in the history.
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { byTime } from '../rules/conflict-rule.ts';
import type { FieldValue } from '../rules/operation.ts';
import { localKind, type ConflictHere } from './conflicts-here.ts';
import { useDeviceSession, useEngine } from './use-device.tsx';
import styles from './sync.module.css';

export function ConflictCard({ conflict, personName }: { conflict: ConflictHere; personName: string }) {
  const { t, instant } = useWords();
  const engine = useEngine();
  const session = useDeviceSession();
  const [busy, setBusy] = useState(false);
  const { document, field, heads } = conflict;
  const kind = localKind(document.kind);
  const decide = async (value: FieldValue) => {
    setBusy(true);
    const { kind: name, documentId, personId, scopeId } = document;
    await engine.edit({ kind: name, documentId, personId, scopeId, set: { [field]: value } });
    session.hurry();
    setBusy(false);
  };
  const here = (deviceId: string) => deviceId === engine.meta.deviceId;
  return (
    <article className={styles['conflict']}>
      <h3>
        {personName} · {kind?.nameOf(document)} · {kind?.labelOf(field, document) ?? field}
      </h3>
      <ul>
        {heads.toSorted(byTime).map((head) => (
          <li key={head.operationId}>
            <span className={styles['value']}>{kind?.textOf(field, head.value, document) ?? String(head.value)}</span>
            <span className="quiet">
              {t(here(head.deviceId) ? 'sync.conflict.here' : 'sync.conflict.elsewhere', { at: instant(head.at) })}
            </span>
            <Button
              kind={here(head.deviceId) ? 'plain' : 'primary'}
              busy={busy}
              onClick={() => void decide(head.value)}
            >
              {t('sync.conflict.take')}
            </Button>
          </li>
        ))}
      </ul>
    </article>
  );
}
