// Days in the workshop of one vehicle: plan them, end them; what is planned takes the vehicle out of the plans.
import { useState } from 'react';
import type { Day } from '#platform/contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { Form } from '#platform/ui/form/form.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { Empty } from '#platform/ui/states/states.tsx';
import {
  maintenanceKinds,
  readinessRoutes,
  type Maintenance,
  type MaintenanceKind,
  type VehicleUpkeep,
} from '../readiness-contract.ts';
import { Refusal } from './refusal.tsx';
import { useChange } from './use-fleet.ts';
import styles from './fleet.module.css';

export function MaintenanceTab({ vehicleId, upkeep, today }: { vehicleId: string; upkeep: VehicleUpkeep; today: Day }) {
  const { t, date } = useWords();
  const api = useApi();
  const change = useChange();
  const announce = useAnnounce();
  const mayWrite = useMay('fleet.maintenance.write');
  const end = async (one: Maintenance, state: 'done' | 'cancelled') => {
    const call = () =>
      api.call(readinessRoutes.endMaintenance, {
        params: { vehicle: vehicleId, maintenance: one.maintenanceId },
        body: { state },
        ifMatch: one.version,
      });
    if (await change.run(call)) announce(t(`fleet.maintenanceState.${state}`));
  };
  const level = (one: Maintenance) => (one.state !== 'planned' ? 'green' : one.toOn < today ? 'red' : 'amber');
  return (
    <section className={styles['card']} aria-label={t('fleet.tab.maintenance')}>
      <Refusal error={change.failure} />
      {upkeep.maintenance.length === 0 ? (
        <Empty title={t('fleet.noMaintenance')} icon="plan">
          {t('fleet.noMaintenanceText')}
        </Empty>
      ) : (
        <ul className={styles['findings']}>
          {upkeep.maintenance.map((one) => (
            <li key={one.maintenanceId} className={styles['finding']}>
              <div className={styles['what']}>
                <strong>{t(`fleet.maintenance.${one.kind}`)}</strong>
                <span>
                  {date(one.fromOn)}–{date(one.toOn)}
                </span>
                <span>{one.note}</span>
                <LevelTag level={level(one)}>
                  {t(
                    one.state === 'planned' && one.toOn < today
                      ? 'fleet.overdue'
                      : `fleet.maintenanceState.${one.state}`,
                  )}
                </LevelTag>
              </div>
              {mayWrite && one.state === 'planned' && (
                <div className={styles['row']}>
                  <Button busy={change.busy} onClick={() => void end(one, 'done')}>
                    {t('fleet.setDone')}
                  </Button>
                  <Button kind="quiet" busy={change.busy} onClick={() => void end(one, 'cancelled')}>
                    {t('fleet.setCancelled')}
                  </Button>
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
      {mayWrite && <PlanForm vehicleId={vehicleId} today={today} />}
    </section>
  );
}

function PlanForm({ vehicleId, today }: { vehicleId: string; today: Day }) {
  const { t } = useWords();
  const api = useApi();
  const change = useChange();
  const announce = useAnnounce();
  const empty = { kind: 'service' as MaintenanceKind, fromOn: today, toOn: today, note: '' };
  const [draft, setDraft] = useState(empty);
  const [maintenanceId, setId] = useState(() => newId());
  const [tried, setTried] = useState(false);
  const backwards = draft.toOn < draft.fromOn;
  const save = async () => {
    setTried(true);
    if (!draft.note.trim() || backwards) return;
    const body = { ...draft, note: draft.note.trim(), maintenanceId };
    if (!(await change.run(() => api.call(readinessRoutes.planMaintenance, { params: { vehicle: vehicleId }, body }))))
      return;
    announce(t('fleet.maintenancePlanned'));
    setDraft(empty);
    setId(newId());
    setTried(false);
  };
  return (
    <Form
      label={t('fleet.planMaintenance')}
      verb={t('fleet.planMaintenance')}
      busy={change.busy}
      onSubmit={() => void save()}
    >
      <h3>{t('fleet.planMaintenance')}</h3>
      <p className="quiet">{t('fleet.planMaintenanceText')}</p>
      <Refusal error={change.failure} />
      <SelectField
        name="kind"
        label={t('fleet.maintenanceKind')}
        value={draft.kind}
        onChange={(kind) => setDraft({ ...draft, kind: kind as MaintenanceKind })}
        choices={maintenanceKinds.map((kind) => ({ value: kind, label: t(`fleet.maintenance.${kind}`) }))}
      />
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
        label={t('fleet.toOn')}
        value={draft.toOn}
        onChange={(toOn) => setDraft({ ...draft, toOn })}
        {...(backwards && { error: t('fleet.backwards') })}
      />
      <TextField
        name="note"
        label={t('fleet.note')}
        value={draft.note}
        maxLength={400}
        onChange={(note) => setDraft({ ...draft, note })}
        {...(tried && !draft.note.trim() && { error: t('fleet.needed') })}
      />
    </Form>
  );
}
