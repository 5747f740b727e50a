// The person signs with a finger: that they were seen and told.
import { useState } from 'react';
import { shownValues } from '#foundation/sync/web/conflicts-here.ts';
import { SignatureField } from '#foundation/knowledge/web/form/other-items.tsx';
import { Button } from '#platform/ui/actions/button.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useAttendanceEdit, usePlace } from './use-place.ts';
import styles from './crew.module.css';

const longest = 20_000;

export function SignatureCard() {
  const { t } = useWords();
  const { attendance } = usePlace();
  const edit = useAttendanceEdit();
  const stored = shownValues(attendance)['signature'];
  const [drawn, setDrawn] = useState<string>();
  const shown = drawn ?? (typeof stored === 'string' ? stored : undefined);
  const label = { zh: t('crew.signature'), en: t('crew.signature') };
  return (
    <section className={styles['panel']} aria-label={t('crew.signature')}>
      <h2>{t('crew.signature')}</h2>
      <p className="quiet">{t('crew.signatureWhat')}</p>
      <SignatureField
        id="signature"
        item={{ key: 'signature', kind: 'signature', label, conflict: 'latest-written' }}
        answer={shown}
        onAnswer={(path) => setDrawn(typeof path === 'string' ? path.slice(0, longest) : '')}
        onNext={() => undefined}
        today=""
        describedBy="signature"
      />
      {drawn !== undefined && (
        <Button
          kind="primary"
          onClick={() => {
            void edit({ signature: drawn === '' ? null : drawn });
            setDrawn(undefined);
          }}
        >
          {t('crew.saveSignature')}
        </Button>
      )}
    </section>
  );
}
