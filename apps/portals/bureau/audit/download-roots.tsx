// Saves the signed daily roots of the audit trail as a file, to be kept outside of this system.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listAuditRoots, type AuditRoot } from '#platform/access-contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { saveJson } from '#platform/ui/files/save-file.ts';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { failureText } from '../../account/failure-text.ts';

export function DownloadRoots() {
  const { t } = useTranslation();
  const api = useApi();
  const announce = useAnnounce();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      const roots: AuditRoot[] = [];
      let next: string | undefined;
      do {
        const page = await api.call(listAuditRoots, { query: { count: 400, ...(next && { cursor: next }) } });
        roots.push(...page.items);
        next = page.next;
      } while (next);
      if (roots.length === 0) announce(t('bureau.audit.noRoots'));
      else {
        const last = roots.at(-1);
        saveJson({ publicKey: last?.publicKey, roots }, `tianmu-audit-roots-${last?.day}.json`);
        announce(t('bureau.audit.rootsSaved', { count: roots.length }));
      }
    } catch (error) {
      announce(failureText(error, t));
    }
    setBusy(false);
  };
  return (
    <Button icon="download" busy={busy} onClick={() => void save()}>
      {t('bureau.audit.saveRoots')}
    </Button>
  );
}
