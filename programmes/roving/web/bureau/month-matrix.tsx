// The month as villages by days: visits are dragged with the mouse or changed in their panel; what a move costs is said at once.
import { useMemo, useState } from 'react';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { Empty } from '#platform/ui/states/states.tsx';
import type { MonthBasis, PlanDetail } from '../../contract.ts';
import { daysOf, weekdayOf } from '../../rules/month.ts';
import type { VillageStop } from '../../rules/planned-month.ts';
import { MatrixRow } from './matrix-row.tsx';
import { MoveNote } from './move-note.tsx';
import { useMoves, type Target } from './use-moves.ts';
import { useAddress } from './use-roving.ts';
import { VisitPanel } from './visit-panel.tsx';
import styles from './roving.module.css';

interface MonthMatrixProps {
  detail: PlanDetail;
  basis: MonthBasis;
  stops: readonly VillageStop[];
}

export function MonthMatrix({ detail, basis, stops }: MonthMatrixProps) {
  const { t } = useWords();
  const { search, change } = useAddress();
  const mayWrite = useMay('roving.plan.write');
  const editable = mayWrite && detail.state === 'draft';
  const moves = useMoves(detail, editable);
  const [dragged, setDragged] = useState<string>();
  const [over, setOver] = useState<Target>();
  const chosen = detail.visits.find((visit) => visit.visitId === search.get('visit'));
  const days = useMemo(() => daysOf(basis.month), [basis.month]);
  const worked = useMemo(() => new Set(basis.workingDays), [basis.workingDays]);
  const byVillage = useMemo(() => Map.groupBy(detail.visits, (visit) => visit.villageId), [detail.visits]);
  const held = detail.visits.find((visit) => visit.visitId === dragged);
  const preview = held && over ? moves.price(held, over) : undefined;
  const holidayName = (on: string) => basis.calendar.find((day) => day.on === on)?.name;
  const drop = () => {
    if (held && over) void moves.move(held, over);
    setDragged(undefined);
    setOver(undefined);
  };
  if (stops.length === 0)
    return (
      <Empty title={t('roving.noVillages')} icon="search">
        {t('roving.noVillagesText')}
      </Empty>
    );
  return (
    <div className={chosen ? styles['beside'] : styles['alone']}>
      <div className={styles['scroll']} tabIndex={0} role="region" aria-label={t('roving.calendar')}>
        <table className={styles['matrix']}>
          <caption className="unseen">{t('roving.calendar')}</caption>
          <thead>
            <tr>
              <th scope="col" className={styles['village']}>
                {t('roving.village')}
              </th>
              {days.map((on) => (
                <th
                  key={on}
                  scope="col"
                  className={worked.has(on) ? undefined : styles['rest']}
                  title={holidayName(on)}
                >
                  <span>{Number(on.slice(8))}</span>
                  <span className={styles['weekday']}>{t(`roving.weekday.${weekdayOf(on)}`)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {stops.map((stop, index) => (
              <MatrixRow
                key={stop.villageId}
                stop={stop}
                first={stops[index - 1]?.townshipId !== stop.townshipId}
                days={days}
                worked={worked}
                visits={byVillage.get(stop.villageId) ?? []}
                chosen={chosen?.visitId}
                dragged={held}
                editable={editable}
                onChoose={(visitId) => change({ visit: visitId })}
                onDrag={setDragged}
                onOver={(on) => held && setOver({ on, vehicleId: held.vehicleId })}
                onDrop={drop}
              />
            ))}
          </tbody>
        </table>
      </div>
      {held && over && <MoveNote visit={held} target={over} outcome={preview} basis={basis} />}
      {chosen && (
        <VisitPanel
          key={`${chosen.visitId} ${detail.version}`}
          visit={chosen}
          detail={detail}
          basis={basis}
          moves={moves}
          editable={editable}
          onClose={() => change({ visit: undefined })}
        />
      )}
      <p className={`${styles['legend']} quiet`}>
        <span className={styles['chip']} data-service="follow-up" aria-hidden="true">
          {t('roving.chip.follow-up')}
        </span>
        {t('roving.service.follow-up')}
        <span className={styles['chip']} data-service="comprehensive" aria-hidden="true">
          {t('roving.chip.comprehensive')}
        </span>
        {t('roving.service.comprehensive')}
        {editable && <span>{t('roving.dragHint')}</span>}
      </p>
    </div>
  );
}
