// The room of a person's risks at the desk, to look at together and to print.
import { useParams } from 'react-router';
import { PersonHeader } from '#foundation/record/web/person-header.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { PrintButton } from '#platform/ui/print/print.tsx';
import { RiskView } from '../risk-view.tsx';

export function RiskRoom() {
  const { t } = useWords();
  const { personId = '' } = useParams();
  return (
    <>
      <title>{t('risk.room')}</title>
      <PersonHeader personId={personId} actions={<PrintButton />} />
      <RiskView key={personId} personId={personId} />
    </>
  );
}
