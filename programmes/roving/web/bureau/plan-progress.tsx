// How far a computation is, with the ways to end it; and in plain words why a month can't be planned.
import { useState } from 'react';
import { Link } from 'react-router';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import { rovingRoutes, type ConflictRule, type Plan } from '../../contract.ts';
import { useKeepPlan } from './use-roving.ts';
import styles from './roving.module.css';

const ofVillages: ReadonlySet<string> = new Set(['visits', 'eligibility', 'same-vehicle', 'window']);

export function PlanProgress({ plan }: { plan: Plan }) {
  const { t } = useWords();
  const api = useApi();
  const keepPlan = useKeepPlan();
  const [failure, setFailure] = useState<unknown>();
  // A conflict of a busy vehicle names each of its villages: they stand together, after what can be changed.
  const villages = (plan.conflict ?? []).filter((rule) => ofVillages.has(rule.kind));
  const firm = (plan.conflict ?? []).filter((rule) => !ofVillages.has(rule.kind));
  const stop = async (keep: boolean) => {
    try {
      await api.call(rovingRoutes.stopPlan, { params: { planId: plan.planId }, body: { keep } });
      await keepPlan();
    } catch (error) {
      setFailure(error);
    }
  };
  if (plan.state === 'computing') {
    const percent = Math.round(plan.progress * 100);
    return (
      <section className={styles['progress']} aria-label={t('roving.computing')}>
        <p role="status">{t('roving.computingText', { percent })}</p>
        <progress value={percent} max={100} aria-label={t('roving.computing')} />
        <div className={styles['row']}>
          <Button onClick={() => void stop(true)}>{t('roving.takeNow')}</Button>
          <Button kind="quiet" onClick={() => void stop(false)}>
            {t('roving.cancel')}
          </Button>
        </div>
        {failure !== undefined && <Failure error={failure} />}
      </section>
    );
  }
  if (plan.state === 'impossible') {
    return (
      <section className={styles['conflict']} aria-label={t('roving.impossible')} role="alert">
        <h2>
          <span aria-hidden="true">▲ </span>
          {t('roving.impossible')}
        </h2>
        <p>{t('roving.impossibleText')}</p>
        <Rules rules={firm} />
        {villages.length > 0 && (
          <details open={villages.length <= 4}>
            <summary>{t('roving.conflictVillages', { count: villages.length })}</summary>
            <Rules rules={villages} />
          </details>
        )}
      </section>
    );
  }
  if (plan.state === 'failed' || plan.state === 'cancelled')
    return <p role="status">{t(`roving.ended.${plan.state}`)}</p>;
  return null;
}

function Rules({ rules }: { rules: readonly ConflictRule[] }) {
  const { t } = useWords();
  const inWords = ({ service, ...rest }: Record<string, string | number>) => ({
    ...rest,
    service: service ? t(`roving.service.${service}`) : '',
  });
  return (
    <ul>
      {rules.map((rule) => (
        <li key={`${rule.kind}${JSON.stringify(rule.parameters)}`}>
          {t(`roving.conflict.${rule.kind}`, inWords(rule.parameters))}{' '}
          <Link to={rule.link}>{t('roving.changeThis')}</Link>
        </li>
      ))}
    </ul>
  );
}
