// Visits that changed between two plans: before and after, by village.
import { useWords } from '#platform/ui/i18n/use-words.ts';
import type { MonthBasis } from '../../contract.ts';
import { clockText } from '../../rules/clock-text.ts';
import type { VisitChange, VisitMoment } from '../../rules/compare-plans.ts';
import styles from './roving.module.css';

/** More are counted, not shown. */
const shown = 200;

export function ChangeTable({ changes, basis }: { changes: readonly VisitChange[]; basis: MonthBasis }) {
  const { t, day } = useWords();
  const villageOf = new Map(basis.stops.map((stop) => [stop.villageId, stop]));
  const vehicleOf = new Map(basis.vehicles.map((vehicle) => [vehicle.vehicleId, vehicle.name]));
  const moment = (one: VisitMoment | undefined) =>
    one ? `${day(one.on)} ${clockText(one.startMinute)} · ${vehicleOf.get(one.vehicleId) ?? ''}` : '—';
  if (changes.length === 0) return <p>{t('roving.noChanges')}</p>;
  return (
    <div className={styles['scroll']} tabIndex={0} role="region" aria-label={t('roving.changes')}>
      <table className={styles['changes']}>
        <thead>
          <tr>
            <th scope="col">{t('roving.village')}</th>
            <th scope="col">{t('roving.kind')}</th>
            <th scope="col">{t('roving.before')}</th>
            <th scope="col">{t('roving.after')}</th>
            <th scope="col">{t('roving.changed')}</th>
          </tr>
        </thead>
        <tbody>
          {changes.slice(0, shown).map((change) => {
            const stop = villageOf.get(change.villageId);
            return (
              <tr key={change.visitId}>
                <th scope="row">
                  {stop?.townshipName} {stop?.villageName}
                </th>
                <td>{t(`roving.service.${change.service}`)}</td>
                <td>{moment(change.before)}</td>
                <td>{moment(change.after)}</td>
                <td>{t(`roving.change.${change.kind}`)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {changes.length > shown && <p className="quiet">{t('roving.moreChanges', { count: changes.length - shown })}</p>}
    </div>
  );
}
