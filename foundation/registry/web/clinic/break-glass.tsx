// Opens the record of somebody outside one's care: why, in words, and the password again; four hours, then reviewed.
import { useState } from 'react';
import { Link } from 'react-router';
import { breakGlass, stepUp } from '#platform/access-contract.ts';
import { buttonClass } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { ChoiceField, TextField } from '#platform/ui/form/fields.tsx';
import { Form, type FormTrouble } from '#platform/ui/form/form.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay, useMe } from '#platform/ui/portal/session.ts';
import { Empty } from '#platform/ui/states/states.tsx';
import styles from '../registry.module.css';
import { useTroubles } from '../use-troubles.ts';

const reasons = ['emergency', 'patient-request', 'public-health', 'other'] as const;
type Reason = (typeof reasons)[number];
const shortest = 8;
const fieldId = (field: string) => `glass-${field}`;

export function BreakGlass({ personId, onOpened }: { personId: string; onOpened: (until: string) => void }) {
  const { t } = useWords();
  const me = useMe();
  const may = useMay('access.break-glass.open');
  const api = useApi();
  const troublesOf = useTroubles(fieldId);
  const [reason, setReason] = useState<Reason>();
  const [explanation, setExplanation] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [troubles, setTroubles] = useState<FormTrouble[]>([]);
  const [busy, setBusy] = useState(false);
  const back = (
    <Link to="/" className={buttonClass('quiet')}>
      {t('registry.back')}
    </Link>
  );
  if (!may) {
    return (
      <Empty title={t('registry.glass.notInCare')} icon="shield" action={back}>
        {t('registry.glass.mayNot')}
      </Empty>
    );
  }
  const check = (): FormTrouble[] => [
    ...(reason ? [] : [{ field: fieldId('reason'), text: t('registry.glass.reasonMissing') }]),
    ...([...explanation.trim()].length >= shortest
      ? []
      : [{ field: fieldId('explanation'), text: t('registry.glass.explanationShort', { count: shortest }) }]),
    ...(password ? [] : [{ field: fieldId('password'), text: t('registry.glass.passwordMissing') }]),
    ...(me.hasSecondFactor && !/^\d{6}$/.test(code)
      ? [{ field: fieldId('code'), text: t('registry.glass.codeMissing') }]
      : []),
  ];
  const open = async () => {
    const found = check();
    setTroubles(found);
    if (found.length > 0 || !reason) return;
    setBusy(true);
    try {
      await api.call(stepUp, { body: { password, ...(me.hasSecondFactor && { code }) } });
    } catch (error) {
      setBusy(false);
      setPassword('');
      setTroubles(troublesOf(error).map((one) => ({ ...one, field: fieldId('password') })));
      return;
    }
    try {
      const { validUntil } = await api.call(breakGlass, {
        body: { personId, reason, explanation: explanation.trim() },
      });
      onOpened(validUntil);
    } catch (error) {
      setTroubles(troublesOf(error));
      setBusy(false);
    }
  };
  const errorOf = (field: string) => troubles.find((one) => one.field === fieldId(field))?.text;
  return (
    <>
      <PageHead title={t('registry.glass.title')} />
      <div className={styles['notice']}>
        <p>
          <span aria-hidden="true">◆ </span>
          <strong>{t('registry.glass.notInCare')}</strong>
        </p>
        <p>{t('registry.glass.text')}</p>
      </div>
      <Form
        label={t('registry.glass.title')}
        verb={t('registry.glass.verb')}
        troubles={troubles}
        busy={busy}
        onSubmit={() => void open()}
        beside={back}
      >
        <div id={fieldId('reason')} tabIndex={-1}>
          <ChoiceField
            name="reason"
            label={t('registry.glass.reason')}
            value={reason}
            onChange={setReason}
            choices={reasons.map((one) => ({ value: one, label: t(`registry.glass.reason.${one}`) }))}
            error={errorOf('reason')}
          />
        </div>
        <TextField
          id={fieldId('explanation')}
          name="explanation"
          label={t('registry.glass.explanation')}
          hint={t('registry.glass.explanationHint')}
          lines={3}
          maxLength={500}
          value={explanation}
          onChange={setExplanation}
          error={errorOf('explanation')}
        />
        <TextField
          id={fieldId('password')}
          name="password"
          type="password"
          label={t('registry.glass.password')}
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          error={errorOf('password')}
        />
        {me.hasSecondFactor && (
          <TextField
            id={fieldId('code')}
            name="code"
            inputMode="numeric"
            label={t('registry.glass.code')}
            autoComplete="one-time-code"
            maxLength={6}
            value={code}
            onChange={setCode}
            error={errorOf('code')}
          />
        )}
      </Form>
    </>
  );
}
