// What the nurse does on her visit: takes it, sets out, checks in where she is, calls for help, records, finishes.
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, buttonClass } from '#platform/ui/actions/button.tsx';
import { Confirm } from '#platform/ui/actions/confirm.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { TextField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import type { OrderView } from '#foundation/orders/contract.ts';
import { visitRoutes, type VisitSheet } from '../../visits-contract.ts';
import { askPosition } from '../use-position.ts';
import { useStep } from '../use-visit.ts';
import styles from '../home-care.module.css';
import { FinishForm } from './finish-form.tsx';

interface Props {
  order: OrderView;
  sheet: VisitSheet;
}
const underWay = new Set(['on-the-way', 'arrived', 'overdue']);

export function NurseActions({ order, sheet }: Props) {
  const { t } = useWords();
  const me = useMe();
  const step = useStep(order);
  const may = new Set(order.actions.map(({ transition }) => transition));
  const mine = me.permissions.includes('home-care.order.visit') && may.size > 0;
  if (!mine) return null;
  const { position } = sheet.visit;
  const plain = (['grab', 'set-out', 'reassure'] as const).filter((one) => may.has(one));
  return (
    <>
      {plain.length > 0 && (
        <section className={`${styles['card']} ${styles['wide']}`}>
          {plain.map((transition) => (
            <Button
              key={transition}
              kind="primary"
              wide
              busy={step.isPending}
              onClick={() => step.mutate({ transition })}
            >
              {t(`homeCare.${transition}`)}
            </Button>
          ))}
          {position && (
            <a className={buttonClass('plain', true)} href={`geo:${position.lat},${position.lon}`}>
              {t('homeCare.navigate')}
            </a>
          )}
          {step.error && <Failure error={step.error} safe={t('homeCare.grabLost')} />}
        </section>
      )}
      {may.has('check-in') && <CheckIn order={order} />}
      {may.has('finish') && order.state !== 'on-the-way' && <FinishForm order={order} sheet={sheet} />}
      {underWay.has(order.state) && <Safety order={order} />}
      {may.has('give-back') && <GiveBack order={order} />}
    </>
  );
}

function CheckIn({ order }: { order: OrderView }) {
  const { t } = useWords();
  const step = useStep(order);
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const here = async () => {
    setAsking(true);
    const position = await askPosition();
    setAsking(false);
    step.mutate({ transition: 'check-in', given: position ? { position } : {} });
  };
  return (
    <section className={`${styles['card']} ${styles['wide']}`}>
      <Button kind="primary" wide busy={asking || step.isPending} onClick={() => void here()}>
        {t('homeCare.checkIn')}
      </Button>
      {step.error && (
        <>
          <Failure error={step.error} safe={t('homeCare.byHandText')} />
          <TextField
            name="byHand"
            label={t('homeCare.byHandReason')}
            maxLength={200}
            value={reason}
            onChange={setReason}
          />
          <Button
            wide
            busy={step.isPending}
            disabled={reason.trim() === ''}
            onClick={() => step.mutate({ transition: 'check-in', given: { reason: reason.trim() } })}
          >
            {t('homeCare.byHand')}
          </Button>
        </>
      )}
    </section>
  );
}

function Safety({ order }: { order: OrderView }) {
  const { t } = useWords();
  const api = useApi();
  const [asking, setAsking] = useState(false);
  const [alarmId, setAlarmId] = useState(newId);
  const raise = useMutation({
    mutationFn: async () => {
      const position = await askPosition();
      return api.call(visitRoutes.raiseAlarm, {
        params: { personId: order.personId, orderId: order.orderId },
        body: { alarmId, ...(position && { position }) },
        idempotencyKey: alarmId,
      });
    },
    onSuccess: () => setAlarmId(newId()),
    onSettled: () => setAsking(false),
  });
  return (
    <section className={`${styles['card']} ${styles['wide']}`}>
      <Button kind="danger" wide busy={raise.isPending} onClick={() => setAsking(true)}>
        {t('homeCare.safety')}
      </Button>
      {raise.isSuccess && <p role="alert">{t('homeCare.safetySent')}</p>}
      {raise.error && <Failure error={raise.error} safe={t('homeCare.safetyFailed')} onRetry={() => raise.mutate()} />}
      <Confirm
        open={asking}
        title={t('homeCare.safetyTitle')}
        verb={t('homeCare.safetySend')}
        busy={raise.isPending}
        onConfirm={() => raise.mutate()}
        onClose={() => setAsking(false)}
      >
        {t('homeCare.safetyText')}
      </Confirm>
    </section>
  );
}

function GiveBack({ order }: { order: OrderView }) {
  const { t } = useWords();
  const step = useStep(order);
  const [reason, setReason] = useState('');
  return (
    <details className={styles['card']}>
      <summary>{t('homeCare.giveBack')}</summary>
      <TextField
        name="giveBack"
        label={t('homeCare.reason')}
        lines={2}
        maxLength={300}
        value={reason}
        onChange={setReason}
      />
      {step.error && <Failure error={step.error} safe={t('homeCare.kept')} />}
      <Button
        busy={step.isPending}
        disabled={reason.trim() === ''}
        onClick={() => step.mutate({ transition: 'give-back', given: { reason: reason.trim() } })}
      >
        {t('homeCare.giveBack')}
      </Button>
    </details>
  );
}
