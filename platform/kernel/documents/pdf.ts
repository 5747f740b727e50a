// Makes PDF documents with Chinese text: pdfmake with Noto Sans SC, rare characters from further parts of the font.
import pdfmake from 'pdfmake';
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { commonFont, commonPart, fontPart, type FontFiles } from './fonts.ts';
import { glyphRuns, type FontsInUse } from './glyph-runs.ts';

const known = new Map<string, FontFiles>();
function setFonts(fonts: FontsInUse): void {
  for (const [name, files] of fonts) known.set(name, files);
  pdfmake.setFonts(
    Object.fromEntries(
      [...known].map(([name, { normal, bold }]) => [name, { normal, bold, italics: normal, bolditalics: bold }]),
    ),
  );
  const files = new Set([...known.values()].flatMap(({ normal, bold }) => [normal, bold]));
  // A document holds what its maker put in: it fetches nothing, and of the disk it reads the fonts only.
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => files.has(path));
}

/** Below these names stand further pieces of content. */
const holders = ['stack', 'columns', 'ul', 'ol', 'body'] as const;

/** The same content with every text cut into runs that a font can draw; drawings stay as they are. */
export async function drawable(content: unknown, inUse: FontsInUse): Promise<unknown> {
  if (typeof content === 'string') {
    const runs = await glyphRuns(content, inUse);
    return typeof runs === 'string' ? runs : { text: runs };
  }
  if (Array.isArray(content)) {
    const pieces: unknown[] = [];
    for (const piece of content) pieces.push(await drawable(piece, inUse));
    return pieces;
  }
  if (typeof content !== 'object' || content === null) return content;
  const piece: Record<string, unknown> = { ...content };
  if (typeof piece.text === 'string') piece.text = await glyphRuns(piece.text, inUse);
  else if (Array.isArray(piece.text)) piece.text = await drawable(piece.text, inUse);
  for (const name of holders) if (piece[name] !== undefined) piece[name] = await drawable(piece[name], inUse);
  if (piece.table !== undefined) piece.table = await drawable(piece.table, inUse);
  return piece;
}

/** `head` stands on top of every page. The rest is pdfmake's own. */
export type PdfDocument = TDocumentDefinitions & { head?: Content };

/** Renders a pdfmake document; A4, Chinese font and page numbers are set unless the document says otherwise. */
export async function renderPdf({ head, ...document }: PdfDocument): Promise<Buffer> {
  const inUse: FontsInUse = new Map([[commonFont, (await fontPart(commonPart)).files]]);
  const content = (await drawable(document.content, inUse)) as Content;
  const top = head === undefined ? undefined : ((await drawable(head, inUse)) as Content);
  setFonts(inUse);
  const pdf = pdfmake.createPdf({
    pageSize: 'A4',
    pageMargins: [40, 48, 40, 48],
    footer: (page: number, pages: number) => ({
      text: `第 ${page} 页，共 ${pages} 页`,
      alignment: 'center',
      fontSize: 9,
    }),
    // pdfmake writes into what it lays out: each page gets its own.
    ...(top !== undefined && { header: () => structuredClone(top) }),
    ...document,
    content,
    defaultStyle: { font: commonFont, fontSize: 11, lineHeight: 1.3, ...document.defaultStyle },
  });
  return pdf.getBuffer();
}
