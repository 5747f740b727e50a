// Draws the pieces of a report on A4: headings, tables, a hundred people as vectors, name and day on every page.
import type { Content, TableCell } from 'pdfmake/interfaces.js';
import { renderPdf } from '#platform/kernel/documents/pdf.ts';
import type { Locale } from '#platform/kernel/access/actor.ts';
import { readCatalogue, createMessages } from '#platform/kernel/messages/catalogue.ts';
import { reportDocument } from '../../rules/report/document.ts';
import type { Reader } from '../../rules/report/for-reader.ts';
import type { Piece, ReportDocument, Section } from '../../rules/report/pieces.ts';
import type { ReportModel } from '../../rules/report/report-model.ts';
import type { ReportWords } from '../../rules/report/report-words.ts';

export type ReportPrinter = (model: ReportModel, reader: Reader, madeAt: Date) => Promise<Buffer>;

const brand = '#0B6B57';
const tint = '#E6F2EF';
const line = '#DDE4E1';
const quiet = '#4A5A54';
const red = '#B3261E';
const well = '#C8D2CE';
/** Points: residents read at an arm's length. */
const sizes: Record<Reader, number> = { resident: 13, doctor: 10 };

/** The texts are those of the screens: printed and shown, a report says the same. */
export function createPrinter(): ReportPrinter {
  const messages = createMessages([readCatalogue(new URL('../../web/report/messages/', import.meta.url))]);
  const wordsOf = (locale: Locale): ReportWords => ({
    t: (key, parameters) => messages.render(locale, key, parameters),
    text: ({ zh, en }) => (locale === 'en' ? en : zh),
  });
  return (model, reader, madeAt) => {
    const words = wordsOf('zh-CN');
    return renderPdf(layOut(reportDocument(model, reader, words), reader, madeAt, words));
  };
}

function layOut(document: ReportDocument, reader: Reader, madeAt: Date, { t }: ReportWords) {
  const size = sizes[reader];
  return {
    info: { title: document.title, creationDate: madeAt, creator: 'Tianmu', producer: 'Tianmu' },
    pageMargins: [44, 58, 44, 48] as [number, number, number, number],
    defaultStyle: { fontSize: size, lineHeight: 1.12, color: '#16211D' },
    head: {
      margin: [44, 24, 44, 0] as [number, number, number, number],
      columns: [
        { text: document.person, fontSize: 9, color: quiet },
        {
          text: [document.title, document.made, document.simulated].filter(Boolean).join(' · '),
          fontSize: 9,
          color: quiet,
          alignment: 'right' as const,
          width: 'auto' as const,
        },
      ],
    },
    footer: (page: number, pages: number) => ({
      text: t('report.page', { page, pages }),
      alignment: 'center' as const,
      fontSize: 9,
      color: quiet,
    }),
    // A heading never stands alone at the foot of a page: it wants a seventh of it for itself and what follows.
    pageBreakBefore: (node: { headlineLevel?: number; startPosition?: { verticalRatio: number } }) =>
      node.headlineLevel === 1 && (node.startPosition?.verticalRatio ?? 0) > 0.86,
    content: [
      { text: document.title, fontSize: size + 9, bold: true, color: brand },
      { text: document.person, fontSize: size + 3, margin: [0, 2, 0, 2] },
      {
        text: document.made,
        color: quiet,
        margin: [0, 0, 0, 6],
      },
      ...(document.simulated ? [boxed(document.simulated, '#8A5A00', '#FFF3DC')] : []),
      ...document.sections.flatMap((section) => drawSection(section, size)),
    ] as Content[],
  };
}

/** The heading never stands alone at the foot of a page. */
function drawSection({ title, pieces }: Section, size: number): Content[] {
  const heading = {
    text: title,
    fontSize: size + 4,
    bold: true,
    color: brand,
    margin: [0, 12, 0, 6] as [number, number, number, number],
  };
  const [first, ...rest] = pieces.map((piece) => draw(piece, size));
  if (!first) return [heading];
  return pieces[0]!.kind === 'table'
    ? [{ ...heading, headlineLevel: 1 }, first, ...rest]
    : [{ stack: [heading, first], unbreakable: true }, ...rest];
}

