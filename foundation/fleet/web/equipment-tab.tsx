// Equipment with its calibration, and the vehicle's own papers; a renewed certificate is added, the old ones stay.
import { useState } from 'react';
import type { Day } from '#platform/contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { Empty } from '#platform/ui/states/states.tsx';
import {
  readinessRoutes,
  type Certificate,
  type CertificateKind,
  type EquipmentItem,
  type VehicleUpkeep,
} from '../readiness-contract.ts';
import { daysBetween } from '../rules/days-between.ts';
import type { Finding } from '../rules/readiness.ts';
import { CertificateForm } from './certificate-form.tsx';
import { EquipmentForm } from './equipment-form.tsx';
import { Refusal } from './refusal.tsx';
import { useFindingWords } from './use-finding-words.ts';
import { useChange } from './use-fleet.ts';
import styles from './fleet.module.css';

const soonDays = 30;

export function EquipmentTab({
  vehicleId,
  upkeep,
  today,
  findings,
}: {
  vehicleId: string;
  upkeep: VehicleUpkeep;
  today: Day;
  findings: readonly Finding[];
}) {
  const { t } = useWords();
  const mayWrite = useMay('fleet.upkeep.write');
  const [adding, setAdding] = useState(false);
  const wanted = findings.filter((one) => one.check === 'equipment').map((one) => one.item);
  return (
    <>
      <section className={styles['card']} aria-label={t('fleet.equipment')}>
        <h2>{t('fleet.equipment')}</h2>
        {upkeep.equipment.length === 0 && (
          <Empty title={t('fleet.noEquipment')} icon="list">
            {t('fleet.noEquipmentText')}
          </Empty>
        )}
        {upkeep.equipment.map((one) => (
          <Device key={one.equipmentId} device={one} vehicleId={vehicleId} today={today} />
        ))}
        {mayWrite && !adding && (
          <Button icon="plus" onClick={() => setAdding(true)}>
            {t('fleet.addEquipment')}
          </Button>
        )}
        {adding && <EquipmentForm vehicleId={vehicleId} kinds={wanted} onDone={() => setAdding(false)} />}
      </section>
      <section className={styles['card']} aria-label={t('fleet.documents')}>
        <h2>{t('fleet.documents')}</h2>
        {(['annual-inspection', 'vehicle-insurance'] as const).map((kind) => (
          <Paper
            key={kind}
            kind={kind}
            vehicleId={vehicleId}
            today={today}
            papers={upkeep.documents.filter((one) => one.kind === kind)}
          />
        ))}
      </section>
    </>
  );
}

function Device({ device, vehicleId, today }: { device: EquipmentItem; vehicleId: string; today: Day }) {
  const { t } = useWords();
  const api = useApi();
  const words = useFindingWords();
  const change = useChange();
  const announce = useAnnounce();
  const mayWrite = useMay('fleet.upkeep.write');
  const turn = async (inOrder: boolean, version: number): Promise<void> => {
    const { equipmentId, kind, name, serialNumber } = device;
    const body = { equipmentId, kind, name, serialNumber, inOrder };
    let next = version;
    const done = await change.run(async () => {
      next = (await api.call(readinessRoutes.saveEquipment, { params: { vehicle: vehicleId }, body, ifMatch: version }))
        .version;
    });
    if (done) announce(t(inOrder ? 'fleet.inOrderAgain' : 'fleet.outOfOrder', { name }), () => turn(!inOrder, next));
  };
  return (
    <article className={styles['device']}>
      <h3>
        {device.name} <span className="quiet">{device.serialNumber}</span>
      </h3>
      <p className="quiet">{words.item(device.kind)}</p>
      {!device.inOrder && <LevelTag level="red">{t('fleet.broken')}</LevelTag>}
      <Refusal error={change.failure} />
      <Paper
        kind="calibration"
        equipmentId={device.equipmentId}
        vehicleId={vehicleId}
        today={today}
        papers={device.certificates}
      />
      {mayWrite && (
        <Button kind="quiet" busy={change.busy} onClick={() => void turn(!device.inOrder, device.version)}>
          {t(device.inOrder ? 'fleet.setBroken' : 'fleet.setInOrder')}
        </Button>
      )}
    </article>
  );
}

function Paper({
  kind,
  equipmentId,
  vehicleId,
  today,
  papers,
}: {
  kind: CertificateKind;
  equipmentId?: string;
  vehicleId: string;
  today: Day;
  papers: readonly Certificate[];
}) {
  const { t, date } = useWords();
  const mayWrite = useMay('fleet.upkeep.write');
  const [open, setOpen] = useState(false);
  const [newest, ...older] = papers;
  const days = newest && daysBetween(today, newest.validUntilOn);
  const level = days === undefined || days < 0 ? 'red' : days <= soonDays ? 'amber' : 'green';
  return (
    <div className={styles['paper']}>
      <div className={styles['row']}>
        <span>{t(`fleet.paper.${kind}`)}</span>
        {newest ? (
          <>
            <span>{t('fleet.paper.number', { number: newest.number, issuer: newest.issuer })}</span>
            <LevelTag level={level}>
              {t(days! < 0 ? 'fleet.paper.expired' : 'fleet.paper.valid', { on: date(newest.validUntilOn) })}
            </LevelTag>
          </>
        ) : (
          <LevelTag level="red">{t('fleet.paper.none')}</LevelTag>
        )}
        {mayWrite && (
          <Button kind="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t('fleet.renew', { what: t(`fleet.paper.${kind}`) })}
          </Button>
        )}
      </div>
      {older.length > 0 && (
        <details>
          <summary>{t('fleet.paper.older', { count: older.length })}</summary>
          <ul>
            {older.map((one) => (
              <li key={one.certificateId}>
                {t('fleet.paper.was', { number: one.number, on: date(one.validUntilOn) })}
              </li>
            ))}
          </ul>
        </details>
      )}
      {open && (
        <CertificateForm
          kind={kind}
          vehicleId={vehicleId}
          today={today}
          onDone={() => setOpen(false)}
          {...(equipmentId && { equipmentId })}
        />
      )}
    </div>
  );
}
