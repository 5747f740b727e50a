// The patient summary as a sheet: who it is, then one table a section, as it is read at the desk and printed.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { dayOf } from '#platform/contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { summaryRoute, type SummaryReply, type SummarySection } from '../../transfer-contract.ts';
import { recordKey } from '../record-queries.ts';
import styles from './transfer.module.css';

/** A screen shows the newest of a long section first; paper gets all of them. */
const shownAtOnce = 12;

export function SummaryView({ personId }: { personId: string }) {
  const api = useApi();
  const query = useQuery({
    queryKey: [...recordKey(personId), 'summary'],
    queryFn: ({ signal }) => api.call(summaryRoute, { params: { personId }, signal }),
  });
  return <QueryView query={query}>{(summary) => <Sheet summary={summary} />}</QueryView>;
}

function Sheet({ summary }: { summary: SummaryReply }) {
  const { t, date } = useWords();
  // In full, because it is printed: Shanghai time.
  const shanghai = new Date(Date.parse(summary.at) + 8 * 3_600_000).toISOString();
  const when = `${date(dayOf(summary.at))} ${shanghai.slice(11, 16)}`;
  const facts = [
    ['record.transfer.sex', t(`ui.sex.${summary.sex}`)],
    ['record.transfer.born', summary.birthOn ? date(summary.birthOn) : undefined],
    ['record.transfer.idNumber', summary.idNumber],
    ['record.transfer.phone', summary.phone],
  ] as const;
  return (
    <article className={styles['sheet']} aria-label={t('record.transfer.summary')}>
      <header className={styles['who']}>
        <h2>{summary.name}</h2>
        {summary.simulated && <SimulatedBadge />}
        <dl>
          {facts.map(
            ([label, value]) =>
              value && (
                <div key={label}>
                  <dt>{t(label)}</dt>
                  <dd>{value}</dd>
                </div>
              ),
          )}
        </dl>
      </header>
      {summary.sections.map((section) => (
        <SectionTable key={section.code} section={section} />
      ))}
      <p className="quiet">
        {t('record.transfer.at', { when })}
        {summary.keeper && ` · ${t('record.transfer.keeper', { name: summary.keeper })}`}
        {` · ${t('record.transfer.standard')}`}
      </p>
    </article>
  );
}

function SectionTable({ section: { code, title, heads, rows, sentence } }: { section: SummarySection }) {
  const { t } = useWords();
  const [all, setAll] = useState(false);
  const hidden = all ? 0 : Math.max(0, rows.length - shownAtOnce);
  return (
    <section aria-labelledby={`section-${code}`}>
      <h3 id={`section-${code}`}>{title}</h3>
      {rows.length === 0 ? (
        <p className="quiet">{sentence ?? t('record.transfer.noRows')}</p>
      ) : (
        <table className={styles['rows']}>
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              // Rows have no id of their own and never change their order here.
              // oxlint-disable-next-line react/no-array-index-key
              <tr key={at} {...(hidden > 0 && at >= shownAtOnce && { className: styles['paper'] })}>
                {row.map((cell, column) => (
                  <td key={heads[column]} data-head={heads[column]}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {hidden > 0 && (
        <div className="no-print">
          <Button onClick={() => setAll(true)}>{t('record.transfer.more', { count: hidden })}</Button>
        </div>
      )}
    </section>
  );
}
