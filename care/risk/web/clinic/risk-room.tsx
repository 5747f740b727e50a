// The room of a person's risks at the desk, to look at together and to print.
import { useParams } from 'react-router';
import { PersonHeader, usePerson } from '#foundation/record/web/person-header.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { PrintButton, PrintHeader } from '#platform/ui/print/print.tsx';
import { RiskView } from '../risk-view.tsx';

export function RiskRoom() {
  const { t } = useWords();
  const { personId = '' } = useParams();
  const me = useMe();
  const person = usePerson(personId);
  return (
    <>
      <title>{t('risk.room')}</title>
      <PrintHeader title={t('risk.room')} by={me.displayName} {...(person.data && { person: person.data.name })} />
      <PersonHeader personId={personId} actions={<PrintButton />} />
      <RiskView key={personId} personId={personId} />
    </>
  );
}
