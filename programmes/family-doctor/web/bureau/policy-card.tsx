// When a contract may be renewed and when people are reminded, from a day on.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { TextField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Failure } from '#platform/ui/states/states.tsx';
import { contractRoutes, permissions, type RenewalPolicy } from '../../contract.ts';
import { familyKey, useChange, useFilters } from '../use-family.ts';
import styles from '../family.module.css';

export function PolicyCard() {
  const { t } = useWords();
  const api = useApi();
  const policy = useQuery({
    queryKey: [...familyKey, 'policy'],
    queryFn: ({ signal }) => api.call(contractRoutes.policy, { signal }),
  });
  return (
    <section className={styles['card']} aria-label={t('family-doctor.renewalPolicy')}>
      <h2>{t('family-doctor.renewalPolicy')}</h2>
      <QueryView query={policy}>
        {(data) => (
          <>
            <p>{t('family-doctor.policyNow', { window: data.windowDays, remind: data.remindDays.join('、') })}</p>
            {data.assumed && <p className={styles['notice']}>{t('family-doctor.policyAssumed')}</p>}
            <PolicyForm key={JSON.stringify(data)} policy={data} />
          </>
        )}
      </QueryView>
    </section>
  );
}

const daysOf = (text: string): number[] =>
  text
    .split(/[^\d]+/)
    .filter(Boolean)
    .map(Number);

function PolicyForm({ policy }: { policy: RenewalPolicy }) {
  const { t } = useWords();
  const api = useApi();
  const announce = useAnnounce();
  const mayEdit = useMay(permissions.editPackages);
  const { today } = useFilters();
  const { run, busy, failure } = useChange();
  const [windowDays, setWindowDays] = useState(String(policy.windowDays));
  const [remind, setRemind] = useState(policy.remindDays.join('、'));
  const [fromOn, setFromOn] = useState(today);
  if (!mayEdit) return null;
  const days = daysOf(remind);
  const fits =
    Number(windowDays) >= 7 &&
    Number(windowDays) <= 180 &&
    days.length > 0 &&
    days.length <= 6 &&
    days.every((one) => one <= 180);
  const save = async () => {
    const body = { fromOn, windowDays: Number(windowDays), remindDays: days };
    if (await run(() => api.call(contractRoutes.setPolicy, { body }))) announce(t('family-doctor.policySaved'));
  };
  return (
    <details>
      <summary>{t('family-doctor.changePolicy')}</summary>
      <div className={styles['filters']}>
        <TextField
          name="window"
          label={t('family-doctor.windowDays')}
          inputMode="numeric"
          value={windowDays}
          onChange={setWindowDays}
        />
        <TextField name="remind" label={t('family-doctor.remindDays')} value={remind} onChange={setRemind} />
        <TextField name="fromOn" label={t('family-doctor.validFrom')} type="date" value={fromOn} onChange={setFromOn} />
      </div>
      {failure !== undefined && <Failure error={failure} />}
      <Button kind="primary" busy={busy} disabled={!fits} onClick={() => void save()}>
        {t('family-doctor.save')}
      </Button>
    </details>
  );
}
