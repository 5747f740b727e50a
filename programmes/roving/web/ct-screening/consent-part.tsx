// The consent: its words, a name written below it, taken back until the scan, and the form on paper.
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { Confirm } from '#platform/ui/actions/confirm.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { TextField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { PrintButton } from '#platform/ui/print/print.tsx';
import { Failure } from '#platform/ui/states/states.tsx';
import { ctRoutes, type CtPersonReply, type CtScreening } from '../../ct-screening-contract.ts';
import { isBeforeScan } from '../../rules/ct-screening/stage.ts';
import { useChange } from './use-ct.ts';
import styles from './ct.module.css';

export function ConsentPart({ row, text }: { row: CtScreening; text: CtPersonReply['consentText'] }) {
  const { t, instant } = useWords();
  const api = useApi();
  const { run, busy, failure } = useChange();
  const [name, setName] = useState('');
  const [asking, setAsking] = useState(false);
  const params = { personId: row.personId, year: String(row.year) };
  const { consent } = row;
  const stands = consent && !consent.withdrawnAt;
  const before = isBeforeScan(row.stage);
  const sign = () =>
    run(() =>
      api.call(ctRoutes.consent, {
        params,
        body: { version: text.version, hash: text.hash, name },
        idempotencyKey: newId(),
      }),
    );
  const withdraw = async () => {
    setAsking(false);
    await run(() => api.call(ctRoutes.withdraw, { params, idempotencyKey: newId() }));
  };
  return (
    <>
      <div className={styles['consent']} tabIndex={0} role="region" aria-label={text.title}>
        <strong>{text.title}</strong>
        {text.paragraphs.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
        {text.draft && <p className="quiet">{t('roving.ct.consentDraft', { version: text.version })}</p>}
        <p className="print-only">{t('roving.ct.paperLine')}</p>
      </div>
      {failure !== undefined && <Failure error={failure} />}
      {consent && (
        <p role="status">
          {stands
            ? t('roving.ct.consented', { when: instant(consent.givenAt), as: t(`roving.ct.as.${consent.as}`) })
            : t('roving.ct.withdrawn', { when: instant(consent.withdrawnAt!) })}
          <span className="quiet"> {t('roving.ct.evidence', { hash: consent.hash.slice(0, 12) })}</span>
        </p>
      )}
      {stands && consent.as === 'proxy' && before && <p className={styles['draft']}>{t('roving.ct.proxyConsent')}</p>}
      {!stands && before && (
        <>
          <TextField
            name="consent-name"
            label={t('roving.ct.signName')}
            value={name}
            onChange={setName}
            maxLength={40}
            autoComplete="off"
          />
          <Button kind="primary" busy={busy} disabled={name.trim().length < 2} onClick={() => void sign()}>
            {t('roving.ct.agree')}
          </Button>
        </>
      )}
      <div className={`${styles['row']} no-print`}>
        {stands && before && <Button onClick={() => setAsking(true)}>{t('roving.ct.withdraw')}</Button>}
        <PrintButton label={t('roving.ct.printConsent')} />
      </div>
      <Confirm
        open={asking}
        title={t('roving.ct.withdrawTitle')}
        verb={t('roving.ct.withdraw')}
        onClose={() => setAsking(false)}
        onConfirm={() => void withdraw()}
      >
        {t('roving.ct.withdrawText')}
      </Confirm>
    </>
  );
}
