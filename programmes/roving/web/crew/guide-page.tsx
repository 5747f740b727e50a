// The sheet that a person carries through the stations of a check-up, in order, to print or to read out.
import { PrintButton, PrintHeader } from '#platform/ui/print/print.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { stationsFor } from '../../rules/crew/stations.ts';
import { NotHere, PageHead } from './page-head.tsx';
import { PersonLine } from './person-line.tsx';
import { personPath, usePlace } from './use-place.ts';
import styles from './crew.module.css';

export function GuidePage() {
  const { t } = useWords();
  const { engine, stop, here } = usePlace();
  if (!stop || !here?.person.checkUpItems) return <NotHere />;
  const { person } = here;
  return (
    <div className={styles['stack']}>
      <PageHead back={personPath(stop.visitId, here.personId)} backLabel={person.name} title={t('crew.guide')} />
      <PrintHeader title={t('crew.guide')} person={person.name} by={engine.meta.profile?.displayName ?? ''} />
      <PersonLine person={person} />
      <p className="quiet">{t('crew.guideWhat')}</p>
      <ol className={styles['stations']}>
        {stationsFor(person.checkUpItems!).map(({ station, items }) => (
          <li key={station}>
            <strong>{t(`crew.station.${station}`)}</strong>
            <ul>
              {items.map((item) => (
                <li key={item}>□ {item}</li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
      <div className="no-print">
        <PrintButton />
      </div>
    </div>
  );
}
