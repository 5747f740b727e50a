// 我的档案: values over time first, then everything that happened.
import { Link, useSearchParams } from 'react-router';
import { usePersonInView } from '#foundation/registry/web/resident/person-in-view.tsx';
import { buttonClass } from '#platform/ui/actions/button.tsx';
import { Icon } from '#platform/ui/icons/icon.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { MeasurementPanel } from '../measurement-panel.tsx';
import { RecordTimeline } from '../record-timeline.tsx';
import styles from '../record.module.css';

export function MyRecord() {
  const { t } = useWords();
  const { person } = usePersonInView();
  const { personId } = person.person;
  const [search, setSearch] = useSearchParams();
  const chooseCode = (code: string) =>
    setSearch((before) => new URLSearchParams({ ...Object.fromEntries(before), measure: code }), { replace: true });
  return (
    <>
      <title>{t('record.mine')}</title>
      <Link to="/record/summary" className={buttonClass('plain')}>
        <Icon name="print" />
        {t('record.mySummary')}
      </Link>
      <section className={styles['column']} aria-labelledby="measurements">
        <h2 id="measurements">{t('record.measurements')}</h2>
        <MeasurementPanel personId={personId} code={search.get('measure') ?? undefined} onCode={chooseCode} />
      </section>
      <section className={styles['column']} aria-labelledby="timeline">
        <h2 id="timeline">{t('record.happened')}</h2>
        <RecordTimeline
          personId={personId}
          filterKinds={['visit', 'condition', 'medication', 'report', 'immunization']}
        />
      </section>
    </>
  );
}
