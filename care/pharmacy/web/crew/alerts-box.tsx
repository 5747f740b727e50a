// Alerts of a draft by severity: each grave one needs a reason before the prescription can be signed.
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { TextField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import type { InteractionAlert } from '#foundation/knowledge/rules/interaction.ts';
import type { FieldValue } from '#foundation/sync/rules/operation.ts';
import { instantHere, nameHere } from '#foundation/sync/web/documents-here.ts';
import { PartBox, PartNote } from '#foundation/sync/web/part-pieces.tsx';
import { useEngine } from '#foundation/sync/web/use-device.tsx';
import styles from '#foundation/sync/web/part.module.css';
import type { AlertOverride } from '../../contract.ts';
import { alertKey, needsReason, withoutReason } from '../../rules/check-alerts.ts';
import { alertsHere, type PersonKnown, type PrescriptionHere } from './pharmacy-here.ts';

interface Props {
  personId: string;
  attendanceId: string;
  prescription: PrescriptionHere;
  person: PersonKnown;
  put: (documentId: string, set: Record<string, FieldValue>) => Promise<void>;
}

export function AlertsBox({ personId, attendanceId, prescription, person, put }: Props) {
  const { t } = useWords();
  const engine = useEngine();
  const alerts = alertsHere(engine, { personId, attendanceId, prescription, person });
  const open = withoutReason(alerts, prescription.overrides);
  const override = (alert: InteractionAlert, reason: string) => {
    const made: AlertOverride = {
      alert: alertKey(alert),
      severity: alert.severity,
      sentence: alert.sentence.zh,
      medications: [...alert.medications],
      reason,
      at: instantHere(engine),
      byName: nameHere(engine),
    };
    const overrides = [...prescription.overrides, made] as unknown as FieldValue;
    return put(prescription.documentId, { overrides });
  };
  const sign = () => put(prescription.documentId, { signed: { at: instantHere(engine), byName: nameHere(engine) } });
  return (
    <PartBox title={t('pharmacy.alerts')}>
      {alerts.length === 0 && <PartNote tone="green">{t('pharmacy.noAlerts')}</PartNote>}
      {alerts.map((alert) => (
        <OneAlert
          key={alertKey(alert)}
          alert={alert}
          reason={prescription.overrides.find((one) => one.alert === alertKey(alert))?.reason}
          onReason={(reason) => void override(alert, reason)}
        />
      ))}
      <p className="quiet">{t('pharmacy.rulesAreDraft')}</p>
      <Button kind="primary" wide disabled={open.length > 0} onClick={() => void sign()}>
        {t('pharmacy.sign')}
      </Button>
      {open.length > 0 && <p role="status">{t('pharmacy.reasonsMissing', { count: open.length })}</p>}
    </PartBox>
  );
}

function OneAlert({
  alert,
  reason,
  onReason,
}: {
  alert: InteractionAlert;
  reason: string | undefined;
  onReason: (reason: string) => void;
}) {
  const { t, language } = useWords();
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const say = (text: { zh: string; en: string }) => (language === 'en' ? text.en : text.zh);
  return (
    <div className={styles['stack']}>
      <PartNote tone={needsReason(alert) ? 'red' : 'amber'}>
        <strong>{t(`pharmacy.severity.${alert.severity}`)}</strong> {alert.medications.join(' + ')}
        <br />
        {say(alert.sentence)}
        <br />
        {say(alert.action)}
        {reason && (
          <>
            <br />
            <strong>{t('pharmacy.reasonGiven', { reason })}</strong>
          </>
        )}
      </PartNote>
      {needsReason(alert) && !reason && (
        <div className={styles['stack']}>
          <TextField
            name={`reason-${alert.rule}`}
            label={t('pharmacy.reason')}
            value={typed}
            onChange={setTyped}
            maxLength={300}
            {...(tried && typed.trim().length < 2 && { error: t('pharmacy.reasonShort') })}
          />
          <Button
            onClick={() => {
              setTried(true);
              if (typed.trim().length >= 2) onReason(typed.trim());
            }}
          >
            {t('pharmacy.override')}
          </Button>
        </div>
      )}
    </div>
  );
}
