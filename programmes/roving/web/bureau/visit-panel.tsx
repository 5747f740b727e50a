// One visit: who comes, when and why on this day; what other days would cost; and the move by menu and keyboard.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { SelectField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { rovingRoutes, type Alternative, type MonthBasis, type PlanDetail } from '../../contract.ts';
import { clockText } from '../../rules/clock-text.ts';
import { weekdayOf } from '../../rules/month.ts';
import { isYielding } from '../../rules/move-visit.ts';
import { MoveCost, signed } from './move-note.tsx';
import type { Moves } from './use-moves.ts';
import { rovingKey } from './use-roving.ts';
import styles from './roving.module.css';

interface VisitPanelProps {
  visit: PlanDetail['visits'][number];
  detail: PlanDetail;
  basis: MonthBasis;
  moves: Moves;
  editable: boolean;
  onClose: () => void;
}

export function VisitPanel({ visit, detail, basis, moves, editable, onClose }: VisitPanelProps) {
  const { t, day } = useWords();
  const stop = basis.stops.find((one) => one.villageId === visit.villageId);
  const vehicle = basis.vehicles.find((one) => one.vehicleId === visit.vehicleId);
  return (
    <aside className={styles['panel']} aria-label={t('roving.visit')}>
      <div className={styles['row']}>
        <h2>{t('roving.visitTitle', { village: stop?.villageName, service: t(`roving.service.${visit.service}`) })}</h2>
        <Button kind="quiet" icon="close" onClick={onClose}>
          {t('roving.close')}
        </Button>
      </div>
      <dl className={styles['facts']}>
        <dt>{t('roving.when')}</dt>
        <dd>
          {day(visit.on)} {clockText(visit.startMinute)}–{clockText(visit.leaveMinute)}
        </dd>
        <dt>{t('roving.where')}</dt>
        <dd>{stop?.servicePointName}</dd>
        <dt>{t('roving.vehicle')}</dt>
        <dd>{vehicle?.name}</dd>
        <dt>{t('roving.team')}</dt>
        <dd>{stop?.teamName}</dd>
        <dt>{t('roving.who')}</dt>
        <dd>
          {visit.staffName ?? <LevelTag level="red">{t('roving.nobody')}</LevelTag>}
          {visit.standsInForName && (
            <span className="quiet"> {t('roving.standsIn', { name: visit.standsInForName })}</span>
          )}
        </dd>
        <dt>{t('roving.way')}</dt>
        <dd>
          {t('roving.wayText', { kilometres: (visit.travelMetres / 1000).toFixed(1), minutes: visit.travelMinutes })}
        </dd>
      </dl>
      {editable && <MoveByMenu visit={visit} basis={basis} moves={moves} />}
      <Why visit={visit} detail={detail} basis={basis} />
      <p className={styles['row']}>
        <a href={`/api/roving/villages/${visit.villageId}/calendar.ics?portal=bureau`}>{t('roving.villageCalendar')}</a>
        <a href={`/api/roving/vehicles/${visit.vehicleId}/calendar.ics?portal=bureau`}>{t('roving.vehicleCalendar')}</a>
      </p>
    </aside>
  );
}

function MoveByMenu({ visit, basis, moves }: Pick<VisitPanelProps, 'visit' | 'basis' | 'moves'>) {
  const { t, day } = useWords();
  const [on, setOn] = useState(visit.on);
  const [vehicleId, setVehicleId] = useState(visit.vehicleId);
  const outcome = moves.price(visit, { on, vehicleId });
  const refused = outcome?.breaks.some((rule) => !isYielding(rule)) ?? false;
  const changed = on !== visit.on || vehicleId !== visit.vehicleId;
  return (
    <section className={styles['move']} aria-label={t('roving.moveByMenu')}>
      <SelectField
        name="on"
        label={t('roving.toDay')}
        value={on}
        onChange={setOn}
        choices={basis.workingDays.map((one) => ({ value: one, label: day(one) }))}
      />
      <SelectField
        name="toVehicle"
        label={t('roving.toVehicle')}
        value={vehicleId}
        onChange={setVehicleId}
        choices={basis.vehicles
          .filter((one) => one.kind === visit.service)
          .map((one) => ({ value: one.vehicleId, label: one.name }))}
      />
      {changed && (
        <p className={styles['row']} role="status">
          <MoveCost outcome={outcome} />
        </p>
      )}
      <div className={styles['row']}>
        <Button
          kind="primary"
          disabled={!changed || refused}
          busy={moves.busy}
          onClick={() => void moves.move(visit, { on, vehicleId })}
        >
          {t('roving.move')}
        </Button>
        <Button
          busy={moves.busy}
          onClick={() => void moves.move(visit, { on: visit.on, vehicleId: visit.vehicleId }, !visit.pinned)}
        >
          {t(visit.pinned ? 'roving.unpin' : 'roving.pin')}
        </Button>
      </div>
    </section>
  );
}

function Why({ visit, detail, basis }: Pick<VisitPanelProps, 'visit' | 'detail' | 'basis'>) {
  const { t } = useWords();
  const api = useApi();
  const why = useQuery({
    queryKey: [...rovingKey, 'why', detail.planId, detail.version, visit.visitId],
    staleTime: Infinity,
    queryFn: ({ signal }) =>
      api.call(rovingRoutes.explainVisit, { params: { planId: detail.planId, visitId: visit.visitId }, signal }),
  });
  return (
    <section aria-label={t('roving.why')}>
      <h3>{t('roving.whyDay', { weekday: t(`roving.weekdayLong.${weekdayOf(visit.on)}`) })}</h3>
      <QueryView query={why}>
        {({ reasons, alternatives }) => (
          <>
            {reasons.length > 0 && (
              <ul className={styles['reasons']}>
                {reasons.map((reason) => (
                  <li key={reason.code}>{t(`roving.reason.${reason.code}`, reason.parameters)}</li>
                ))}
              </ul>
            )}
            <table className={styles['others']}>
              <thead>
                <tr>
                  <th scope="col">{t('roving.otherDays')}</th>
                  <th scope="col">{t('roving.kilometres')}</th>
                  <th scope="col">{t('roving.minutes')}</th>
                  <th scope="col">{t('roving.breaks')}</th>
                </tr>
              </thead>
              <tbody>
                {alternatives.map((one) => (
                  <tr key={`${one.vehicleId} ${one.days.join()}`}>
                    <th scope="row">
                      <DaysOf alternative={one} service={visit.service} />
                    </th>
                    <td>{signed(one.metres / 1000, 1)}</td>
                    <td>{signed(one.minutes, 0)}</td>
                    <td>{one.breaches.map((breach) => t(`roving.breach.${breach.code}`)).join(t('ui.comma'))}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            <p className="quiet">{t('roving.whyText', { villages: basis.stops.length })}</p>
          </>
        )}
      </QueryView>
    </section>
  );
}

function DaysOf({ alternative, service }: { alternative: Alternative; service: string }) {
  const { t, date } = useWords();
  if (service === 'comprehensive' || alternative.days.length === 1) return <>{date(alternative.days[0]!)}</>;
  return <>{alternative.weekdays.map((one) => t(`roving.weekdayLong.${one}`)).join(t('ui.comma'))}</>;
}
