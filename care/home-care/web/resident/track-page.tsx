// One ordered visit in plain words: how far it is, what to pay, agree or cancel, and afterwards rate or complain.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { Button, buttonClass } from '#platform/ui/actions/button.tsx';
import { Confirm } from '#platform/ui/actions/confirm.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { ReadAloud } from '#platform/ui/elder/read-aloud.tsx';
import { Card } from '#platform/ui/elder/tile.tsx';
import { TextField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Failure, Skeleton } from '#platform/ui/states/states.tsx';
import type { OrderView } from '#foundation/orders/contract.ts';
import { visitRoutes, type VisitSheet } from '../../visits-contract.ts';
import { useMyVisitsLive, useStep, useVisit, type VisitKey } from '../use-visit.ts';
import { homeCareKinds, useVisitWords } from '../visit-words.ts';
import { RateCard } from './rate-card.tsx';
import styles from './resident.module.css';

export function TrackPage() {
  const { t } = useWords();
  const { personId = '', orderId = '' } = useParams();
  const { order, sheet } = useVisit({ personId, orderId });
  useMyVisitsLive(personId);
  return (
    <>
      <title>{t('homeCare.my.title')}</title>
      <QueryView query={sheet} skeleton={<Skeleton lines={8} />}>
        {(data) => (
          <QueryView query={order} skeleton={<Skeleton lines={4} />}>
            {(view) => <Track order={view} sheet={data} />}
          </QueryView>
        )}
      </QueryView>
      <Link to="/home-care" className={buttonClass('quiet', true)}>
        {t('homeCare.my.back')}
      </Link>
    </>
  );
}

function Track({ order, sheet }: { order: OrderView; sheet: VisitSheet }) {
  const { t, instant } = useWords();
  const words = useVisitWords();
  const { visit } = sheet;
  const may = new Set(order.actions.map(({ transition }) => transition));
  const now = words.plain(order.kind, order.state);
  const ended = homeCareKinds[order.kind]?.states[order.state]?.final === true;
  const quote = order.history.findLast((one) => one.transition === 'quote');
  const reason = order.history.findLast((one) => one.transition === 'refuse' || one.transition === 'withdraw');
  return (
    <>
      <h1>{visit.itemName}</h1>
      <Card tone="brand" title={now}>
        <p>
          {t('homeCare.my.forAt', { name: visit.personName, when: instant(visit.wantedAt) })}
          {visit.nurseName && !ended && ` ${t('homeCare.my.comes', { nurse: visit.nurseName })}`}
        </p>
        {visit.simulated && (
          <p>
            <SimulatedBadge />
          </p>
        )}
        {reason && typeof reason.given['reason'] === 'string' && (
          <p>{t('homeCare.my.because', { reason: reason.given['reason'] })}</p>
        )}
        <ReadAloud text={`${visit.itemName}，${now}`} />
      </Card>
      {may.has('agree') && (
        <Card title={t('homeCare.my.quoted')}>
          {typeof quote?.given['explanation'] === 'string' && <p>{quote.given['explanation']}</p>}
          <Agree order={order} amountFen={sheet.charge?.outstandingFen ?? 0} />
        </Card>
      )}
      {sheet.charge && order.state !== 'quoted' && <Pay sheet={sheet} visitKey={order} />}
      {typeof order.result?.['done'] === 'string' && (
        <Card title={t('homeCare.my.record')}>
          <p>{order.result['done']}</p>
          {typeof order.result['advice'] === 'string' && (
            <p>{t('homeCare.my.advice', { advice: order.result['advice'] })}</p>
          )}
        </Card>
      )}
      {(order.mayRateAs || order.ratings.length > 0) && <RateCard order={order} />}
      <Card title={t('homeCare.my.steps')}>
        <ol className={styles['steps']}>
          {order.history.map((one, index) => (
            <li key={one.version} data-now={index === order.history.length - 1 || undefined}>
              {instant(one.at)} {one.told}
            </li>
          ))}
        </ol>
      </Card>
      <ComplaintCard sheet={sheet} visitKey={order} />
      {may.has('cancel') && <Cancel order={order} sheet={sheet} />}
    </>
  );
}

function Agree({ order, amountFen }: { order: OrderView; amountFen: number }) {
  const { t, money } = useWords();
  const step = useStep(order);
  return (
    <>
      <p className={styles['price']}>{money(amountFen)}</p>
      <Button kind="primary" wide busy={step.isPending} onClick={() => step.mutate({ transition: 'agree' })}>
        {t('homeCare.my.agree')}
      </Button>
      <Button wide busy={step.isPending} onClick={() => step.mutate({ transition: 'decline-quote' })}>
        {t('homeCare.my.disagree')}
      </Button>
      {step.error && <Failure error={step.error} />}
    </>
  );
}

