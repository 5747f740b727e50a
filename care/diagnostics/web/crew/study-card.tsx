// One study: what was measured and seen, its files, what was asked of the hospital, what it answered.
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { NumberField, TextField } from '#platform/ui/form/fields.tsx';
import { isError, readNumber } from '#platform/ui/form/range.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import type { DocumentState, FieldValue } from '#foundation/sync/rules/operation.ts';
import { useEditHere } from '#foundation/sync/web/documents-here.ts';
import { PartBox, PartNote } from '#foundation/sync/web/part-pieces.tsx';
import styles from '#foundation/sync/web/part.module.css';
import { studyKind } from '../../contract.ts';
import { fridericia } from '../../rules/corrected-qt.ts';
import { findingsOf, studyOf, valueFieldOf, type Study } from '../../rules/study.ts';
import { testsOf, type MeasuredTest } from '../../rules/tests.ts';
import { FindingList } from './finding-list.tsx';
import { SendOut } from './send-out.tsx';
import { StudyFiles } from './study-files.tsx';

interface Props {
  document: DocumentState;
  personId: string;
  scopeId: string;
  attendanceId: string;
  may: boolean;
}
const rangeOfTest = ({ possible, usual, digits }: MeasuredTest) => ({
  possible: [possible[0], possible[1]] as [number, number],
  ...(usual?.[0] !== undefined && usual[1] !== undefined && { usual: [usual[0], usual[1]] as [number, number] }),
  digits,
});

export function StudyCard({ document, personId, scopeId, attendanceId, may }: Props) {
  const { t, language, instant } = useWords();
  const edit = useEditHere(personId, scopeId);
  const study = studyOf(document);
  const { modality, sent, answer, cancelled } = study;
  const studyId = document.documentId;
  const put = (set: Record<string, FieldValue>, add?: Record<string, FieldValue[]>) =>
    edit(studyKind, studyId, set, add);
  if (!modality) return null;
  const findings = findingsOf(study, language === 'en' ? 'en' : 'zh');
  const open = may && !answer && !cancelled;
  const empty = findings.length === 0 && !study.text && study.files.length === 0;
  return (
    <PartBox
      title={t(`diagnostics.modality.${modality}`)}
      end={
        open &&
        !sent && (
          <Button kind="quiet" onClick={() => void put({ cancelled: t('diagnostics.orderedWrongly') })}>
            {t('diagnostics.withdraw')}
          </Button>
        )
      }
    >
      {cancelled && <PartNote>{t('diagnostics.cancelled', { reason: cancelled })}</PartNote>}
      {answer && (
        <PartNote tone={answer.critical ? 'red' : 'green'}>
          <strong>{t(answer.critical ? 'diagnostics.answerCritical' : 'diagnostics.answer')}</strong>
          <br />
          {answer.conclusion}
          {answer.advice && (
            <>
              <br />
              {t('diagnostics.advice', { text: answer.advice })}
            </>
          )}
          <br />
          <span className="quiet">
            {answer.organisationName} {answer.byName} · {instant(answer.at)}
          </span>
        </PartNote>
      )}
      {findings.some(({ state }) => state === 'critical') && (
        <PartNote tone="red">{t('diagnostics.criticalHere')}</PartNote>
      )}
      {open && <Values modality={modality} study={study} put={put} />}
      <FindingList findings={findings} />
      {modality === 'ecg' && study.values['qt'] !== undefined && study.values['rate'] !== undefined && (
        <p className="quiet">
          {t('diagnostics.fridericia', { value: Math.round(fridericia(study.values['qt'], study.values['rate'])) })}
        </p>
      )}
      <Words study={study} open={open} onSave={(text) => void put({ text })} />
      <StudyFiles
        study={study}
        studyId={studyId}
        personId={personId}
        open={open}
        onAdd={(file) => put({ attendanceId }, { files: [file as unknown as FieldValue] })}
      />
      {sent && !answer && !cancelled && (
        <PartNote tone="amber">
          {t('diagnostics.waiting', { hospital: sent.organisationName, when: instant(sent.at) })}
          <br />
          {sent.question}
        </PartNote>
      )}
      {open && !sent && !empty && <SendOut onSend={(made) => void put({ sent: made as unknown as FieldValue })} />}
    </PartBox>
  );
}

function Values({
  modality,
  study,
  put,
}: {
  modality: NonNullable<Study['modality']>;
  study: Study;
  put: (set: Record<string, FieldValue>) => Promise<void>;
}) {
  const { language } = useWords();
  const tests = testsOf(modality).filter(({ computed }) => !computed);
  const [typed, setTyped] = useState<Record<string, string>>({});
  if (tests.length === 0) return null;
  const keep = (test: MeasuredTest) => {
    const text = typed[test.key];
    if (text === undefined) return;
    const reading = readNumber(text, rangeOfTest(test));
    const value = 'value' in reading && !isError(reading) ? reading.value : undefined;
    if (text.trim() === '' && study.values[test.key] !== undefined) void put({ [valueFieldOf(test.key)]: null });
    else if (value !== undefined && value !== study.values[test.key]) void put({ [valueFieldOf(test.key)]: value });
  };
  return (
    <div className={styles['fields']}>
      {tests.map((test) => (
        <div key={test.key} onBlur={() => keep(test)}>
          <NumberField
            name={test.key}
            label={language === 'en' ? test.name.en : test.name.zh}
            unit={test.unit}
            range={rangeOfTest(test)}
            value={typed[test.key] ?? (study.values[test.key] === undefined ? '' : String(study.values[test.key]))}
            onChange={(value) => setTyped({ ...typed, [test.key]: value })}
            optional
          />
        </div>
      ))}
    </div>
  );
}

function Words({ study, open, onSave }: { study: Study; open: boolean; onSave: (text: string | null) => void }) {
  const { t } = useWords();
  const [typed, setTyped] = useState<string>();
  if (!open) return study.text ? <p>{study.text}</p> : null;
  return (
    <div
      onBlur={() => {
        const text = typed?.trim();
        if (text !== undefined && text !== (study.text ?? '')) onSave(text === '' ? null : text);
      }}
    >
      <TextField
        name="findings"
        label={t('diagnostics.seen')}
        value={typed ?? study.text ?? ''}
        onChange={setTyped}
        lines={3}
        maxLength={4000}
        optional
      />
    </div>
  );
}
