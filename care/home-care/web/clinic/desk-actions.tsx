// What the institution does with a home service: asks about the risks and accepts, quotes, refuses, names a nurse, withdraws.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { ChoiceField, SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { useDraft } from '#platform/ui/form/use-draft.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { Failure } from '#platform/ui/states/states.tsx';
import type { OrderView } from '#foundation/orders/contract.ts';
import { homeCareRoutes } from '../../contract.ts';
import { judgeRisk } from '../../rules/catalogue-item.ts';
import { hindranceOf } from '../../rules/qualification.ts';
import type { VisitSheet } from '../../visits-contract.ts';
import { useStep } from '../use-visit.ts';
import styles from '../home-care.module.css';
import { dayOf } from '#platform/contract.ts';

interface Props {
  order: OrderView;
  sheet: VisitSheet;
}
export function DeskActions({ order, sheet }: Props) {
  const may = new Set(order.actions.map(({ transition }) => transition));
  return (
    <>
      {may.has('accept') && sheet.item && <Accept order={order} sheet={sheet} />}
      {may.has('quote') && !sheet.item && <Quote order={order} />}
      {may.has('assign') && <Assign order={order} sheet={sheet} />}
      {may.has('refuse') && <WithReason order={order} transition="refuse" />}
      {may.has('withdraw') && <WithReason order={order} transition="withdraw" />}
    </>
  );
}

function Accept({ order, sheet }: Props) {
  const { t } = useWords();
  const step = useStep(order);
  const me = useMe();
  const draft = useDraft(me.account, `home-care.accept.${order.orderId}`, () => ({
    answers: {} as Record<string, 'yes' | 'no'>,
    note: '',
  }));
  const { answers, note } = draft.value;
  const item = sheet.item!;
  const verdict = judgeRisk(item, answers);
  return (
    <section className={styles['card']}>
      <h2>{t('homeCare.risk')}</h2>
      <p className="quiet">{t('homeCare.riskText')}</p>
      {item.riskQuestions.map(({ key, text }) => (
        <ChoiceField
          key={key}
          name={`risk-${key}`}
          label={text}
          value={answers[key]}
          onChange={(value) => draft.change({ answers: { ...answers, [key]: value } })}
          choices={(['yes', 'no'] as const).map((value) => ({ value, label: t(`homeCare.${value}`) }))}
        />
      ))}
      {verdict.state === 'refused' && (
        <p role="status">
          <LevelTag level="red">{t('homeCare.riskAgainst')}</LevelTag>{' '}
          {item.riskQuestions
            .filter(({ key }) => verdict.because.includes(key))
            .map(({ text }) => text)
            .join('；')}
        </p>
      )}
      <TextField
        name="acceptNote"
        label={t('homeCare.note')}
        optional
        lines={2}
        maxLength={500}
        value={note}
        onChange={(text) => draft.change({ note: text })}
      />
      {step.error && <Failure error={step.error} safe={t('homeCare.kept')} />}
      <div className={styles['wide']}>
        <Button
          kind="primary"
          wide
          busy={step.isPending}
          disabled={verdict.state !== 'acceptable'}
          onClick={() =>
            step.mutate(
              { transition: 'accept', given: { risk: answers, ...(note && { note }) } },
              { onSuccess: draft.clear },
            )
          }
        >
          {t(verdict.state === 'unanswered' ? 'homeCare.acceptAfter' : 'homeCare.accept')}
        </Button>
      </div>
    </section>
  );
}

function Quote({ order }: { order: OrderView }) {
  const { t } = useWords();
  const step = useStep(order);
  const [price, setPrice] = useState('');
  const [explanation, setExplanation] = useState('');
  const [trouble, setTrouble] = useState<string>();
  const send = () => {
    if (!/^\d{1,6}(\.\d{1,2})?$/.test(price.trim()) || Number(price) < 0.01)
      return setTrouble(t('homeCare.item.priceWrong'));
    if (explanation.trim() === '') return setTrouble(t('homeCare.explanationMissing'));
    setTrouble(undefined);
    return step.mutate({
      transition: 'quote',
      given: { amountFen: Math.round(Number(price) * 100), explanation: explanation.trim() },
    });
  };
  return (
    <section className={styles['card']}>
      <h2>{t('homeCare.quote')}</h2>
      <p className="quiet">{t('homeCare.quoteText')}</p>
      <TextField name="price" label={t('homeCare.item.price')} value={price} onChange={setPrice} error={trouble} />
      <TextField
        name="explanation"
        label={t('homeCare.explanation')}
        lines={2}
        maxLength={500}
        value={explanation}
        onChange={setExplanation}
      />
      {step.error && <Failure error={step.error} safe={t('homeCare.kept')} />}
      <Button kind="primary" busy={step.isPending} onClick={send}>
        {t('homeCare.sendQuote')}
      </Button>
    </section>
  );
}

function Assign({ order, sheet }: Props) {
  const { t } = useWords();
  const api = useApi();
  const step = useStep(order);
  const [nurseId, setNurseId] = useState('');
  const nurses = useQuery({
    queryKey: ['home-care', 'nurses'],
    queryFn: ({ signal }) => api.call(homeCareRoutes.nurses, { signal }),
  });
  const today = dayOf(new Date());
  const choices = (nurses.data?.nurses ?? []).map((one) => ({
    ...one,
    hindered: hindranceOf(one.qualification, today, sheet.item),
  }));
  const fit = choices.filter(({ hindered }) => !hindered);
  return (
    <section className={styles['card']}>
      <h2>{t('homeCare.assign')}</h2>
      <p className="quiet">{t('homeCare.assignText', { fit: fit.length, all: choices.length })}</p>
      <SelectField
        name="nurse"
        label={t('homeCare.nurse')}
        value={nurseId}
        onChange={setNurseId}
        choices={[
          { value: '', label: t('homeCare.chooseNurse') },
          ...fit.map((one) => ({ value: one.nurseId, label: `${one.name} · ${one.organisationName}` })),
        ]}
      />
      {step.error && <Failure error={step.error} safe={t('homeCare.kept')} />}
      <Button
        kind="primary"
        busy={step.isPending}
        disabled={!nurseId}
        onClick={() => step.mutate({ transition: 'assign', assigneeId: nurseId })}
      >
        {t('homeCare.assign')}
      </Button>
    </section>
  );
}

function WithReason({ order, transition }: { order: OrderView; transition: 'refuse' | 'withdraw' }) {
  const { t } = useWords();
  const step = useStep(order);
  const [reason, setReason] = useState('');
  return (
    <details className={styles['card']}>
      <summary>{t(`homeCare.${transition}`)}</summary>
      <TextField
        name={`${transition}-reason`}
        label={t('homeCare.reason')}
        lines={2}
        maxLength={300}
        value={reason}
        onChange={setReason}
      />
      <p className="quiet">{t(`homeCare.${transition}Text`)}</p>
      {step.error && <Failure error={step.error} safe={t('homeCare.kept')} />}
      <Button
        kind="danger"
        busy={step.isPending}
        disabled={reason.trim() === ''}
        onClick={() => step.mutate({ transition, given: { reason: reason.trim() } })}
      >
        {t(`homeCare.${transition}`)}
      </Button>
    </details>
  );
}
