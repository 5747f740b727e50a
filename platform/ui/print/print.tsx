// The head of a printed page (who, what, when, by whom) and the button that prints.
import { useTranslation } from 'react-i18next';
import { Button } from '../actions/button.tsx';
import { useWords } from '../i18n/use-words.ts';

export function PrintHeader({ title, person, by }: { title: string; person?: string; by: string }) {
  const { t, day } = useWords();
  const now = new Date();
  const shanghai = new Date(now.getTime() + 8 * 3_600_000).toISOString();
  return (
    <header className="print-only">
      <h1>{title}</h1>
      {person && <p>{person}</p>}
      <p>{t('ui.print.by', { when: `${day(shanghai.slice(0, 10))} ${shanghai.slice(11, 16)}`, by })}</p>
      <hr />
    </header>
  );
}

export function PrintButton({ label }: { label?: string }) {
  const { t } = useTranslation();
  return (
    <Button icon="print" onClick={() => print()}>
      {label ?? t('ui.print')}
    </Button>
  );
}
