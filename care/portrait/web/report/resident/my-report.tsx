// 我的年度报告: the resident's own report as a page, read aloud and saved; what the doctor has not signed is not there.
import { useState } from 'react';
import { usePersonInView } from '#foundation/registry/web/resident/person-in-view.tsx';
import { ReadAloud } from '#platform/ui/elder/read-aloud.tsx';
import { SelectField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty, Skeleton } from '#platform/ui/states/states.tsx';
import { reportDocument } from '../../../rules/report/document.ts';
import type { Piece } from '../../../rules/report/pieces.ts';
import type { ReportModel } from '../../../rules/report/report-model.ts';
import { ReportView, useReportWords } from '../pieces.tsx';
import { ReportFile } from '../report-file.tsx';
import { thisYear, usePersonReport } from '../use-report.ts';

export function MyReport() {
  const { t } = useWords();
  const { person } = usePersonInView();
  const { personId } = person.person;
  const [year, setYear] = useState(thisYear);
  const report = usePersonReport(personId, year);
  return (
    <>
      <title>{t('report.mine')}</title>
      <h1>{t('report.mine')}</h1>
      <SelectField
        name="year"
        label={t('report.year')}
        value={String(year)}
        onChange={(next) => setYear(Number(next))}
        choices={[...new Set([thisYear(), thisYear() - 1, ...(report.data?.years ?? [])])].map((one) => ({
          value: String(one),
          label: t('report.yearOf', { year: one }),
        }))}
      />
      <QueryView query={report} skeleton={<Skeleton lines={12} />}>
        {({ report: made }) =>
          made ? (
            <Told personId={personId} model={made.model} />
          ) : (
            <Empty title={t('report.mineNone', { year })} icon="record">
              {t('report.mineNoneText')}
            </Empty>
          )
        }
      </QueryView>
    </>
  );
}

function Told({ personId, model }: { personId: string; model: ReportModel }) {
  const words = useReportWords();
  const report = reportDocument(model, 'resident', words);
  return (
    <>
      <p>
        <ReadAloud
          text={`${report.title}。${report.sections
            .slice(0, 1)
            .flatMap(({ pieces }) => pieces.map(spoken))
            .join('。')}`}
        />
      </p>
      <p>
        <ReportFile
          portal="resident"
          personId={personId}
          year={model.year}
          kind="resident"
          label={words.t('report.download')}
        />
      </p>
      <ReportView report={report} />
    </>
  );
}

/** What is read aloud of the first section: tables are for eyes. */
function spoken(piece: Piece): string {
  if (piece.kind === 'figures')
    return piece.items.map(({ label, value, note = '' }) => `${label} ${value}，${note}`).join('。');
  if (piece.kind === 'numbered') return piece.items.map(({ title, reason }) => `${title}，${reason}`).join('。');
  return piece.kind === 'text' && !piece.quiet ? piece.text : '';
}
