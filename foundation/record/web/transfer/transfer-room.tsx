// The room of a person's summary at the desk: read, print, take along, bring in from elsewhere.
import { useParams } from 'react-router';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay, useMe } from '#platform/ui/portal/session.ts';
import { PrintHeader } from '#platform/ui/print/print.tsx';
import { PersonHeader } from '../person-header.tsx';
import { mayWriteResources } from '../record-permissions.ts';
import { BringIn } from './bring-in.tsx';
import { SummaryView } from './summary-view.tsx';
import { TakeAlong } from './take-along.tsx';
import styles from './transfer.module.css';

export function TransferRoom() {
  const { t } = useWords();
  const { personId = '' } = useParams();
  const me = useMe();
  const writes = useMay(mayWriteResources);
  return (
    <>
      <title>{t('record.transfer.room')}</title>
      <PrintHeader title={t('record.transfer.summary')} by={me.displayName} />
      <PersonHeader personId={personId} />
      <div key={personId} className={styles['columns']}>
        <SummaryView personId={personId} />
        <div className={styles['page']}>
          <TakeAlong personId={personId} />
          {writes && <BringIn personId={personId} />}
        </div>
      </div>
    </>
  );
}