const boxed = (text: string, color: string, fillColor: string): Content => ({
  table: { widths: ['*'], body: [[{ text, color, fillColor, margin: [6, 3, 6, 3] }]] },
  layout: 'noBorders',
  margin: [0, 2, 0, 6],
});

function draw(piece: Piece, size: number): Content {
  switch (piece.kind) {
    case 'text':
      return { text: piece.text, margin: [0, 2, 0, 4], ...(piece.quiet && { color: quiet, fontSize: size - 2 }) };
    case 'figures':
      return {
        columns: piece.items.map(({ label, value, note }) => ({
          stack: [
            { text: label, color: quiet },
            { text: value, fontSize: size + 11, bold: true },
            ...(note ? [{ text: note, color: quiet, fontSize: size - 1 }] : []),
          ],
        })),
        margin: [0, 0, 0, 8],
      };
    case 'numbered':
      return {
        stack: piece.items.map(({ title, reason }, index) => ({
          columns: [
            { text: `${index + 1}`, width: 22, bold: true, color: brand, fontSize: size + 3 },
            {
              stack: [
                { text: title, bold: true, fontSize: size + 1 },
                { text: reason, color: quiet },
              ],
            },
          ],
          margin: [0, 3, 0, 4],
          unbreakable: true,
        })),
      };
    case 'bullets':
      return {
        stack: [
          ...(piece.title
            ? [{ text: piece.title, bold: true, margin: [0, 4, 0, 2] as [number, number, number, number] }]
            : []),
          { ul: piece.items, markerColor: brand },
        ],
        unbreakable: piece.items.length < 8,
        margin: [0, 0, 0, 4],
      };
    case 'table':
      return { stack: [drawTable(piece, size), ...piece.notes.map((note) => small(note, size))], margin: [0, 0, 0, 4] };
    case 'people':
      return drawPeople(piece);
    case 'note':
      return piece.tone === 'signed' ? boxed(piece.text, brand, tint) : boxed(piece.text, '#8A5A00', '#FFF3DC');
  }
}

const small = (text: string, size: number): Content => ({
  text,
  color: quiet,
  fontSize: Math.max(8, size - 3),
  margin: [0, 2, 0, 0],
});

function drawTable({ columns, rows }: Extract<Piece, { kind: 'table' }>, size: number): Content {
  const cellSize = columns.length > 4 ? size - 1.5 : size - 1;
  const head = columns.map((text): TableCell => ({ text, bold: true, fillColor: tint, fontSize: cellSize }));
  const body = rows.map((row) => row.map((text): TableCell => ({ text, fontSize: cellSize })));
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      keepWithHeaderRows: 1,
      widths: widthsOf(columns.length, size),
      body: [head, ...body],
    },
    layout: {
      hLineWidth: () => 0.7,
      vLineWidth: () => 0,
      hLineColor: () => line,
      paddingTop: () => 3,
      paddingBottom: () => 3,
    },
  };
}

/** The first column takes what the others leave. */
function widthsOf(columns: number, size: number): (number | '*' | 'auto')[] {
  if (columns < 5) return Array.from({ length: columns }, () => '*');
  const each = columns === 5 ? 7 : 5.6;
  return Array.from({ length: columns }, (_, index) => (index === 0 ? '*' : each * size));
}

const acrossPeople = 20;
function drawPeople({ title, people, text }: Extract<Piece, { kind: 'people' }>): Content {
  const step = 14;
  return {
    stack: [
      { text: title, bold: true, margin: [0, 4, 0, 4] },
      {
        canvas: Array.from({ length: 100 }, (_, index) => person(index, step, index < people ? red : well)).flat(),
        margin: [0, 0, 0, 4],
      },
      { text },
    ],
    unbreakable: true,
    margin: [0, 0, 0, 6],
  };
}

/** Head and shoulders. */
function person(index: number, step: number, color: string) {
  const x = (index % acrossPeople) * step + step / 2;
  const y = Math.floor(index / acrossPeople) * (step + 2) + 4;
  return [
    { type: 'ellipse' as const, x, y, r1: 2.6, r2: 2.6, color },
    { type: 'rect' as const, x: x - 4, y: y + 3.4, w: 8, h: 7, r: 3, color, lineColor: color },
  ];
}
