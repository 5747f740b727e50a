// What a package promises: each service with how often it was done, when the next is due, and what it was counted from.
import type { ReactNode } from 'react';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import type { MemberReply } from '../contract.ts';
import type { ServiceProgress } from '../rules/service-plan.ts';
import { DueTag } from './family-words.tsx';
import styles from './family.module.css';

export function ProgressList({
  member,
  act,
  entryAct,
}: {
  member: Pick<MemberReply, 'progress' | 'performed' | 'services'>;
  act?: (progress: ServiceProgress) => ReactNode;
  /** Beside an entry by hand. */
  entryAct?: (serviceId: string) => ReactNode;
}) {
  const { t, date } = useWords();
  const services = new Map(member.services.map((one) => [one.code, one]));
  return (
    <ul className={styles['list']}>
      {member.progress.map((one) => {
        const service = services.get(one.service);
        const done = member.performed.filter((row) => row.service === one.service);
        return (
          <li key={one.service} className={styles['item']}>
            <span className={styles['who']}>
              <strong>{service?.name ?? one.service}</strong>
              <span className="quiet">{service?.text}</span>
              <span>
                {t('family-doctor.doneOf', { done: one.done, times: one.times })}
                {one.lastOn && ` · ${t('family-doctor.lastOn', { day: date(one.lastOn) })}`}
              </span>
              {done.length > 0 && (
                <details>
                  <summary>{t('family-doctor.evidence')}</summary>
                  <ul>
                    {done.map((row) => (
                      <li key={row.serviceId}>
                        {date(row.performedOn)}{' '}
                        {row.source === 'entry'
                          ? `${row.evidence}${row.byName ? `（${row.byName}）` : ''}`
                          : t(`family-doctor.source.${row.source}`)}{' '}
                        {row.source === 'entry' && entryAct?.(row.serviceId)}
                      </li>
                    ))}
                  </ul>
                </details>
              )}
            </span>
            <DueTag progress={one} />
            {act?.(one)}
          </li>
        );
      })}
    </ul>
  );
}
