// One action on an order: its form, a colleague where one is chosen, a question before what can't be undone.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { Confirm } from '#platform/ui/actions/confirm.tsx';
import { newId } from '#platform/ui/api/idempotency.ts';
import { useApi } from '#platform/ui/api/api-context.ts';
import { SelectField } from '#platform/ui/form/fields.tsx';
import { Form } from '#platform/ui/form/form.tsx';
import { useDraft } from '#platform/ui/form/use-draft.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import { orderRoutes, type Action, type OrderView } from '../contract.ts';
import { errorsOf, FieldsForm, lacking, needsOrganisations, typedOf, valuesOf, type Typed } from './fields-form.tsx';
import { useMoveOrder } from './use-order.ts';
import { useLocal, useOrganisations } from './use-orders.ts';

export function ActionForm({ order, action, onDone }: { order: OrderView; action: Action; onDone: () => void }) {
  const { t } = useWords();
  const local = useLocal();
  const { accountId } = useMe();
  const {
    value: draft,
    change,
    clear,
  } = useDraft<Typed>(accountId, `order-${order.orderId}-${action.transition}`, () =>
    typedOf(action.form, order.payload),
  );
  const [assigneeId, setAssignee] = useState('');
  const [tried, setTried] = useState(false);
  const [asking, setAsking] = useState(false);
  const [key, setKey] = useState(() => newId());
  const move = useMoveOrder(order);
  const organisations = useOrganisations(needsOrganisations(action.form));
  const missing = lacking(action.form, draft);
  const errors = {
    ...errorsOf(move.error),
    ...(tried && Object.fromEntries(missing.map((name) => [name, t('orders.needed')]))),
  };
  const send = () =>
    move.mutate(
      {
        key,
        transition: action.transition,
        given: valuesOf(action.form, draft),
        ...(assigneeId && { assigneeId }),
      },
      {
        onSuccess: () => {
          clear();
          onDone();
        },
        onSettled: () => {
          setAsking(false);
          setKey(newId());
        },
      },
    );
  const label = local.of(action.label);
  return (
    <Form
      label={label}
      verb={label}
      busy={move.isPending}
      troubles={Object.entries(errors).map(([name, beside]) => ({
        field: `field-${name}`,
        text: `${action.form[name] ? local.of(action.form[name].label) : name}：${beside}`,
      }))}
      onSubmit={() => {
        setTried(true);
        if (missing.length > 0 || (action.chooses && !assigneeId)) return;
        if (action.confirm) setAsking(true);
        else send();
      }}
      beside={<Button onClick={onDone}>{t('ui.leaveIt')}</Button>}
    >
      <FieldsForm
        fields={action.form}
        typed={draft}
        onChange={(name, value) => change({ [name]: value })}
        errors={errors}
        organisations={organisations.data?.organisations ?? []}
      />
      {action.chooses && (
        <Colleagues
          order={order}
          value={assigneeId}
          onChange={setAssignee}
          {...(tried && !assigneeId && { error: t('orders.needed') })}
        />
      )}
      {move.error && Object.keys(errorsOf(move.error)).length === 0 && (
        <Failure error={move.error} safe={t('orders.kept')} />
      )}
      <Confirm
        open={asking}
        title={t('orders.sure', { verb: label })}
        verb={label}
        busy={move.isPending}
        onConfirm={send}
        onClose={() => setAsking(false)}
      >
        <p>{t('orders.notUndone')}</p>
      </Confirm>
    </Form>
  );
}

function Colleagues(props: { order: OrderView; value: string; onChange: (id: string) => void; error?: string }) {
  const { order, value, onChange, error } = props;
  const { t } = useWords();
  const api = useApi();
  const params = { personId: order.personId, orderId: order.orderId };
  const colleagues = useQuery({
    queryKey: ['orders', 'colleagues', order.orderId],
    queryFn: ({ signal }) => api.call(orderRoutes.colleagues, { params, signal }),
  });
  return (
    <SelectField
      name="assigneeId"
      label={t('orders.colleague')}
      value={value}
      onChange={onChange}
      {...(error && { error })}
      choices={[
        { value: '', label: t('orders.choose') },
        ...(colleagues.data?.colleagues ?? []).map((one) => ({ value: one.accountId, label: one.name })),
      ]}
    />
  );
}
