// The printed sheet of a report: fetched with the portal's session, saved or opened to print.
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { reportFileOf } from '../../report-contract.ts';
import type { Reader } from '../../rules/report/for-reader.ts';
import { download } from '#platform/ui/files/save-file.ts';

export interface ReportFileProps {
  portal: string;
  personId: string;
  year: number;
  kind: Reader;
  label: string;
  quiet?: boolean;
}
export function ReportFile({ portal, personId, year, kind, label, quiet = false }: ReportFileProps) {
  const { t } = useWords();
  const [state, setState] = useState<'ready' | 'busy' | 'failed'>('ready');
  const fetchFile = async () => {
    setState('busy');
    try {
      await download(portal, reportFileOf(personId, year, kind), `health-report-${year}.pdf`);
      setState('ready');
    } catch {
      setState('failed');
    }
  };
  return (
    <>
      <Button
        {...(quiet && { kind: 'quiet' as const })}
        icon="print"
        busy={state === 'busy'}
        onClick={() => void fetchFile()}
      >
        {label}
      </Button>
      {state === 'failed' && <span role="alert">{t('report.downloadFailed')}</span>}
    </>
  );
}
