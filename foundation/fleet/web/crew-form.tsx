// Puts somebody on a vehicle: for good, or as a stand-in for some days.
import { useState } from 'react';
import type { Day } from '#platform/contract.ts';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { Form } from '#platform/ui/form/form.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { readinessRoutes, type VehicleUpkeep } from '../readiness-contract.ts';
import { crewRoles, type CrewRole } from '../rules/crew-on.ts';
import { Refusal } from './refusal.tsx';
import { useChange } from './use-fleet.ts';

/** Classes of the Chinese driving licence that move a clinic vehicle. */
const licenceClasses = ['A1', 'A2', 'A3', 'B1', 'B2', 'C1'];
const professionsOf: Record<CrewRole, readonly string[]> = {
  driver: ['driver'],
  doctor: ['physician', 'general-practitioner', 'village-doctor'],
  nurse: ['nurse'],
};

export function CrewForm({
  vehicleId,
  today,
  colleagues,
}: {
  vehicleId: string;
  today: Day;
  colleagues: VehicleUpkeep['colleagues'];
}) {
  const { t } = useWords();
  const api = useApi();
  const change = useChange();
  const announce = useAnnounce();
  const empty = {
    role: 'driver' as CrewRole,
    staffId: '',
    name: '',
    licenceClass: 'C1',
    licenceValidUntilOn: '',
    fromOn: today,
    toOn: today,
  };
  const [draft, setDraft] = useState(empty);
  const [entryId, setId] = useState(() => newId());
  const [tried, setTried] = useState(false);
  const some = colleagues.filter((one) => professionsOf[draft.role].includes(one.profession));
  const name = some.find((one) => one.staffId === draft.staffId)?.name ?? draft.name.trim();
  const isDriver = draft.role === 'driver';
  const backwards = draft.toOn !== '' && draft.toOn < draft.fromOn;
  const save = async () => {
    setTried(true);
    if (!name || backwards || (isDriver && !draft.licenceValidUntilOn)) return;
    const { role, staffId, fromOn, toOn, licenceClass, licenceValidUntilOn } = draft;
    const body = {
      entryId,
      role,
      name,
      fromOn,
      ...(staffId && { staffId }),
      ...(toOn && { toOn }),
      ...(isDriver && { licenceClass, licenceValidUntilOn }),
    };
    if (!(await change.run(() => api.call(readinessRoutes.assignCrew, { params: { vehicle: vehicleId }, body }))))
      return;
    announce(t('fleet.crew.assigned', { name }));
    setDraft(empty);
    setId(newId());
    setTried(false);
  };
  return (
    <Form label={t('fleet.crew.assign')} verb={t('fleet.crew.assign')} busy={change.busy} onSubmit={() => void save()}>
      <h3>{t('fleet.crew.assign')}</h3>
      <Refusal error={change.failure} />
      <SelectField
        name="role"
        label={t('fleet.crew.role')}
        value={draft.role}
        onChange={(role) => setDraft({ ...draft, role: role as CrewRole, staffId: '' })}
        choices={crewRoles.map((role) => ({ value: role, label: t(`fleet.item.${role}`) }))}
      />
      <SelectField
        name="staffId"
        label={t('fleet.crew.colleague')}
        value={draft.staffId}
        onChange={(staffId) => setDraft({ ...draft, staffId })}
        choices={[
          { value: '', label: t('fleet.crew.byName') },
          ...some.map((one) => ({ value: one.staffId, label: one.name })),
        ]}
      />
      {!draft.staffId && (
        <TextField
          name="name"
          label={t('fleet.crew.name')}
          value={draft.name}
          maxLength={40}
          autoComplete="off"
          onChange={(value) => setDraft({ ...draft, name: value })}
          {...(tried && !name && { error: t('fleet.needed') })}
        />
      )}
      {isDriver && (
        <>
          <SelectField
            name="licenceClass"
            label={t('fleet.crew.licenceClass')}
            value={draft.licenceClass}
            onChange={(licenceClass) => setDraft({ ...draft, licenceClass })}
            choices={licenceClasses.map((one) => ({ value: one, label: one }))}
          />
          <TextField
            name="licenceValidUntilOn"
            type="date"
            label={t('fleet.crew.licenceUntil')}
            value={draft.licenceValidUntilOn}
            onChange={(licenceValidUntilOn) => setDraft({ ...draft, licenceValidUntilOn })}
            {...(tried && !draft.licenceValidUntilOn && { error: t('fleet.needed') })}
          />
        </>
      )}
      <TextField
        name="fromOn"
        type="date"
        label={t('fleet.fromOn')}
        value={draft.fromOn}
        onChange={(fromOn) => setDraft({ ...draft, fromOn })}
      />
      <TextField
        name="toOn"
        type="date"
        label={t('fleet.crew.until')}
        hint={t('fleet.crew.untilHint')}
        value={draft.toOn}
        onChange={(toOn) => setDraft({ ...draft, toOn })}
        {...(backwards && { error: t('fleet.backwards') })}
      />
    </Form>
  );
}
