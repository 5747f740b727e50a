// 医生来村: when the doctor comes to the own village next, where, who, and what to bring. One visit, one card.
import { buttonClass } from '#platform/ui/actions/button.tsx';
import { Card } from '#platform/ui/elder/tile.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Skeleton } from '#platform/ui/states/states.tsx';
import type { VillageVisit } from '../../contract.ts';
import { clockText } from '../../rules/clock-text.ts';
import { RateVisit } from './rate-visit.tsx';
import { useMyVisits } from './use-my-visits.ts';
import styles from './my-visits.module.css';

/** So many at once; the rest after a press. */
const near = 4;

export function MyVisits() {
  const { t } = useWords();
  const query = useMyVisits();
  return (
    <>
      <title>{t('roving.myVisits')}</title>
      <h1>{t('roving.myVisits')}</h1>
      <QueryView query={query} skeleton={<Skeleton lines={8} />}>
        {({ visits, villageId, villageName, simulated, held }) => (
          <>
            <p className="quiet">
              {t('roving.myVillage', { village: villageName })} {simulated && <SimulatedBadge />}
            </p>
            {visits.length === 0 && (
              <Empty title={t('roving.noVisits')} icon="visit">
                {t('roving.noVisitsText')}
              </Empty>
            )}
            {visits.slice(0, near).map((visit, index) => (
              <VisitCard key={visit.visitId} visit={visit} first={index === 0} />
            ))}
            {visits.length > near && (
              <details className={styles['more']}>
                <summary>{t('roving.laterVisits', { count: visits.length - near })}</summary>
                <ul>
                  {visits.slice(near).map((visit) => (
                    <VisitLine key={visit.visitId} visit={visit} />
                  ))}
                </ul>
              </details>
            )}
            {held?.[0] && <RateVisit key={held[0].visitId} visit={held[0]} />}
            <Card title={t('roving.bringTitle')}>
              <ul className={styles['bring']}>
                {(['card', 'medicines', 'readings'] as const).map((one) => (
                  <li key={one}>{t(`roving.bring.${one}`)}</li>
                ))}
              </ul>
            </Card>
            {visits.length > 0 && (
              <a className={buttonClass('plain', true)} href={`/api/roving/villages/${villageId}/calendar.ics`}>
                {t('roving.toCalendar')}
              </a>
            )}
          </>
        )}
      </QueryView>
    </>
  );
}

function VisitCard({ visit, first }: { visit: VillageVisit; first: boolean }) {
  const { t, day } = useWords();
  return (
    <Card {...(first && { tone: 'brand' as const })} title={day(visit.on)}>
      <p className={styles['time']}>
        {clockText(visit.startMinute)}–{clockText(visit.leaveMinute)}
      </p>
      {visit.progress && <Progress progress={visit.progress} startMinute={visit.startMinute} />}
      <p>
        <strong>{t(`roving.visitOf.${visit.service}`)}</strong>
      </p>
      <p>{t('roving.at', { point: visit.pointName })}</p>
      {visit.doctorName && <p>{t('roving.comes', { doctor: visit.doctorName })}</p>}
      {visit.standsInForName && <p>{t('roving.insteadOf', { doctor: visit.standsInForName })}</p>}
      {visit.movedFrom && (
        <p className={styles['moved']}>
          <span aria-hidden="true">◆ </span>
          {t('roving.movedFrom', { day: day(visit.movedFrom.on), time: clockText(visit.movedFrom.startMinute) })}
        </p>
      )}
    </Card>
  );
}

/** Where the vehicle is, in words that need no map. */
function Progress({ progress, startMinute }: { progress: NonNullable<VillageVisit['progress']>; startMinute: number }) {
  const { t } = useWords();
  const time = progress.at
    ? new Date(progress.at).toLocaleTimeString('zh-CN', {
        hour: '2-digit',
        minute: '2-digit',
        timeZone: 'Asia/Shanghai',
      })
    : clockText(startMinute);
  const { phase } = progress;
  return (
    <p className={styles['progress']} data-phase={phase} role="status">
      {t(`roving.progress.${phase}`, { time })}
    </p>
  );
}

function VisitLine({ visit }: { visit: VillageVisit }) {
  const { t, day } = useWords();
  return (
    <li>
      <strong>{day(visit.on)}</strong> {clockText(visit.startMinute)} {t(`roving.visitOf.${visit.service}`)}
    </li>
  );
}
