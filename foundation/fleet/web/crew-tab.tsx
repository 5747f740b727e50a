// Who rides today and who stands in: driver, doctor (from the month plan), nurse.
import { useState } from 'react';
import type { Day } from '#platform/contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { Confirm } from '#platform/ui/actions/confirm.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { readinessRoutes, type CrewEntry, type VehicleUpkeep } from '../readiness-contract.ts';
import { crewRoles } from '../rules/crew-on.ts';
import { CrewForm } from './crew-form.tsx';
import { Refusal } from './refusal.tsx';
import { useChange } from './use-fleet.ts';
import styles from './fleet.module.css';

export function CrewTab({ vehicleId, upkeep, today }: { vehicleId: string; upkeep: VehicleUpkeep; today: Day }) {
  const { t, day } = useWords();
  const api = useApi();
  const change = useChange();
  const announce = useAnnounce();
  const mayWrite = useMay('fleet.crew.write');
  const [leaving, setLeaving] = useState<CrewEntry>();
  const remove = async () => {
    const entry = leaving!;
    const call = () => api.call(readinessRoutes.endCrew, { params: { vehicle: vehicleId, entry: entry.entryId } });
    if (await change.run(call)) announce(t('fleet.crew.removed', { name: entry.name }));
    setLeaving(undefined);
  };
  return (
    <>
      <section className={styles['card']} aria-label={t('fleet.crew.today')}>
        <h2>{t('fleet.crew.todayOn', { day: day(today) })}</h2>
        <ul className={styles['findings']}>
          {crewRoles.map((role) => {
            const one = upkeep.riding.find((entry) => entry.role === role);
            return (
              <li key={role} className={styles['finding']}>
                <div className={styles['what']}>
                  <span>{t(`fleet.item.${role}`)}</span>
                  {one ? (
                    <>
                      <strong>{one.name}</strong>
                      <CrewWords entry={one} />
                    </>
                  ) : (
                    <LevelTag level="amber">{t('fleet.crew.nobody')}</LevelTag>
                  )}
                </div>
              </li>
            );
          })}
        </ul>
      </section>
      <section className={styles['card']} aria-label={t('fleet.crew.entries')}>
        <h2>{t('fleet.crew.entries')}</h2>
        <Refusal error={change.failure} />
        <ul className={styles['findings']}>
          {upkeep.crew.map((one) => (
            <li key={one.entryId} className={styles['finding']}>
              <div className={styles['what']}>
                <span>{t(`fleet.item.${one.role}`)}</span>
                <strong>{one.name}</strong>
                <CrewWords entry={one} />
              </div>
              {mayWrite && (
                <Button kind="quiet" onClick={() => setLeaving(one)}>
                  {t('fleet.crew.remove')}
                </Button>
              )}
            </li>
          ))}
        </ul>
        {mayWrite && <CrewForm vehicleId={vehicleId} today={today} colleagues={upkeep.colleagues} />}
      </section>
      <Confirm
        open={leaving !== undefined}
        title={t('fleet.crew.removeAsk', { name: leaving?.name ?? '' })}
        verb={t('fleet.crew.remove')}
        busy={change.busy}
        onConfirm={() => void remove()}
        onClose={() => setLeaving(undefined)}
      >
        {t('fleet.crew.removeText')}
      </Confirm>
    </>
  );
}

function CrewWords({ entry }: { entry: CrewEntry }) {
  const { t, date } = useWords();
  const span = entry.planned
    ? t('fleet.crew.planned')
    : entry.toOn
      ? t('fleet.crew.standIn', { from: date(entry.fromOn), to: date(entry.toOn) })
      : t('fleet.crew.standing', { from: date(entry.fromOn) });
  const licence =
    entry.licenceClass &&
    t('fleet.crew.licence', {
      licence: entry.licenceClass,
      on: entry.licenceValidUntilOn ? date(entry.licenceValidUntilOn) : '—',
    });
  return <span className="quiet">{[span, licence].filter(Boolean).join(' · ')}</span>;
}
