// The doctor reads each piece of the prescription, strikes out what does not fit, and signs: only then the resident sees it.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { isFailure } from '#platform/ui/api/failure.ts';
import { TextField } from '#platform/ui/form/fields.tsx';
import { Form } from '#platform/ui/form/form.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { reportRoutes, type PersonReport } from '../../../report-contract.ts';
import { adviceText, goalText } from '../../../rules/report/document-prescription.ts';
import { signableOf } from '../../../rules/report/for-reader.ts';
import { useReportWords } from '../pieces.tsx';
import { paramsOf, reportKey } from '../use-report.ts';
import styles from '../report.module.css';

interface ReviewFormProps {
  personId: string;
  year: number;
  report: NonNullable<PersonReport['report']>;
}
export function ReviewForm({ personId, year, report: { model, dataVersion, kept: keptBefore } }: ReviewFormProps) {
  const { t } = useWords();
  const words = useReportWords();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const [kept, setKept] = useState<readonly string[]>(keptBefore ?? signableOf(model));
  const [note, setNote] = useState(model.signature?.note ?? '');
  const send = useMutation({
    mutationFn: () =>
      api.call(reportRoutes.sign, {
        params: paramsOf(personId, year),
        body: { dataVersion, kept: [...kept], ...(note.trim() && { note: note.trim() }) },
      }),
    onSuccess: (next) => {
      queries.setQueryData(reportKey(personId, year), next);
      announce(t('report.signed'));
    },
  });
  const trouble = send.error
    ? [{ text: (isFailure(send.error) && send.error.problem?.title) || t('ui.failure.fault') }]
    : [];
  const { advice = [], goals = [] } = model.prescription ?? {};
  const pieces = [
    ...advice.map((one) => ({
      id: one.rule,
      text: adviceText(one, 'resident', words),
      from: [one.code && t('report.rxCode', { code: one.code }), one.mark === 'draft' && t('report.draftShort')],
    })),
    ...goals.map((one) => ({
      id: `goal.${one.key}`,
      text: goalText(one, 'resident', words),
      from: [t('report.goals'), one.mark === 'draft' && t('report.draftShort')],
    })),
  ];
  return (
    <section className={`${styles['review']} no-print`} aria-label={t('report.review')}>
      <h2>{t('report.review')}</h2>
      <p className="quiet">{t('report.reviewText')}</p>
      <Form
        label={t('report.review')}
        verb={t('report.sign')}
        busy={send.isPending}
        troubles={trouble}
        onSubmit={() => send.mutate()}
      >
        <fieldset className={styles['kept']}>
          <legend>{t('report.keep')}</legend>
          {pieces.map(({ id, text, from }) => (
            <label key={id}>
              <input
                type="checkbox"
                checked={kept.includes(id)}
                onChange={(event) => setKept(event.target.checked ? [...kept, id] : kept.filter((one) => one !== id))}
              />
              <span>
                {text}
                <small>{from.filter(Boolean).join(' · ')}</small>
              </span>
            </label>
          ))}
        </fieldset>
        <TextField name="note" label={t('report.note')} value={note} onChange={setNote} lines={3} optional />
      </Form>
    </section>
  );
}
