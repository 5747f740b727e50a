// What else belongs to this visit, as the portal's list of parts says: prescription, dispensing, studies, charges, referral.
import { Link } from 'react-router';
import { Icon } from '#platform/ui/icons/icon.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { usePersonParts } from './person-part.ts';
import { personPath, usePlace } from './use-place.ts';
import styles from './crew.module.css';

export function PartsCard() {
  const { t } = useWords();
  const parts = usePersonParts();
  const { engine, stop, here, attendance, today } = usePlace();
  const offered = parts.filter(({ offered: isOffered }) => isOffered?.(here!.person, today) ?? true);
  if (offered.length === 0 || !attendance) return null;
  return (
    <section className={styles['panel']} aria-label={t('crew.parts')}>
      <h2>{t('crew.parts')}</h2>
      <ul className={styles['tiles']}>
        {offered.map((part) => {
          const count = part.countOf(engine, attendance.documentId);
          return (
            <li key={part.key}>
              <Link to={`${personPath(stop!.visitId, here!.personId)}/part/${part.key}`} className={styles['tile']}>
                <Icon name={part.icon} size="1.6em" />
                <span>{t(part.title)}</span>
                {count > 0 && <span className={styles['count']}>{count}</span>}
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
