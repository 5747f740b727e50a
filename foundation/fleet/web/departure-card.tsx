// 出车: clears a vehicle for today, or says why not; whoever may, lets it go all the same, by name and with a reason.
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { Confirm } from '#platform/ui/actions/confirm.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { TextField } from '#platform/ui/form/fields.tsx';
import { Form } from '#platform/ui/form/form.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { readinessRoutes, type ChecklistSource, type VehicleReadiness } from '../readiness-contract.ts';
import { Refusal } from './refusal.tsx';
import { useFindingWords } from './use-finding-words.ts';
import { useChange } from './use-fleet.ts';
import { missingOf } from './vehicle-state.tsx';
import styles from './fleet.module.css';

export function DepartureCard({ vehicle, checklist }: { vehicle: VehicleReadiness; checklist: ChecklistSource }) {
  const { t } = useWords();
  const api = useApi();
  const mayClear = useMay('fleet.departure.clear');
  const mayOverride = useMay('fleet.departure.override');
  const change = useChange();
  const depart = () =>
    void change.run(() =>
      api.call(readinessRoutes.depart, { params: { vehicle: vehicle.vehicleId }, body: { day: vehicle.on } }),
    );
  if (vehicle.departure) return <Gone vehicle={vehicle} />;
  return (
    <section className={styles['departure']} aria-label={t('fleet.departure')}>
      {vehicle.alarm && <p className={styles['red']}>▲ {t('fleet.uncleared')}</p>}
      <Refusal error={change.failure} />
      {mayClear && (
        <Button kind="primary" wide busy={change.busy} onClick={depart}>
          {t('fleet.depart')}
        </Button>
      )}
      {!vehicle.ready && mayOverride && <OverrideForm vehicle={vehicle} fewest={checklist.overrideReasonCharacters} />}
      {!vehicle.ready && !mayOverride && <p className="quiet">{t('fleet.whoOverrides')}</p>}
    </section>
  );
}

export function Gone({ vehicle }: { vehicle: VehicleReadiness }) {
  const { t, instant } = useWords();
  const words = useFindingWords();
  const { clearedAt, clearedBy, override } = vehicle.departure!;
  const said = { when: instant(clearedAt), by: clearedBy };
  if (!override)
    return (
      <p className={styles['cleared']} role="status">
        ● {t('fleet.cleared', said)}
      </p>
    );
  return (
    <div className={styles['overridden']} role="status">
      <p>
        <strong>▲ {t('fleet.overridden', said)}</strong>
      </p>
      <p>{t('fleet.secondPersonWas', { second: override.secondPerson })}</p>
      <p>{t('fleet.reasonWas', { reason: override.reason })}</p>
      <p>{t('fleet.lacked', { items: override.missing.map((one) => words.item(one.item)).join(t('ui.comma')) })}</p>
    </div>
  );
}

function OverrideForm({ vehicle, fewest }: { vehicle: VehicleReadiness; fewest: number }) {
  const { t } = useWords();
  const api = useApi();
  const words = useFindingWords();
  const change = useChange();
  const [draft, setDraft] = useState({ reason: '', secondPerson: '' });
  const [asked, setAsked] = useState(false);
  const [tried, setTried] = useState(false);
  const short = [...draft.reason.trim()].length < fewest;
  const unnamed = draft.secondPerson.trim() === '';
  const send = async () => {
    await change.run(() =>
      api.call(readinessRoutes.override, {
        params: { vehicle: vehicle.vehicleId },
        body: { day: vehicle.on, reason: draft.reason.trim(), secondPerson: draft.secondPerson.trim() },
      }),
    );
    setAsked(false);
  };
  return (
    <details className={styles['override']}>
      <summary>{t('fleet.override')}</summary>
      <Form
        label={t('fleet.override')}
        verb={t('fleet.overrideVerb')}
        busy={change.busy}
        onSubmit={() => {
          setTried(true);
          if (!short && !unnamed) setAsked(true);
        }}
      >
        <p className="quiet">{t('fleet.overrideText')}</p>
        <Refusal error={change.failure} />
        <TextField
          name="reason"
          label={t('fleet.overrideReason', { count: fewest })}
          value={draft.reason}
          lines={3}
          maxLength={400}
          onChange={(reason) => setDraft({ ...draft, reason })}
          {...(tried && short && { error: t('fleet.overrideShort', { count: fewest }) })}
        />
        <TextField
          name="secondPerson"
          label={t('fleet.secondPerson')}
          value={draft.secondPerson}
          maxLength={40}
          autoComplete="off"
          onChange={(secondPerson) => setDraft({ ...draft, secondPerson })}
          {...(tried && unnamed && { error: t('fleet.secondPersonNeeded') })}
        />
      </Form>
      <Confirm
        open={asked}
        title={t('fleet.overrideAsk', { vehicle: vehicle.name })}
        verb={t('fleet.overrideVerb')}
        busy={change.busy}
        onConfirm={() => void send()}
        onClose={() => setAsked(false)}
      >
        {t('fleet.overrideAskText', {
          items: missingOf(vehicle)
            .map((one) => words.item(one.item))
            .join(t('ui.comma')),
        })}
      </Confirm>
    </details>
  );
}
