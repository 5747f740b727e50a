// What can be done with a month: plan it, copy a plan, publish, repair, print. One primary button at a time.
import { useState } from 'react';
import { Link } from 'react-router';
import { Button, buttonClass } from '#platform/ui/actions/button.tsx';
import { Confirm } from '#platform/ui/actions/confirm.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { useIdempotencyKey } from '#platform/ui/api/idempotency.ts';
import { SelectField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import { rovingRoutes, type MonthBasis, type Plan } from '../../contract.ts';
import { RepairPanel } from './repair-panel.tsx';
import { useAddress, useKeepPlan } from './use-roving.ts';
import styles from './roving.module.css';

/** How long a planner may let it search, in seconds. */
const searches = [10, 20, 60, 120] as const;

interface PlanActionsProps {
  month: string;
  plan: Plan | undefined;
  plans: readonly Plan[];
  basis: MonthBasis;
}

export function PlanActions({ month, plan, plans, basis }: PlanActionsProps) {
  const { t } = useWords();
  const { change, search } = useAddress();
  const may = { write: useMay('roving.plan.write'), publish: useMay('roving.plan.publish') };
  const [asking, setAsking] = useState<'publish' | 'plan'>();
  const [failure, setFailure] = useState<unknown>();
  const repairing = search.get('repair') === 'yes' && plan?.state === 'published';
  const computing = plans.some((one) => one.state === 'computing');
  const work = async (run: () => Promise<unknown>) => {
    setFailure(undefined);
    try {
      await run();
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <div className={`${styles['row']} no-print`}>
      {may.write && (
        <Button
          kind={plan && plan.state !== 'impossible' ? 'plain' : 'primary'}
          icon="plan"
          disabled={computing}
          onClick={() => setAsking('plan')}
        >
          {t('roving.planMonth')}
        </Button>
      )}
      {may.write && plan && (plan.state === 'published' || plan.state === 'superseded' || plan.state === 'draft') && (
        <CopyPlan plan={plan} work={work} />
      )}
      {may.publish && plan?.state === 'draft' && (
        <Button kind="primary" icon="check" onClick={() => setAsking('publish')}>
          {t('roving.publish')}
        </Button>
      )}
      {may.publish && plan?.state === 'published' && (
        <Button
          icon="clock"
          onClick={() => change({ repair: repairing ? undefined : 'yes' })}
          aria-expanded={repairing}
        >
          {t('roving.repair')}
        </Button>
      )}
      {plan && (
        <Link className={buttonClass('quiet')} to={`/roving/print?month=${month}&plan=${plan.planId}`}>
          {t('roving.print')}
        </Link>
      )}
      {failure !== undefined && <Failure error={failure} />}
      <StartPlan open={asking === 'plan'} month={month} plan={plan} onClose={() => setAsking(undefined)} work={work} />
      {plan && asking === 'publish' && (
        <PublishPlan plan={plan} onClose={() => setAsking(undefined)} work={work} basis={basis} />
      )}
      {repairing && <RepairPanel plan={plan} basis={basis} onClose={() => change({ repair: undefined })} />}
    </div>
  );
}

type Work = (run: () => Promise<unknown>) => Promise<void>;

function CopyPlan({ plan, work }: { plan: Plan; work: Work }) {
  const { t } = useWords();
  const api = useApi();
  const { change } = useAddress();
  const keepPlan = useKeepPlan();
  const announce = useAnnounce();
  const copy = async () => {
    const made = await api.call(rovingRoutes.copyPlan, {
      params: { planId: plan.planId },
      idempotencyKey: crypto.randomUUID(),
    });
    await keepPlan();
    change({ plan: made.planId });
    announce(t('roving.copied', { number: made.number }));
  };
  return <Button onClick={() => void work(copy)}>{t('roving.copy')}</Button>;
}

function StartPlan({
  open,
  month,
  plan,
  onClose,
  work,
}: {
  open: boolean;
  month: string;
  plan: Plan | undefined;
  onClose: () => void;
  work: Work;
}) {
  const { t } = useWords();
  const api = useApi();
  const { change } = useAddress();
  const keepPlan = useKeepPlan();
  const { key, renew } = useIdempotencyKey();
  const [seconds, setSeconds] = useState(20);
  const [year, number] = month.split('-').map(Number);
  const start = async () => {
    onClose();
    await work(async () => {
      const made = await api.call(rovingRoutes.startPlan, {
        body: { month, seconds, ...(plan?.state === 'draft' && { basedOn: plan.planId }) },
        idempotencyKey: key,
      });
      renew();
      await keepPlan();
      change({ plan: made.planId, visit: undefined });
    });
  };
  return (
    <Confirm
      open={open}
      danger={false}
      title={t('roving.planMonthTitle', { year, month: number })}
      verb={t('roving.planMonth')}
      onClose={onClose}
      onConfirm={() => void start()}
    >
      <p>{t(plan?.state === 'draft' ? 'roving.planAgainText' : 'roving.planMonthText')}</p>
      <SelectField
        name="seconds"
        label={t('roving.searchFor')}
        value={String(seconds)}
        onChange={(next) => setSeconds(Number(next))}
        choices={searches.map((one) => ({ value: String(one), label: t('roving.seconds', { count: one }) }))}
      />
    </Confirm>
  );
}

function PublishPlan({
  plan,
  basis,
  onClose,
  work,
}: {
  plan: Plan;
  basis: MonthBasis;
  onClose: () => void;
  work: Work;
}) {
  const { t } = useWords();
  const api = useApi();
  const keepPlan = useKeepPlan();
  const announce = useAnnounce();
  const [busy, setBusy] = useState(false);
  const publish = async () => {
    setBusy(true);
    await work(async () => {
      await api.call(rovingRoutes.publishPlan, {
        params: { planId: plan.planId },
        body: { version: plan.version },
        idempotencyKey: `${plan.planId}-${plan.version}`,
      });
      await keepPlan();
      announce(t('roving.published'));
    });
    setBusy(false);
    onClose();
  };
  return (
    <Confirm
      open
      danger={false}
      title={t('roving.publishTitle')}
      verb={t('roving.publish')}
      busy={busy}
      onClose={onClose}
      onConfirm={() => void publish()}
    >
      <p>{t('roving.publishText', { visits: plan.figures?.visits ?? 0, villages: basis.stops.length })}</p>
    </Confirm>
  );
}
