// What proves a visit: the points that the terminal sent from inside the fence, and what people entered.
import { useQuery } from '@tanstack/react-query';
import { useApi } from '#platform/ui/api/api-context.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { checkInRoutes, type CheckInDetail, type VisitCheckIn } from '../../../check-in-contract.ts';
import { dayKey } from './use-live-day.ts';
import { clockOf } from './clock-of.ts';
import styles from './live.module.css';

export function Evidence({ visit }: { visit: VisitCheckIn }) {
  const api = useApi();
  const detail = useQuery({
    queryKey: [...dayKey, 'check-in', visit.visitId, visit.version],
    queryFn: ({ signal }) => api.call(checkInRoutes.checkIn, { params: { visitId: visit.visitId }, signal }),
  });
  return <QueryView query={detail}>{(data) => <Proof detail={data} />}</QueryView>;
}

function Proof({ detail }: { detail: CheckInDetail }) {
  const { t, instant } = useWords();
  return (
    <div className={styles['evidence']}>
      <p>
        {detail.pointName}
        {detail.staffName && ` · ${detail.staffName}`}
        {detail.source && ` · ${t(`roving.live.source.${detail.source}`)}`}
      </p>
      {detail.punctuality && (
        <p>
          {t(`roving.live.verdict.${detail.punctuality.verdict}`, {
            minutes: Math.abs(detail.punctuality.lateMinutes),
          })}
          {detail.punctuality.stayMinutes !== undefined &&
            ` · ${t('roving.live.stayed', { stay: detail.punctuality.stayMinutes, planned: detail.punctuality.plannedStayMinutes })}`}
        </p>
      )}
      {detail.stays.length === 0 && detail.entries.length === 0 && <p className="quiet">{t('roving.live.noProof')}</p>}
      {detail.stays.map(({ stayId, arrivedAt, leftAt, evidence }) => (
        <dl key={stayId}>
          <dt>{t('roving.live.stay')}</dt>
          <dd>
            {clockOf(arrivedAt)}–{clockOf(leftAt)}
          </dd>
          <dt>{t('roving.live.points')}</dt>
          <dd>
            {t('roving.live.pointsText', {
              points: evidence.points,
              still: evidence.stillPoints,
              off: evidence.ignitionOffPoints,
              back: evidence.backfilledPoints,
            })}
          </dd>
          <dt>{t('roving.live.distance')}</dt>
          <dd>
            {t('roving.live.distanceText', {
              mean: Math.round(evidence.meanMetres),
              far: Math.round(evidence.farthestMetres),
            })}
          </dd>
          <dt>{t('roving.live.gap')}</dt>
          <dd>{t('roving.live.seconds', { count: Math.round(evidence.longestGapSeconds) })}</dd>
        </dl>
      ))}
      {detail.entries.map((one) => (
        <p key={one.entryId}>
          {t(`roving.live.entry.${one.kind}`, { by: one.byName, when: instant(one.enteredAt) })}：{one.reason}
        </p>
      ))}
    </div>
  );
}