function Pay({ sheet, visitKey }: { sheet: VisitSheet; visitKey: VisitKey }) {
  const { t, money } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const charge = sheet.charge!;
  const owed = charge.outstandingFen;
  // The same press after a break is the same payment; what is owed later is another one.
  const [paymentId, setPaymentId] = useState(newId);
  const pay = useMutation({
    mutationFn: () =>
      api.call(visitRoutes.pay, {
        params: { personId: visitKey.personId, orderId: visitKey.orderId },
        body: { paymentId, amountFen: owed },
      }),
    onSuccess: () => setPaymentId(newId()),
    onSettled: () => queries.invalidateQueries({ queryKey: ['home-care'] }),
  });
  return (
    <Card title={t('homeCare.my.money')}>
      {charge.lines.map((line) => (
        <p key={`${line.code} ${line.quantity}`}>
          {line.name} × {line.quantity}：{money(line.priceFen * line.quantity)}
        </p>
      ))}
      {charge.paidFen > 0 && <p>{t('homeCare.my.paid', { amount: money(charge.paidFen) })}</p>}
      {charge.refundedFen > 0 && <p>{t('homeCare.my.refunded', { amount: money(charge.refundedFen) })}</p>}
      {owed > 0 ? (
        sheet.payment === 'none' ? (
          <p>{t('homeCare.my.payThere', { amount: money(owed) })}</p>
        ) : (
          <>
            <Button kind="primary" wide busy={pay.isPending} onClick={() => pay.mutate()}>
              {t(sheet.payment === 'sandbox' ? 'homeCare.my.paySimulated' : 'homeCare.my.pay', { amount: money(owed) })}
            </Button>
            {sheet.payment === 'sandbox' && <p className="quiet">{t('homeCare.my.sandbox')}</p>}
          </>
        )
      ) : (
        <p role="status">{t('homeCare.my.allPaid')}</p>
      )}
      {pay.error && <Failure error={pay.error} />}
    </Card>
  );
}

function Cancel({ order, sheet }: { order: OrderView; sheet: VisitSheet }) {
  const { t, money } = useWords();
  const step = useStep(order);
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button wide onClick={() => setAsking(true)}>
        {t('homeCare.my.cancel')}
      </Button>
      {step.error && <Failure error={step.error} />}
      <Confirm
        open={asking}
        title={t('homeCare.my.cancelTitle')}
        verb={t('homeCare.my.cancel')}
        busy={step.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() => step.mutate({ transition: 'cancel' }, { onSettled: () => setAsking(false) })}
      >
        {sheet.refundNowFen === undefined
          ? t('homeCare.my.cancelFree')
          : t('homeCare.my.cancelRefund', { amount: money(sheet.refundNowFen) })}
      </Confirm>
    </>
  );
}

function ComplaintCard({ sheet, visitKey }: { sheet: VisitSheet; visitKey: VisitKey }) {
  const { t } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const [said, setSaid] = useState('');
  const [complaintId, setComplaintId] = useState(newId);
  const send = useMutation({
    mutationFn: () =>
      api.call(visitRoutes.complain, {
        params: { personId: visitKey.personId, orderId: visitKey.orderId },
        body: { complaintId, said: said.trim() },
        idempotencyKey: complaintId,
      }),
    onSuccess: () => {
      setSaid('');
      setOpen(false);
      setComplaintId(newId());
      void queries.invalidateQueries({ queryKey: ['home-care'] });
    },
  });
  return (
    <Card title={t('homeCare.my.complaint')}>
      {sheet.complaints.map((one) => (
        <div key={one.complaintId}>
          <p>{one.said}</p>
          <p role="status">
            {one.answer ? t('homeCare.my.answered', { answer: one.answer }) : t('homeCare.my.waitsForAnswer')}
          </p>
        </div>
      ))}
      {open ? (
        <>
          <TextField
            name="said"
            label={t('homeCare.my.whatHappened')}
            lines={3}
            maxLength={1_000}
            value={said}
            onChange={setSaid}
          />
          <Button
            wide
            kind="primary"
            busy={send.isPending}
            disabled={said.trim().length < 2}
            onClick={() => send.mutate()}
          >
            {t('homeCare.my.sendComplaint')}
          </Button>
          {send.error && <Failure error={send.error} safe={t('homeCare.my.kept')} />}
        </>
      ) : (
        <Button wide onClick={() => setOpen(true)}>
          {t('homeCare.my.complain')}
        </Button>
      )}
    </Card>
  );
}
