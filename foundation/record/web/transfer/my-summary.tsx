// 我的健康摘要: what a doctor elsewhere needs to know, to show, print and take along.
import { usePersonInView } from '#foundation/registry/web/resident/person-in-view.tsx';
import { ReadAloud } from '#platform/ui/elder/read-aloud.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { PrintHeader } from '#platform/ui/print/print.tsx';
import { SummaryView } from './summary-view.tsx';
import { TakeAlong } from './take-along.tsx';
import styles from './transfer.module.css';

export function MySummary() {
  const { t } = useWords();
  const me = useMe();
  const { person } = usePersonInView();
  const { personId } = person.person;
  return (
    <div className={styles['page']}>
      <title>{t('record.transfer.mine')}</title>
      <PrintHeader title={t('record.transfer.summary')} by={me.displayName} />
      <h1 className="no-print">{t('record.transfer.mine')}</h1>
      <p className="no-print">{t('record.transfer.mineText')}</p>
      <div className="no-print">
        <ReadAloud text={t('record.transfer.mineText')} />
      </div>
      <SummaryView key={personId} personId={personId} />
      <TakeAlong key={`take ${personId}`} personId={personId} />
    </div>
  );
}
