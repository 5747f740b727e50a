// One study for the specialist: question, values, files, and the conclusion that is signed once.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { Button } from '#platform/ui/actions/button.tsx';
import { Confirm } from '#platform/ui/actions/confirm.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { TextField } from '#platform/ui/form/fields.tsx';
import { useDraft } from '#platform/ui/form/use-draft.ts';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay, useMe } from '#platform/ui/portal/session.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Failure } from '#platform/ui/states/states.tsx';
import { PartBox, PartNote } from '#foundation/sync/web/part-pieces.tsx';
import styles from '#foundation/sync/web/part.module.css';
import { diagnosticsRoutes, type StudySheet } from '../../contract.ts';
import { FindingList } from '../crew/finding-list.tsx';
import { FileView, fetchStudyFile } from '../file-view.tsx';
import { readingsKey } from './readings-page.tsx';

export function ReadingPage() {
  const { personId = '', studyId = '' } = useParams();
  const api = useApi();
  const params = { personId, study: studyId };
  const mayAnswer = useMay('diagnostics.reading.answer');
  const sheet = useQuery({
    queryKey: ['diagnostics', 'study', studyId],
    // Opening it tells the others that it is being read.
    queryFn: () => api.call(mayAnswer ? diagnosticsRoutes.open : diagnosticsRoutes.study, { params }),
    refetchOnWindowFocus: false,
  });
  return <QueryView query={sheet}>{(data) => <Sheet sheet={data} mayAnswer={mayAnswer} />}</QueryView>;
}

function Sheet({ sheet, mayAnswer }: { sheet: StudySheet; mayAnswer: boolean }) {
  const { t, age, instant } = useWords();
  const { reading, findings, files, text, answer } = sheet;
  return (
    <>
      <Link to="/readings">← {t('diagnostics.readings')}</Link>
      <PageHead
        title={`${reading.personName} · ${t(`diagnostics.modality.${reading.modality}`)}`}
        badges={reading.simulated && <SimulatedBadge />}
      />
      <p>
        {t(`ui.sex.${reading.sex}`, { defaultValue: '' })} {reading.birthOn && age(reading.birthOn)} ·{' '}
        {reading.fromName} · {instant(reading.sentAt)} ·{' '}
        <Link to={`/people/${reading.personId}`}>{t('diagnostics.record')}</Link>
      </p>
      <div className={styles['stack']}>
        <PartNote tone={reading.urgency === 'urgent' ? 'red' : 'plain'}>
          <strong>{t(`diagnostics.urgency.${reading.urgency}`)}</strong> {reading.question}
        </PartNote>
        {reading.critical && <LevelTag level="red">{t('diagnostics.state.critical')}</LevelTag>}
        <PartBox title={t('diagnostics.data')}>
          <FindingList findings={findings} />
          {text && <p>{text}</p>}
          {files.map((file) => (
            <FileView
              key={file.attachmentId}
              file={file}
              {...(!file.arrived && { note: t('diagnostics.fileOnItsWay') })}
              load={() =>
                fetchStudyFile('clinic', reading.personId, reading.studyId, file.attachmentId, file.mediaType)
              }
            />
          ))}
          {findings.length + files.length === 0 && !text && <p className="quiet">{t('diagnostics.nothing')}</p>}
        </PartBox>
        {answer ? (
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
            {answer.organisationName} {answer.byName} · {instant(answer.at)}
          </PartNote>
        ) : (
          mayAnswer && <AnswerForm sheet={sheet} />
        )}
      </div>
    </>
  );
}

function AnswerForm({ sheet: { reading } }: { sheet: StudySheet }) {
  const { t } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const { accountId, displayName } = useMe();
  const { value: draft, change, clear } = useDraft(accountId, `reading-${reading.studyId}`, () => noDraft);
  const [asking, setAsking] = useState(false);
  const [tried, setTried] = useState(false);
  const params = { personId: reading.personId, study: reading.studyId };
  const sign = useMutation({
    mutationFn: () =>
      api.call(diagnosticsRoutes.answer, {
        params,
        body: {
          conclusion: draft.conclusion.trim(),
          ...(draft.advice.trim() && { advice: draft.advice.trim() }),
          critical: draft.critical,
          version: reading.version,
        },
      }),
    onSuccess: (after) => {
      clear();
      queries.setQueryData(['diagnostics', 'study', reading.studyId], after);
      void queries.invalidateQueries({ queryKey: [...readingsKey] });
    },
    onSettled: () => setAsking(false),
  });
  const lacks = draft.conclusion.trim().length < 2;
  return (
    <PartBox title={t('diagnostics.conclude')}>
      <TextField
        name="conclusion"
        label={t('diagnostics.conclusion')}
        value={draft.conclusion}
        onChange={(conclusion) => change({ conclusion })}
        lines={4}
        maxLength={2000}
        {...(tried && lacks && { error: t('diagnostics.conclusionNeeded') })}
      />
      <TextField
        name="advice"
        label={t('diagnostics.adviceLabel')}
        value={draft.advice}
        onChange={(advice) => change({ advice })}
        lines={2}
        maxLength={1000}
        optional
      />
      <label>
        <input
          type="checkbox"
          name="critical"
          checked={draft.critical}
          onChange={(event) => change({ critical: event.target.checked })}
        />{' '}
        {t('diagnostics.markCritical')}
      </label>
      {sign.error && <Failure error={sign.error} />}
      <div>
        <Button
          kind="primary"
          onClick={() => {
            setTried(true);
            if (!lacks) setAsking(true);
          }}
        >
          {t('diagnostics.sign')}
        </Button>
      </div>
      <Confirm
        open={asking}
        danger={false}
        busy={sign.isPending}
        title={t('diagnostics.signTitle', { name: displayName })}
        verb={t('diagnostics.sign')}
        onClose={() => setAsking(false)}
        onConfirm={() => sign.mutate()}
      >
        <p>{t('diagnostics.signWhat')}</p>
      </Confirm>
    </PartBox>
  );
}

const noDraft = { conclusion: '', advice: '', critical: false };
