// Puts a piece of equipment on a vehicle's list.
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { Form } from '#platform/ui/form/form.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { readinessRoutes } from '../readiness-contract.ts';
import { Refusal } from './refusal.tsx';
import { useFindingWords } from './use-finding-words.ts';
import { useChange } from './use-fleet.ts';

export function EquipmentForm({
  vehicleId,
  kinds,
  onDone,
}: {
  vehicleId: string;
  kinds: readonly string[];
  onDone: () => void;
}) {
  const { t } = useWords();
  const api = useApi();
  const words = useFindingWords();
  const change = useChange();
  const [equipmentId] = useState(() => newId());
  const all = [...new Set([...kinds, 'other'])];
  const [draft, setDraft] = useState({ kind: all[0]!, name: '', serialNumber: '' });
  const [tried, setTried] = useState(false);
  const lacking = (value: string) => (tried && value.trim() === '' ? { error: t('fleet.needed') } : {});
  const save = async () => {
    setTried(true);
    if (!draft.name.trim() || !draft.serialNumber.trim()) return;
    const body = { ...draft, equipmentId, inOrder: true };
    if (
      await change.run(() =>
        api.call(readinessRoutes.saveEquipment, { params: { vehicle: vehicleId }, body, ifMatch: 0 }),
      )
    )
      onDone();
  };
  return (
    <Form
      label={t('fleet.addEquipment')}
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
      <SelectField
        name="kind"
        label={t('fleet.equipmentKind')}
        value={draft.kind}
        onChange={(kind) => setDraft({ ...draft, kind })}
        choices={all.map((kind) => ({ value: kind, label: words.item(kind) }))}
      />
      <TextField
        name="name"
        label={t('fleet.equipmentName')}
        value={draft.name}
        maxLength={80}
        onChange={(name) => setDraft({ ...draft, name })}
        {...lacking(draft.name)}
      />
      <TextField
        name="serialNumber"
        label={t('fleet.serialNumber')}
        value={draft.serialNumber}
        maxLength={60}
        autoComplete="off"
        onChange={(serialNumber) => setDraft({ ...draft, serialNumber })}
        {...lacking(draft.serialNumber)}
      />
    </Form>
  );
}
