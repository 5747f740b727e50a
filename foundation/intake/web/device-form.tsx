// Registers a device, or changes what is known of one.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { ChoiceField, SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import { registryRoutes } from '#foundation/registry/contract.ts';
import {
  deviceKinds,
  deviceStates,
  intakeRoutes,
  type Device,
  type DeviceKind,
  type DeviceState,
} from '../contract.ts';
import { useChange } from './use-intake.ts';
import styles from './intake.module.css';

/** As on the label: letters, digits, colons and hyphens. */
const serialLooksRight = (text: string) => /^[0-9A-Za-z][0-9A-Za-z:._-]{2,63}$/.test(text);

export function DeviceForm({ device, onClose }: { device?: Device; onClose: () => void }) {
  const { t } = useWords();
  const api = useApi();
  const me = useMe();
  const announce = useAnnounce();
  const { run, busy, failure } = useChange();
  const [deviceId] = useState(() => device?.deviceId ?? crypto.randomUUID());
  const [serial, setSerial] = useState(device?.serial ?? '');
  const [kind, setKind] = useState<DeviceKind>(device?.kind ?? 'blood-pressure');
  const [model, setModel] = useState(device?.model ?? '');
  const [chosenUnit, setUnitId] = useState(device?.unitId);
  const [shared, setShared] = useState<'no' | 'yes'>(device?.shared ? 'yes' : 'no');
  const [state, setState] = useState<DeviceState>(device?.state ?? 'in-use');
  const [sender, setSender] = useState(device?.senderAccount ?? '');
  const organisations = useQuery({
    queryKey: ['intake-organisations'],
    queryFn: ({ signal }) => api.call(registryRoutes.organisations, { query: {}, signal }),
    staleTime: 10 * 60_000,
  });
  const own = new Set(me.roles.map(({ orgUnitId }) => orgUnitId));
  const all = organisations.data?.organisations ?? [];
  const near = all.filter((one) => own.has(one.organisationId) || own.has(one.unitId));
  // Whoever oversees a county chooses among all; the server refuses what is not theirs.
  const units = near.length > 0 && !me.roles.some(({ role }) => role === 'bureau') ? near : all;
  const unitId = chosenUnit ?? units[0]?.organisationId ?? '';
  const save = async () => {
    const shown = {
      model: model.trim(),
      unitId,
      shared: shared === 'yes',
      ...(sender.trim() && { senderAccount: sender.trim() }),
    };
    const done = await run(() =>
      device
        ? api.call(intakeRoutes.change, {
            params: { deviceId },
            body: { ...shown, state },
            ifMatch: device.version,
          })
        : api.call(intakeRoutes.register, { body: { ...shown, deviceId, serial: serial.trim(), kind } }),
    );
    if (!done) return;
    announce(t('intake.saved', { serial: done.serial }));
    onClose();
  };
  const ready = serialLooksRight(serial.trim()) && model.trim() !== '' && unitId !== '';
  return (
    <section className={styles['card']} aria-label={t(device ? 'intake.change' : 'intake.register')}>
      <h2>{device ? t('intake.changeDevice', { serial: device.serial }) : t('intake.register')}</h2>
      <div className={styles['fields']}>
        {!device && (
          <>
            <TextField
              name="serial"
              label={t('intake.serial')}
              hint={t('intake.serialHint')}
              value={serial}
              onChange={setSerial}
              maxLength={64}
              autoComplete="off"
              {...(serial !== '' && !serialLooksRight(serial.trim()) && { error: t('intake.serialWrong') })}
            />
            <SelectField
              name="kind"
              label={t('intake.kindTitle')}
              value={kind}
              onChange={(value) => setKind(value as DeviceKind)}
              choices={deviceKinds.map((value) => ({ value, label: t(`intake.kind.${value}`) }))}
            />
          </>
        )}
        <TextField name="model" label={t('intake.model')} value={model} onChange={setModel} maxLength={100} />
        <SelectField
          name="unit"
          label={t('intake.unit')}
          value={unitId}
          onChange={setUnitId}
          choices={units.map(({ organisationId, name }) => ({ value: organisationId, label: name }))}
        />
        <ChoiceField
          name="shared"
          label={t('intake.usedBy')}
          value={shared}
          onChange={setShared}
          choices={[
            { value: 'no', label: t('intake.usedByOne') },
            { value: 'yes', label: t('intake.usedByMany') },
          ]}
        />
        {device && (
          <SelectField
            name="state"
            label={t('intake.state')}
            value={state}
            onChange={(value) => setState(value as DeviceState)}
            choices={deviceStates.map((value) => ({ value, label: t(`intake.plainState.${value}`) }))}
          />
        )}
        <TextField
          name="sender"
          label={t('intake.sender')}
          hint={t('intake.senderHint')}
          value={sender}
          onChange={setSender}
          maxLength={64}
          autoComplete="off"
          optional
        />
      </div>
      {failure !== undefined && <Failure error={failure} />}
      <div className={styles['row']}>
        <Button kind="primary" busy={busy} disabled={!ready} onClick={() => void save()}>
          {t('intake.save')}
        </Button>
        <Button kind="quiet" onClick={onClose}>
          {t('intake.close')}
        </Button>
      </div>
    </section>
  );
}
