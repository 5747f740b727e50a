// A new certificate: number, who issued it, until when it holds.
import { useState } from 'react';
import type { Day } from '#platform/contract.ts';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { TextField } from '#platform/ui/form/fields.tsx';
import { Form } from '#platform/ui/form/form.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { readinessRoutes, type CertificateKind } from '../readiness-contract.ts';
import { Refusal } from './refusal.tsx';
import { useChange } from './use-fleet.ts';

export function CertificateForm({
  kind,
  equipmentId,
  vehicleId,
  today,
  onDone,
}: {
  kind: CertificateKind;
  equipmentId?: string;
  vehicleId: string;
  today: Day;
  onDone: () => void;
}) {
  const { t } = useWords();
  const api = useApi();
  const change = useChange();
  const announce = useAnnounce();
  const [certificateId] = useState(() => newId());
  const [draft, setDraft] = useState({ number: '', issuer: '', validUntilOn: '' });
  const [tried, setTried] = useState(false);
  const lacking = (value: string) => (tried && value.trim() === '' ? { error: t('fleet.needed') } : {});
  const past = draft.validUntilOn !== '' && draft.validUntilOn < today;
  const save = async () => {
    setTried(true);
    if (!draft.number.trim() || !draft.issuer.trim() || !draft.validUntilOn || past) return;
    const body = { ...draft, certificateId, kind, ...(equipmentId && { equipmentId }) };
    if (await change.run(() => api.call(readinessRoutes.addCertificate, { params: { vehicle: vehicleId }, body }))) {
      announce(t('fleet.renewed'));
      onDone();
    }
  };
  return (
    <Form label={t(`fleet.paper.${kind}`)} verb={t('fleet.save')} busy={change.busy} onSubmit={() => void save()}>
      <Refusal error={change.failure} />
      <TextField
        name="number"
        label={t('fleet.number')}
        value={draft.number}
        maxLength={60}
        autoComplete="off"
        onChange={(number) => setDraft({ ...draft, number })}
        {...lacking(draft.number)}
      />
      <TextField
        name="issuer"
        label={t('fleet.issuer')}
        value={draft.issuer}
        maxLength={80}
        onChange={(issuer) => setDraft({ ...draft, issuer })}
        {...lacking(draft.issuer)}
      />
      <TextField
        name="validUntilOn"
        type="date"
        label={t('fleet.validUntil')}
        value={draft.validUntilOn}
        onChange={(validUntilOn) => setDraft({ ...draft, validUntilOn })}
        {...(past ? { error: t('fleet.validPast') } : lacking(draft.validUntilOn))}
      />
    </Form>
  );
}
