// What may be done with an order of the five services now: each step with its form, drawn from the definition.
import { useState } from 'react';
import { Confirm } from '#platform/ui/actions/confirm.tsx';
import { Form } from '#platform/ui/form/form.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import { useLocalText } from '#foundation/knowledge/web/form/use-local-text.ts';
import type { Action, OrderView } from '#foundation/orders/contract.ts';
import type { Values } from '#foundation/orders/rules/fields.ts';
import { useStep } from '../use-visit.ts';
import { FieldInput, readFields } from './field-input.tsx';
import styles from '../home-care.module.css';

/** Later steps of the work stand open, those that end it badly are folded away. */
const folded = new Set(['give-back', 'decline', 'cancel', 'miss']);

export function StepForms({ order }: { order: OrderView }) {
  const { t } = useWords();
  const text = useLocalText();
  const actions = order.actions.toSorted((a, b) => Number(folded.has(a.transition)) - Number(folded.has(b.transition)));
  if (actions.length === 0) return <p className="quiet">{t('homeCare.nothingToDo')}</p>;
  return (
    <>
      {actions.map((action) =>
        folded.has(action.transition) ? (
          <details key={action.transition} className={styles['card']}>
            <summary>{text(action.label)}</summary>
            <StepForm key={order.version} order={order} action={action} />
          </details>
        ) : (
          <section key={action.transition} className={styles['card']}>
            <StepForm key={order.version} order={order} action={action} />
          </section>
        ),
      )}
    </>
  );
}

function StepForm({ order, action }: { order: OrderView; action: Action }) {
  const { t } = useWords();
  const text = useLocalText();
  const step = useStep(order);
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [wrong, setWrong] = useState<string>();
  const [asking, setAsking] = useState<Values>();
  const send = (values: Values) =>
    step.mutate(
      { transition: action.transition, ...(Object.keys(values).length > 0 && { given: values }) },
      { onSettled: () => setAsking(undefined) },
    );
  const submit = () => {
    const values = readFields(action.form, typed);
    if ('wrong' in values) return setWrong(String(values.wrong));
    setWrong(undefined);
    return action.confirm ? setAsking(values as Values) : send(values as Values);
  };
  const field = wrong !== undefined ? action.form[wrong] : undefined;
  return (
    <Form
      label={text(action.label)}
      verb={text(action.label)}
      busy={step.isPending}
      troubles={field ? [{ text: t('homeCare.fieldWrong', { label: text(field.label) }) }] : []}
      onSubmit={submit}
    >
      {Object.entries(action.form).map(([name, one]) => (
        <FieldInput
          key={name}
          name={`${action.transition}-${name}`}
          field={one}
          value={typed[name] ?? ''}
          onChange={(value) => setTyped({ ...typed, [name]: value })}
        />
      ))}
      {step.error && <Failure error={step.error} safe={t('homeCare.kept')} />}
      <Confirm
        open={asking !== undefined}
        title={t('homeCare.sure', { what: text(action.label) })}
        verb={text(action.label)}
        busy={step.isPending}
        onClose={() => setAsking(undefined)}
        onConfirm={() => asking && send(asking)}
      >
        {t('homeCare.notUndone')}
      </Confirm>
    </Form>
  );
}
