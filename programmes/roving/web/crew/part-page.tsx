// A part of the visit on a page of its own, with the person in view.
import { Suspense } from 'react';
import { useParams } from 'react-router';
import { Skeleton } from '#platform/ui/states/states.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { NotHere, PageHead } from './page-head.tsx';
import { PersonLine } from './person-line.tsx';
import { usePersonParts } from './person-part.ts';
import { personPath, usePlace } from './use-place.ts';
import styles from './crew.module.css';

export function PartPage() {
  const { t } = useWords();
  const parts = usePersonParts();
  const { part: key } = useParams();
  const { stop, here, attendance, today } = usePlace();
  const part = parts.find((one) => one.key === key);
  if (!stop || !here || !attendance || !part) return <NotHere />;
  const Page = part.page;
  return (
    <div className={styles['stack']}>
      <PageHead back={personPath(stop.visitId, here.personId)} backLabel={here.person.name} title={t(part.title)} />
      <PersonLine person={here.person} />
      <Suspense fallback={<Skeleton lines={6} />}>
        <Page
          personId={here.personId}
          scopeId={stop.villageId}
          visitId={stop.visitId}
          attendanceId={attendance.documentId}
          person={here.person}
          today={today}
          ended={Boolean(attendance.fields['endedAt']?.some(({ value }) => value !== null))}
        />
      </Suspense>
    </div>
  );
}
