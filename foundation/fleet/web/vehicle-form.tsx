// A vehicle in the register: name, plate, kind, institution, where it stands.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { registryRoutes } from '#foundation/registry/contract.ts';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { ChoiceField, SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { Form } from '#platform/ui/form/form.tsx';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { fleetRoutes, vehicleKinds, type FleetVehicle, type VehicleKind } from '../contract.ts';
import { Refusal } from './refusal.tsx';
import { useChange } from './use-fleet.ts';
import styles from './fleet.module.css';

export function NewVehiclePage() {
  const { t } = useWords();
  return (
    <>
      <PageHead title={t('fleet.newVehicle')} />
      <section className={styles['card']}>
        <VehicleForm />
      </section>
    </>
  );
}

/** WGS-84 as `lon, lat`; empty where unknown. */
const placePattern = /^\s*(\d{2,3}(?:\.\d+)?)\s*[,，]\s*(\d{1,2}(?:\.\d+)?)\s*$/;

export function VehicleForm({ vehicle }: { vehicle?: FleetVehicle }) {
  const { t } = useWords();
  const api = useApi();
  const go = useNavigate();
  const announce = useAnnounce();
  const change = useChange();
  const organisations = useQuery({
    queryKey: ['organisations'],
    queryFn: ({ signal }) => api.call(registryRoutes.organisations, { query: {}, signal }),
    staleTime: 600_000,
  });
  const [vehicleId] = useState(() => vehicle?.vehicleId ?? newId());
  const [draft, setDraft] = useState({
    name: vehicle?.name ?? '',
    plate: vehicle?.plate ?? '',
    kind: vehicle?.kind ?? ('follow-up' as VehicleKind),
    organisationId: vehicle?.organisationId ?? '',
    emergency: vehicle?.emergencyUnit ? ('yes' as const) : ('no' as const),
    base: vehicle?.base ? `${vehicle.base.lon}, ${vehicle.base.lat}` : '',
  });
  const [tried, setTried] = useState(false);
  const lacking = (value: string) => (tried && value.trim() === '' ? { error: t('fleet.needed') } : {});
  const place = placePattern.exec(draft.base);
  const placeWrong = draft.base.trim() !== '' && !place;
  const save = async () => {
    setTried(true);
    const { name, plate, kind, organisationId, emergency } = draft;
    if (!name.trim() || !plate.trim() || !organisationId || placeWrong) return;
    const body = {
      name: name.trim(),
      plate: plate.trim(),
      kind,
      organisationId,
      emergencyUnit: emergency === 'yes',
      equipment: vehicle?.equipment ?? [],
      ...(place && { base: { lon: Number(place[1]), lat: Number(place[2]), datum: 'WGS-84' as const } }),
    };
    const done = await change.run(() =>
      vehicle
        ? api.call(fleetRoutes.changeVehicle, { params: { vehicle: vehicleId }, body, ifMatch: vehicle.version })
        : api.call(fleetRoutes.addVehicle, { body: { vehicleId, ...body } }),
    );
    if (!done) return;
    announce(t('fleet.vehicleSaved', { name: body.name }));
    if (!vehicle) void go(`/fleet/${vehicleId}/equipment`);
  };
  return (
    <Form label={t('fleet.tab.register')} verb={t('fleet.save')} busy={change.busy} onSubmit={() => void save()}>
      <Refusal error={change.failure} />
      <TextField
        name="name"
        label={t('fleet.vehicleName')}
        value={draft.name}
        maxLength={60}
        onChange={(name) => setDraft({ ...draft, name })}
        {...lacking(draft.name)}
      />
      <TextField
        name="plate"
        label={t('fleet.plate')}
        value={draft.plate}
        maxLength={20}
        autoComplete="off"
        onChange={(plate) => setDraft({ ...draft, plate })}
        {...lacking(draft.plate)}
      />
      <SelectField
        name="kind"
        label={t('fleet.kindOf')}
        value={draft.kind}
        onChange={(kind) => setDraft({ ...draft, kind: kind as VehicleKind })}
        choices={vehicleKinds.map((kind) => ({ value: kind, label: t(`fleet.kind.${kind}`) }))}
      />
      <SelectField
        name="organisation"
        label={t('fleet.organisation')}
        value={draft.organisationId}
        onChange={(organisationId) => setDraft({ ...draft, organisationId })}
        choices={[
          { value: '', label: t('fleet.chooseOrganisation') },
          ...(organisations.data?.organisations ?? []).map((one) => ({ value: one.organisationId, label: one.name })),
        ]}
        {...lacking(draft.organisationId)}
      />
      <ChoiceField
        name="emergency"
        label={t('fleet.emergencyUnit')}
        value={draft.emergency}
        onChange={(emergency) => setDraft({ ...draft, emergency })}
        choices={[
          { value: 'yes', label: t('fleet.yes') },
          { value: 'no', label: t('fleet.no') },
        ]}
      />
      <TextField
        name="base"
        label={t('fleet.base')}
        hint={t('fleet.baseHint')}
        optional
        value={draft.base}
        autoComplete="off"
        onChange={(base) => setDraft({ ...draft, base })}
        {...(placeWrong && tried && { error: t('fleet.baseWrong') })}
      />
    </Form>
  );
}
