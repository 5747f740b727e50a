// Terminals that may send for a vehicle: when each was last heard of; add one, block one.
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { Confirm } from '#platform/ui/actions/confirm.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { Form } from '#platform/ui/form/form.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { Empty } from '#platform/ui/states/states.tsx';
import { datums, type Datum } from '#foundation/geo/rules/datum.ts';
import { fleetRoutes, type FleetVehicle } from '../contract.ts';
import type { VehicleUpkeep } from '../readiness-contract.ts';
import { Refusal } from './refusal.tsx';
import { useChange } from './use-fleet.ts';
import styles from './fleet.module.css';

type Terminal = FleetVehicle['terminals'][number];
type Chosen = Pick<Terminal, 'phone' | 'datum' | 'pointsPerSecond'>;

export function TerminalsTab({ upkeep: { vehicle } }: { upkeep: VehicleUpkeep }) {
  const { t, ago } = useWords();
  const api = useApi();
  const change = useChange();
  const announce = useAnnounce();
  const mayWrite = useMay('fleet.vehicle.write');
  const [blocking, setBlocking] = useState<Terminal>();
  const set = ({ phone, datum, pointsPerSecond }: Chosen, blocked: boolean) =>
    change.run(() =>
      api.call(fleetRoutes.setTerminal, {
        params: { phone },
        body: { vehicleId: vehicle.vehicleId, datum, blocked, ...(pointsPerSecond && { pointsPerSecond }) },
      }),
    );
  const block = async () => {
    const one = blocking!;
    if (await set(one, true))
      announce(t('fleet.terminal.nowBlocked', { phone: one.phone }), async () => void (await set(one, false)));
    setBlocking(undefined);
  };
  return (
    <section className={styles['card']} aria-label={t('fleet.tab.terminals')}>
      <Refusal error={change.failure} />
      {vehicle.terminals.length === 0 && (
        <Empty title={t('fleet.terminal.none')} icon="phone">
          {t('fleet.terminal.noneText')}
        </Empty>
      )}
      <ul className={styles['findings']}>
        {vehicle.terminals.map((one) => (
          <li key={one.phone} className={styles['finding']}>
            <div className={styles['what']}>
              <strong>{one.phone}</strong>
              <LevelTag level={one.blocked ? 'red' : one.registered ? 'green' : 'amber'}>
                {t(
                  one.blocked
                    ? 'fleet.terminal.blocked'
                    : one.registered
                      ? 'fleet.terminal.registered'
                      : 'fleet.terminal.waiting',
                )}
              </LevelTag>
              <span>
                {one.seenAt ? t('fleet.terminal.seen', { when: ago(one.seenAt) }) : t('fleet.terminal.neverSeen')}
              </span>
              <span className="quiet">{one.datum}</span>
            </div>
            {mayWrite &&
              (one.blocked ? (
                <Button busy={change.busy} onClick={() => void set(one, false)}>
                  {t('fleet.terminal.unblock')}
                </Button>
              ) : (
                <Button kind="quiet" onClick={() => setBlocking(one)}>
                  {t('fleet.terminal.block')}
                </Button>
              ))}
          </li>
        ))}
      </ul>
      {mayWrite && <AddTerminal onAdd={(phone, datum) => set({ phone, datum }, false)} busy={change.busy} />}
      <Confirm
        open={blocking !== undefined}
        title={t('fleet.terminal.blockAsk', { phone: blocking?.phone ?? '' })}
        verb={t('fleet.terminal.block')}
        busy={change.busy}
        onConfirm={() => void block()}
        onClose={() => setBlocking(undefined)}
      >
        {t('fleet.terminal.blockText')}
      </Confirm>
    </section>
  );
}

function AddTerminal({ onAdd, busy }: { onAdd: (phone: string, datum: Datum) => Promise<boolean>; busy: boolean }) {
  const { t } = useWords();
  const [phone, setPhone] = useState('');
  const [datum, setDatum] = useState<Datum>('WGS-84');
  const [tried, setTried] = useState(false);
  const wrong = !/^\d{1,20}$/.test(phone);
  return (
    <Form
      label={t('fleet.terminal.add')}
      verb={t('fleet.terminal.add')}
      busy={busy}
      onSubmit={() => {
        setTried(true);
        if (!wrong)
          void onAdd(phone, datum).then((done) => {
            if (!done) return;
            setPhone('');
            setTried(false);
          });
      }}
    >
      <h3>{t('fleet.terminal.add')}</h3>
      <TextField
        name="phone"
        label={t('fleet.terminal.phone')}
        hint={t('fleet.terminal.phoneHint')}
        inputMode="numeric"
        value={phone}
        onChange={setPhone}
        autoComplete="off"
        {...(tried && wrong && { error: t('fleet.terminal.phoneWrong') })}
      />
      <SelectField
        name="datum"
        label={t('fleet.terminal.datum')}
        hint={t('fleet.terminal.datumHint')}
        value={datum}
        onChange={(value) => setDatum(value as Datum)}
        choices={datums.map((one) => ({ value: one, label: one }))}
      />
    </Form>
  );
}
