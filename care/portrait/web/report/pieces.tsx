// Draws the pieces of a report on a screen: the same pieces that the printed sheet draws.
import { useMemo } from 'react';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useLocalText } from '#foundation/knowledge/web/form/use-local-text.ts';
import type { Piece, ReportDocument } from '../../rules/report/pieces.ts';
import type { ReportWords } from '../../rules/report/report-words.ts';
import styles from './report.module.css';

export function useReportWords(): ReportWords {
  const { t } = useWords();
  const text = useLocalText();
  return useMemo(() => ({ t: (key, parameters) => t(key, { ...parameters }), text }), [t, text]);
}

export function ReportView({ report }: { report: ReportDocument }) {
  return (
    <article className={styles['report']} aria-label={report.title}>
      <header>
        <h2>{report.title}</h2>
        <p>{report.person}</p>
        <p className="quiet">
          {report.made}
          {report.simulated && <span className={styles['simulated']}>{report.simulated}</span>}
        </p>
      </header>
      {report.sections.map(({ key, title, pieces }) => (
        <section key={key} className={styles['section']} aria-label={title}>
          <h3>{title}</h3>
          {pieces.map((piece, index) => (
            // A report is drawn whole: its pieces never change places.
            // oxlint-disable-next-line react/no-array-index-key
            <PieceView key={index} piece={piece} />
          ))}
        </section>
      ))}
    </article>
  );
}

function PieceView({ piece }: { piece: Piece }) {
  switch (piece.kind) {
    case 'text':
      return <p className={piece.quiet ? 'quiet' : undefined}>{piece.text}</p>;
    case 'figures':
      return (
        <dl className={styles['figures']}>
          {piece.items.map(({ label, value, note }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                <strong>{value}</strong>
                {note && <span className="quiet">{note}</span>}
              </dd>
            </div>
          ))}
        </dl>
      );
    case 'numbered':
      return (
        <ol className={styles['numbered']}>
          {piece.items.map(({ title, reason }) => (
            <li key={title + reason}>
              <strong>{title}</strong>
              <span className="quiet">{reason}</span>
            </li>
          ))}
        </ol>
      );
    case 'bullets':
      return (
        <div>
          {piece.title && <h4>{piece.title}</h4>}
          <ul>
            {piece.items.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
        </div>
      );
    case 'table':
      return <TableView piece={piece} />;
    case 'people':
      return <PeopleView piece={piece} />;
    case 'note':
      return (
        <p className={styles['note']} data-tone={piece.tone}>
          {piece.text}
        </p>
      );
  }
}

function TableView({ piece: { columns, rows, notes } }: { piece: Extract<Piece, { kind: 'table' }> }) {
  return (
    <div>
      <table className={styles['table']} data-wide={columns.length > 4}>
        <thead>
          <tr>
            {columns.map((column, index) => (
              // Two columns may be of the same year's name; they stay in place.
              // oxlint-disable-next-line react/no-array-index-key
              <th key={index} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([head, ...cells]) => (
            <tr key={head}>
              <th scope="row">{head}</th>
              {cells.map((cell, index) => (
                // oxlint-disable-next-line react/no-array-index-key
                <td key={index} data-title={columns[index + 1]}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {notes.map((note) => (
        <p key={note} className={styles['source']}>
          {note}
        </p>
      ))}
    </div>
  );
}

const many = Array.from({ length: 100 }, (_, index) => index);
function PeopleView({ piece: { title, people, text } }: { piece: Extract<Piece, { kind: 'people' }> }) {
  return (
    <figure className={styles['people']}>
      <h4>{title}</h4>
      <svg viewBox="0 0 200 60" role="img" aria-label={text}>
        {many.map((index) => (
          <g
            key={index}
            transform={`translate(${(index % 20) * 10 + 5} ${Math.floor(index / 20) * 12 + 3})`}
            data-is={index < people ? 'ill' : 'well'}
          >
            <circle r="2.1" />
            <rect x="-3" y="2.6" width="6" height="5.4" rx="2.4" />
          </g>
        ))}
      </svg>
      <figcaption>{text}</figcaption>
    </figure>
  );
}
