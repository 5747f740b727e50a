// A batch on board: item, batch number, expiry, how much.
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { NumberField, TextField } from '#platform/ui/form/fields.tsx';
import { Form } from '#platform/ui/form/form.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { readinessRoutes, type StockItem } from '../readiness-contract.ts';
import { Refusal } from './refusal.tsx';
import { useChange } from './use-fleet.ts';

const fields = ['name', 'itemCode', 'batch', 'unit'] as const;

export function StockForm({ vehicleId, item, onDone }: { vehicleId: string; item?: StockItem; onDone: () => void }) {
  const { t } = useWords();
  const api = useApi();
  const change = useChange();
  const [stockId] = useState(() => item?.stockId ?? newId());
  const [draft, setDraft] = useState({
    name: item?.name ?? '',
    itemCode: item?.itemCode ?? '',
    batch: item?.batch ?? '',
    unit: item?.unit ?? '盒',
    expiresOn: item?.expiresOn ?? '',
    quantity: item ? String(item.quantity) : '',
  });
  const [tried, setTried] = useState(false);
  const lacking = (value: string) => (tried && value.trim() === '' ? { error: t('fleet.needed') } : {});
  const save = async () => {
    setTried(true);
    const quantity = Number(draft.quantity);
    if (Object.values(draft).some((one) => one.trim() === '') || !(quantity >= 0)) return;
    const body = { ...draft, quantity, stockId };
    const call = () =>
      api.call(readinessRoutes.saveStock, { params: { vehicle: vehicleId }, body, ifMatch: item?.version ?? 0 });
    if (await change.run(call)) onDone();
  };
  return (
    <Form
      label={t(item ? 'fleet.change' : 'fleet.stock.add')}
      verb={t('fleet.save')}
      busy={change.busy}
      onSubmit={() => void save()}
      beside={
        <Button kind="quiet" onClick={onDone}>
          {t('ui.leaveIt')}
        </Button>
      }
    >
      <Refusal error={change.failure} />
      {fields.map((field) => (
        <TextField
          key={field}
          name={field}
          label={t(`fleet.stock.${field}`)}
          value={draft[field]}
          maxLength={80}
          autoComplete="off"
          onChange={(value) => setDraft({ ...draft, [field]: value })}
          {...lacking(draft[field])}
        />
      ))}
      <TextField
        name="expiresOn"
        type="date"
        label={t('fleet.stock.expires')}
        value={draft.expiresOn}
        onChange={(expiresOn) => setDraft({ ...draft, expiresOn })}
        {...lacking(draft.expiresOn)}
      />
      <NumberField
        name="quantity"
        label={t('fleet.stock.quantity')}
        unit={draft.unit}
        value={draft.quantity}
        range={{ possible: [0, 1_000_000] }}
        onChange={(quantity) => setDraft({ ...draft, quantity })}
        {...lacking(draft.quantity)}
      />
    </Form>
  );
}
