// The room of a person's annual report at the desk: make it, read both versions, review and sign the prescription, print.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { PersonHeader } from '#foundation/record/web/person-header.tsx';
import { Button } from '#platform/ui/actions/button.tsx';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { SelectField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Failure, Skeleton } from '#platform/ui/states/states.tsx';
import { reportRoutes, type PersonReport } from '../../../report-contract.ts';
import { reportDocument } from '../../../rules/report/document.ts';
import { readers, sign, type Reader } from '../../../rules/report/for-reader.ts';
import type { ReportModel } from '../../../rules/report/report-model.ts';
import { ReportView, useReportWords } from '../pieces.tsx';
import { ReportFile } from '../report-file.tsx';
import { paramsOf, reportKey, thisYear, usePersonReport } from '../use-report.ts';
import { ReviewForm } from './review-form.tsx';
import styles from '../report.module.css';

export function ReportRoom() {
  const { t } = useWords();
  const { personId = '' } = useParams();
  const [year, setYear] = useState(thisYear);
  const report = usePersonReport(personId, year);
  return (
    <>
      <title>{t('report.room')}</title>
      <PersonHeader personId={personId} />
      <div className={styles['tools']}>
        <SelectField
          name="year"
          label={t('report.year')}
          value={String(year)}
          onChange={(next) => setYear(Number(next))}
          choices={[thisYear(), thisYear() - 1].map((one) => ({
            value: String(one),
            label: t('report.yearOf', { year: one }),
          }))}
        />
      </div>
      <QueryView query={report} skeleton={<Skeleton lines={12} />}>
        {(data) => <Room key={`${personId} ${year}`} personId={personId} data={data} />}
      </QueryView>
    </>
  );
}

function Room({ personId, data }: { personId: string; data: PersonReport }) {
  const { t, instant } = useWords();
  const words = useReportWords();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const [reader, setReader] = useState<Reader>('doctor');
  const { year, report } = data;
  const make = useMutation({
    mutationFn: () => api.call(reportRoutes.make, { params: paramsOf(personId, year) }),
    onSuccess: ({ changed, ...next }) => {
      queries.setQueryData(reportKey(personId, year), next);
      announce(t(changed ? 'report.made' : 'report.unchanged'));
    },
  });
  const makeButton = data.mayMake && (
    <Button kind={report ? 'quiet' : 'primary'} busy={make.isPending} onClick={() => make.mutate()}>
      {t(report ? 'report.makeAgain' : 'report.make')}
    </Button>
  );
  if (!report)
    return (
      <>
        {make.error && <Failure error={make.error} />}
        <Empty title={t('report.none', { year })} icon="record">
          {t('report.noneText')}
        </Empty>
        <div className={styles['tools']}>{makeButton}</div>
      </>
    );
  const told = signedModel(report);
  return (
    <>
      <div className={styles['tools']}>
        <SelectField
          name="reader"
          label={t('report.which')}
          value={reader}
          onChange={(next) => setReader(next as Reader)}
          choices={readers.map((one) => ({
            value: one,
            label: t(one === 'resident' ? 'report.forResident' : 'report.forDoctor'),
          }))}
        />
        <ReportFile portal="clinic" personId={personId} year={year} kind={reader} label={t('report.reprint')} />
        {makeButton}
        <span className="quiet">{t('report.madeBy', { at: instant(report.madeAt), name: report.madeByName })}</span>
      </div>
      {make.error && <Failure error={make.error} />}
      <div className={styles['columns']}>
        <ReportView report={reportDocument(told, reader, words)} />
        {data.maySign && <ReviewForm key={report.dataVersion} personId={personId} report={report} year={year} />}
      </div>
    </>
  );
}

/** As the resident has it: with what the doctor kept. */
const signedModel = ({ model, kept }: NonNullable<PersonReport['report']>): ReportModel =>
  kept && model.signature ? sign(model, kept, model.signature) : model;
