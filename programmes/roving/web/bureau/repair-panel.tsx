// Something went wrong on a day: say what, see what would move and who is told, then take it.
import { useState } from 'react';
import { dayOf } from '#platform/contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { ChoiceField, SelectField, TextField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import {
  repairCauses,
  rovingRoutes,
  type MonthBasis,
  type Plan,
  type RepairCause,
  type RepairCauseKind,
  type RepairPreview,
} from '../../contract.ts';
import { RepairOutcome } from './repair-outcome.tsx';
import { useAddress, useKeepPlan } from './use-roving.ts';
import styles from './roving.module.css';

interface RepairPanelProps {
  plan: Plan;
  basis: MonthBasis;
  onClose: () => void;
}

export function RepairPanel({ plan, basis, onClose }: RepairPanelProps) {
  const { t, day } = useWords();
  const api = useApi();
  const announce = useAnnounce();
  const keepPlan = useKeepPlan();
  const { change } = useAddress();
  const [today] = useState(() => dayOf(new Date()));
  const ahead = basis.workingDays.filter((on) => on >= today);
  const [kind, setKind] = useState<RepairCauseKind>('breakdown');
  const [vehicleId, setVehicleId] = useState('');
  const [places, setPlaces] = useState({ from: '', to: '' });
  const [days, setDays] = useState({ fromOn: ahead[0] ?? '', toOn: ahead[0] ?? '' });
  const [hours, setHours] = useState({ from: '09:00', to: '12:00' });
  const [preview, setPreview] = useState<RepairPreview>();
  const [failure, setFailure] = useState<unknown>();
  const [busy, setBusy] = useState(false);

  const cause = causeOf(kind, { vehicleId, places, days, hours }, basis);
  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    setFailure(undefined);
    try {
      await work();
    } catch (error) {
      setFailure(error);
    }
    setBusy(false);
  };
  const look = () =>
    run(async () => {
      if (!cause) return;
      setPreview(await api.call(rovingRoutes.previewRepair, { params: { planId: plan.planId }, body: cause }));
    });
  const apply = ({ plan: repaired, villages }: RepairPreview) =>
    run(async () => {
      await api.call(rovingRoutes.publishPlan, {
        params: { planId: repaired.planId },
        body: { version: repaired.version },
        idempotencyKey: newId(),
      });
      await keepPlan();
      change({ plan: repaired.planId, repair: undefined });
      announce(t('roving.repaired', { villages: villages.length }));
    });
  const forget =
    <Value,>(set: (value: Value) => void) =>
    (value: Value) => {
      setPreview(undefined);
      set(value);
    };
  const dayChoices = ahead.map((on) => ({ value: on, label: day(on) }));
  return (
    <section className={styles['repair']} aria-label={t('roving.repair')}>
      <div className={styles['row']}>
        <h2>{t('roving.repairTitle')}</h2>
        <Button kind="quiet" icon="close" onClick={onClose}>
          {t('roving.close')}
        </Button>
      </div>
      {ahead.length === 0 ? (
        <p>{t('roving.monthIsOver')}</p>
      ) : (
        <div className={styles['bar']}>
          <ChoiceField
            name="cause"
            label={t('roving.what')}
            value={kind}
            onChange={forget(setKind)}
            choices={repairCauses.map((one) => ({ value: one, label: t(`roving.cause.${one}`) }))}
          />
          {kind === 'road-closed' ? (
            (['from', 'to'] as const).map((end) => (
              <SelectField
                key={end}
                name={end}
                label={t(`roving.road.${end}`)}
                value={places[end]}
                onChange={forget((next: string) => setPlaces({ ...places, [end]: next }))}
                choices={[
                  { value: '', label: t('roving.choose') },
                  ...basis.stops.map((stop) => ({
                    value: stop.villageId,
                    label: `${stop.townshipName} ${stop.villageName}`,
                  })),
                ]}
              />
            ))
          ) : (
            <SelectField
              name="repairVehicle"
              label={t('roving.whichVehicle')}
              value={vehicleId}
              onChange={forget(setVehicleId)}
              choices={[
                { value: '', label: t('roving.choose') },
                ...basis.vehicles
                  .filter((one) => one.kind !== 'computed-tomography')
                  .map((one) => ({ value: one.vehicleId, label: `${one.name} · ${one.organisationName}` })),
              ]}
            />
          )}
          <SelectField
            name="fromOn"
            label={t('roving.fromOn')}
            value={days.fromOn}
            onChange={forget((next: string) => setDays({ fromOn: next, toOn: days.toOn < next ? next : days.toOn }))}
            choices={dayChoices}
          />
          <SelectField
            name="toOn"
            label={t('roving.toOn')}
            value={days.toOn}
            onChange={forget((next: string) => setDays({ ...days, toOn: next }))}
            choices={dayChoices.filter((one) => one.value >= days.fromOn)}
          />
          {kind === 'emergency' &&
            (['from', 'to'] as const).map((end) => (
              <TextField
                key={end}
                name={`hour-${end}`}
                label={t(`roving.hour.${end}`)}
                value={hours[end]}
                onChange={forget((next: string) => setHours({ ...hours, [end]: next }))}
                maxLength={5}
              />
            ))}
          <Button
            kind={preview ? 'plain' : 'primary'}
            disabled={!cause}
            busy={busy && !preview}
            onClick={() => void look()}
          >
            {t('roving.preview')}
          </Button>
        </div>
      )}
      {failure !== undefined && <Failure error={failure} safe={t('roving.repairSafe')} />}
      {preview && <RepairOutcome preview={preview} basis={basis} busy={busy} onApply={() => void apply(preview)} />}
    </section>
  );
}

function causeOf(
  kind: RepairCauseKind,
  form: {
    vehicleId: string;
    places: { from: string; to: string };
    days: { fromOn: string; toOn: string };
    hours: { from: string; to: string };
  },
  basis: MonthBasis,
): RepairCause | undefined {
  const { vehicleId, days } = form;
  if (kind === 'road-closed') {
    const at = (villageId: string) => basis.stops.find((stop) => stop.villageId === villageId)?.at;
    const [from, to] = [at(form.places.from), at(form.places.to)];
    return from && to && form.places.from !== form.places.to
      ? { kind, from: [from[0], from[1]], to: [to[0], to[1]], ...days }
      : undefined;
  }
  if (!vehicleId) return undefined;
  if (kind === 'breakdown') return { kind, vehicleId, ...days };
  const [fromMinute, toMinute] = [minuteOf(form.hours.from), minuteOf(form.hours.to)];
  return fromMinute === undefined || toMinute === undefined || toMinute <= fromMinute
    ? undefined
    : { kind, vehicleId, ...days, fromMinute, toMinute };
}

function minuteOf(text: string): number | undefined {
  const found = /^([01]?\d|2[0-3])[:：]([0-5]\d)$/.exec(text.trim());
  return found ? Number(found[1]) * 60 + Number(found[2]) : undefined;
}
