// 健康画像: the room of a person's index and portrait at the desk, to look at together and to print.
import { useParams } from 'react-router';
import { PersonHeader, usePerson } from '#foundation/record/web/person-header.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { PrintButton, PrintHeader } from '#platform/ui/print/print.tsx';
import { IndexView } from '../index-view.tsx';
import { Findings } from './findings.tsx';
import { PortraitView } from './portrait-view.tsx';
import styles from '../portrait.module.css';

export function PortraitRoom() {
  const { t } = useWords();
  const { personId = '' } = useParams();
  const me = useMe();
  const person = usePerson(personId);
  return (
    <>
      <title>{t('portrait.room')}</title>
      <PrintHeader title={t('portrait.room')} by={me.displayName} {...(person.data && { person: person.data.name })} />
      <PersonHeader personId={personId} actions={<PrintButton />} />
      <div className={styles['stack']}>
        <PortraitView key={`portrait ${personId}`} personId={personId} />
        <IndexView key={personId} personId={personId} />
        <div className="no-print">
          <Findings key={`findings ${personId}`} personId={personId} />
        </div>
      </div>
    </>
  );
}
