// Studies of a visit: ordered at the stop, with values, words and files; sent out for reading, and the answer when it has come.
import { Button } from '#platform/ui/actions/button.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { Empty } from '#platform/ui/states/states.tsx';
import { documentsOfAttendance, mayHere, useEditHere } from '#foundation/sync/web/documents-here.ts';
import { newId } from '#foundation/sync/web/new-id.ts';
import { PartBox } from '#foundation/sync/web/part-pieces.tsx';
import { useEngine } from '#foundation/sync/web/use-device.tsx';
import styles from '#foundation/sync/web/part.module.css';
import { modalities, studyKind } from '../../contract.ts';
import { StudyCard } from './study-card.tsx';

export interface StudyPartProps {
  personId: string;
  scopeId: string;
  attendanceId: string;
}

export default function StudyPart({ personId, scopeId, attendanceId }: StudyPartProps) {
  const { t } = useWords();
  const engine = useEngine();
  const edit = useEditHere(personId, scopeId);
  const studies = documentsOfAttendance(engine, studyKind, attendanceId).toReversed();
  const may = mayHere(engine, 'diagnostics.study.write');
  return (
    <div className={styles['stack']}>
      {may && (
        <PartBox title={t('diagnostics.order')}>
          <div className={styles['actions']}>
            {modalities.map((modality) => (
              <Button
                key={modality}
                icon="plus"
                onClick={() => void edit(studyKind, newId(), { attendanceId, modality })}
              >
                {t(`diagnostics.modality.${modality}`)}
              </Button>
            ))}
          </div>
        </PartBox>
      )}
      {studies.length === 0 && <Empty title={t('diagnostics.none')}>{t('diagnostics.noneWhy')}</Empty>}
      {studies.map(({ documentId }) => (
        <StudyCard
          key={documentId}
          document={engine.document(documentId)!}
          personId={personId}
          scopeId={scopeId}
          attendanceId={attendanceId}
          may={may}
        />
      ))}
    </div>
  );
}
