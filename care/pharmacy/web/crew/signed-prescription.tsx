// A signed prescription on the screen and on paper.
import { Button } from '#platform/ui/actions/button.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { PrintHeader } from '#platform/ui/print/print.tsx';
import { PartBox, PartNote } from '#foundation/sync/web/part-pieces.tsx';
import styles from '#foundation/sync/web/part.module.css';
import type { PrescribingPolicy } from '../../contract.ts';
import { isLong } from '../../rules/prescription.ts';
import type { PrescriptionHere } from './pharmacy-here.ts';

export function SignedPrescription({
  prescription,
  person,
  policy,
  printed,
  onPrint,
  onCancel,
}: {
  prescription: PrescriptionHere;
  person: { name: string };
  policy: PrescribingPolicy;
  printed: boolean;
  onPrint: () => void;
  onCancel?: () => void;
}) {
  const { t, instant } = useWords();
  const { items, signed, overrides, cancelled } = prescription;
  const body = (
    <>
      <ul className={styles['rows']}>
        {items.map((item) => (
          <li key={item.itemId}>
            <span>
              <strong>{item.name}</strong>
              <br />
              {t('pharmacy.howTo', {
                dose: item.dose,
                unit: item.doseUnit,
                times: item.timesPerDay,
                days: item.days,
              })}
              {item.note && `；${item.note}`}
            </span>
            {isLong(item, policy) && <span className="quiet">{t('pharmacy.longTag')}</span>}
          </li>
        ))}
      </ul>
      {overrides.map((one) => (
        <p key={one.alert} className="quiet">
          {one.sentence} — {t('pharmacy.reasonGiven', { reason: one.reason })}
        </p>
      ))}
      <p className="quiet">
        {t('pharmacy.signedBy', { name: signed?.byName ?? '', when: signed ? instant(signed.at) : '' })}
      </p>
    </>
  );
  return (
    <>
      <div className="no-print">
        <PartBox title={t('pharmacy.signedTitle')}>
          {cancelled && <PartNote tone="red">{t('pharmacy.cancelled', { reason: cancelled })}</PartNote>}
          {body}
          {!cancelled && (
            <div className={styles['actions']}>
              <Button icon="print" onClick={onPrint}>
                {t('pharmacy.print')}
              </Button>
              {onCancel && (
                <Button kind="quiet" onClick={onCancel}>
                  {t('pharmacy.cancel')}
                </Button>
              )}
            </div>
          )}
        </PartBox>
      </div>
      {printed && (
        <div className="print-only">
          <PrintHeader title={t('pharmacy.paper')} person={person.name} by={signed?.byName ?? ''} />
          {body}
        </div>
      )}
    </>
  );
}
