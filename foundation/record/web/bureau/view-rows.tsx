// The first rows of a view's flat table.
import { useQuery } from '@tanstack/react-query';
import { useApi } from '#platform/ui/api/api-context.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { viewRowsRoute } from '../../contract.ts';
import styles from './views.module.css';

export function ViewRowsTable({ name, filledAt }: { name: string; filledAt: string }) {
  const { t, count } = useWords();
  const api = useApi();
  const query = useQuery({
    queryKey: ['record-view-rows', name, filledAt],
    queryFn: ({ signal }) => api.call(viewRowsRoute, { params: { name }, signal }),
  });
  return (
    <QueryView query={query}>
      {({ columns, rows, total }) => (
        <>
          <p className="quiet">{t('record.views.shown', { shown: count(rows.length), total: count(total) })}</p>
          {/* Keyboards scroll it too. */}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <div className={styles['rows']} role="region" aria-label={t('record.views.rows')} tabIndex={0}>
            <table>
              <thead>
                <tr>
                  {columns.map((column) => (
                    <th key={column.name} scope="col">
                      {column.name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row, place) => (
                  <tr key={place}>
                    {row.map((value, at) => (
                      <td key={columns[at]!.name}>{value ?? '—'}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </QueryView>
  );
}
