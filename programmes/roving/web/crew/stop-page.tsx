// One stop: the check-in at the point, and the people of the village.
import { Link } from 'react-router';
import { Icon } from '#platform/ui/icons/icon.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { clockText } from '../../rules/clock-text.ts';
import { CheckInCard } from './check-in-card.tsx';
import { PageHead, NotHere } from './page-head.tsx';
import { PeopleList } from './people-list.tsx';
import { stopPath, usePlace } from './use-place.ts';
import styles from './crew.module.css';

export function StopPage() {
  const { t, day } = useWords();
  const { stop } = usePlace();
  if (!stop) return <NotHere />;
  return (
    <div className={styles['stack']}>
      <PageHead back="/" backLabel={t('crew.allStops')} title={stop.villageName}>
        {day(stop.on)} {clockText(stop.startMinute)}–{clockText(stop.leaveMinute)} · {stop.pointName}
        {stop.address && ` · ${stop.address}`}
        {stop.vehicleName && ` · ${stop.vehicleName}`}
        {stop.staffName && ` · ${stop.staffName}`}
      </PageHead>
      {stop.service !== 'home-visit' && <CheckInCard stop={stop} />}
      <section className={styles['stack']}>
        <div className={styles['line']}>
          <h2>{t('crew.people')}</h2>
          <Link to={`${stopPath(stop.visitId)}/register`} className={styles['action']}>
            <Icon name="plus" />
            {t('crew.register')}
          </Link>
        </div>
        <PeopleList stop={stop} />
      </section>
    </div>
  );
}
