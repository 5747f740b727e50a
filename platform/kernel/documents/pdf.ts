// Makes PDF documents with Chinese text: pdfmake with Noto Sans SC, unpacked once from its web font.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import pdfmake from 'pdfmake';
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';
import wawoff2 from 'wawoff2';

const require = createRequire(import.meta.url);

/** TTF of one weight; pdfmake takes a hundred times longer with the packed form. */
async function unpackedFont(weight: 400 | 700): Promise<string> {
  const name = `noto-sans-sc-chinese-simplified-${weight}-normal`;
  const folder = join(tmpdir(), `tianmu-fonts-${userInfo().uid}`);
  const file = join(folder, `${name}.ttf`);
  if (existsSync(file)) return file;
  const packed = readFileSync(require.resolve(`@fontsource/noto-sans-sc/files/${name}.woff2`));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, await wawoff2.decompress(packed));
  renameSync(draft, file);
  return file;
}

let fontsSet: Promise<void> | undefined;
async function setFonts(): Promise<void> {
  // One after the other: the unpacker shares one memory between its calls.
  const normal = await unpackedFont(400);
  const bold = await unpackedFont(700);
  pdfmake.setFonts({ NotoSansSC: { normal, bold, italics: normal, bolditalics: bold } });
  // A document holds what its maker put in: it fetches nothing, and of the disk it reads the fonts only.
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => path === normal || path === bold);
}

/** Renders a pdfmake document; A4, Chinese font and page numbers are set unless the document says otherwise. */
export async function renderPdf(document: TDocumentDefinitions): Promise<Buffer> {
  await (fontsSet ??= setFonts());
  const pdf = pdfmake.createPdf({
    pageSize: 'A4',
    pageMargins: [40, 48, 40, 48],
    footer: (page: number, pages: number) => ({
      text: `第 ${page} 页，共 ${pages} 页`,
      alignment: 'center',
      fontSize: 9,
    }),
    ...document,
    defaultStyle: { font: 'NotoSansSC', fontSize: 11, lineHeight: 1.3, ...document.defaultStyle },
  });
  return pdf.getBuffer();
}
