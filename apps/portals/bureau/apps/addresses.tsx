// What a vendor needs to connect, ready to copy.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { Failure, Skeleton } from '#platform/ui/states/states.tsx';
import styles from './apps.module.css';
import { useAddresses } from './use-apps.ts';

export function Addresses() {
  const { t } = useTranslation();
  const addresses = useAddresses();
  if (addresses.error) return <Failure error={addresses.error} onRetry={() => void addresses.refetch()} />;
  if (!addresses.data) return <Skeleton lines={2} />;
  return (
    <section className={styles['addresses']} aria-label={t('bureau.app.addresses')}>
      <p className="quiet">{t('bureau.app.addresses')}</p>
      <CopyLine label={t('bureau.app.tokenEndpoint')} text={addresses.data.tokenEndpoint} />
      <CopyLine label={t('bureau.app.fhirBase')} text={addresses.data.fhirBase} />
    </section>
  );
}

export function CopyLine({ label, text }: { label: string; text: string }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const [selected, setSelected] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      announce(t('bureau.app.copied', { label }));
    } catch {
      // Without HTTPS browsers lend no clipboard: then the text stands selected, ready for Ctrl-C.
      setSelected(true);
    }
  };
  return (
    <div className={styles['address']}>
      <span>{label}</span>
      {selected ? (
        <input readOnly autoFocus aria-label={label} value={text} onFocus={(event) => event.target.select()} />
      ) : (
        <code>{text}</code>
      )}
      <Button kind="quiet" aria-label={t('bureau.app.copyOf', { label })} onClick={() => void copy()}>
        {t('bureau.app.copy')}
      </Button>
    </div>
  );
}
