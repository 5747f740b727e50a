// A list as a sheet, and on paper.
import { addressOf } from '#platform/ui/api/address.ts';
import { buttonClass } from '#platform/ui/actions/button.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { PrintButton } from '#platform/ui/print/print.tsx';

export function SheetLinks({
  path,
  params = {},
  query = {},
}: {
  path: string;
  params?: Record<string, string>;
  query?: object;
}) {
  const { t } = useWords();
  return (
    <>
      {(['xlsx', 'csv'] as const).map((format) => (
        <a
          key={format}
          className={buttonClass()}
          href={addressOf(path, params, { ...query, portal: 'clinic', format })}
          download
        >
          {t(`followUp.export.${format}`)}
        </a>
      ))}
      <PrintButton />
    </>
  );
}
