// Slots and clocks of the CT screening: shown as assumed until the county sets its own, from a day on.
import { useState } from 'react';
import { dayOf } from '#platform/contract.ts';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { NumberField, TextField } from '#platform/ui/form/fields.tsx';
import { Form } from '#platform/ui/form/form.tsx';
import { readNumber } from '#platform/ui/form/range.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import { ctRoutes } from '../../ct-screening-contract.ts';
import { clockText } from '../../rules/clock-text.ts';
import { slotsOf, type CtPolicy } from '../../rules/ct-screening/policy.ts';
import { addDays } from '../../rules/month.ts';
import { useChange } from '../ct-screening/use-ct.ts';
import styles from '../ct-screening/ct.module.css';

const ranges = {
  minutesEach: { possible: [3, 120] },
  readingHours: { possible: [1, 720] },
  remindDays: { possible: [0, 90] },
  institutionDays: { possible: [0, 180] },
  stableResults: { possible: [1, 10] },
} as const;
type Key = keyof typeof ranges;

export function CtPolicyCard({ policy, assumed }: { policy: CtPolicy; assumed: boolean }) {
  const { t } = useWords();
  const api = useApi();
  const mayWrite = useMay('roving.basis.write');
  const { run, busy, failure } = useChange();
  const [typed, setTyped] = useState<Partial<Record<Key, string>>>({});
  const [fromOn, setFromOn] = useState(() => addDays(dayOf(new Date()), 1));
  const save = () => {
    const changed: Partial<Record<Key, number>> = {};
    for (const key of Object.keys(ranges) as Key[]) {
      const reading = readNumber(typed[key] ?? String(policy[key]), ranges[key]);
      if (reading.state !== 'fine') return;
      changed[key] = reading.value;
    }
    const body = { fromOn, policy: { ...policy, ...changed } };
    void run(() => api.call(ctRoutes.setPolicy, { body, idempotencyKey: newId() }));
  };
  return (
    <section className={`${styles['card']} no-print`} aria-label={t('roving.ct.policyTitle')}>
      <h2>{t('roving.ct.policyTitle')}</h2>
      {assumed && <p className={styles['draft']}>{t('roving.ct.policyAssumed')}</p>}
      <p>
        {t('roving.ct.policyDay', {
          from: clockText(policy.firstMinute),
          to: clockText(policy.lastMinute),
          pauseFrom: clockText(policy.pauseFromMinute),
          pauseTo: clockText(policy.pauseToMinute),
          slots: slotsOf(policy).length,
        })}
      </p>
      {failure !== undefined && <Failure error={failure} />}
      {mayWrite && (
        <Form label={t('roving.ct.policyTitle')} verb={t('roving.ct.savePolicy')} busy={busy} onSubmit={save}>
          <div className={styles['fields']}>
            {(Object.keys(ranges) as Key[]).map((key) => (
              <NumberField
                key={key}
                name={key}
                label={t(`roving.ct.policy.${key}`)}
                unit={t(`roving.ct.policyUnit.${key}`)}
                range={ranges[key]}
                value={typed[key] ?? String(policy[key])}
                onChange={(value) => setTyped({ ...typed, [key]: value })}
              />
            ))}
            <TextField
              name="policy-from"
              type="date"
              label={t('roving.ct.policyFrom')}
              value={fromOn}
              onChange={setFromOn}
            />
          </div>
        </Form>
      )}
    </section>
  );
}
