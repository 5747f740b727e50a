// Fonts of printed documents: Noto Sans SC unpacked from its web fonts, the common part at once and each rare part when a text needs it; Han characters that the web fonts lack stand in a file of our own.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import wawoff2 from 'wawoff2';
import { coverageOf, type Coverage } from './font-coverage.ts';

const require = createRequire(import.meta.url);
const weights = [400, 700] as const;

/** The common part has about 7,900 characters, all parts of the web fonts together 13,600. */
export const commonFont = 'NotoSansSC';
export interface FontFiles {
  normal: string;
  bold: string;
}

let queue: Promise<unknown> = Promise.resolve();
/** One after the other: the unpacker shares one memory between its calls. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const done = queue.then(work);
  queue = done.catch(() => undefined);
  return done;
}

/** TTF of one part and weight; pdfmake takes a hundred times longer with the packed form. */
const unpacked = (part: string, weight: (typeof weights)[number]): Promise<string> =>
  inTurn(async () => {
    const name = `noto-sans-sc-${part}-${weight}-normal`;
    const folder = join(tmpdir(), `tianmu-fonts-${userInfo().uid}`);
    const file = join(folder, `${name}.ttf`);
    if (existsSync(file)) return file;
    const packed = readFileSync(
      part === rarePart
        ? new URL(`./fonts/${name}.woff2`, import.meta.url)
        : require.resolve(`@fontsource/noto-sans-sc/files/${name}.woff2`),
    );
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, await wawoff2.decompress(packed));
    renameSync(draft, file);
    return file;
  });

const kept = new Map<string, Promise<{ files: FontFiles; coverage: Coverage }>>();
export function fontPart(part: string): Promise<{ files: FontFiles; coverage: Coverage }> {
  const known = kept.get(part);
  if (known) return known;
  const made = (async () => {
    const normal = await unpacked(part, 400);
    const bold = part === rarePart ? normal : await unpacked(part, 700);
    return { files: { normal, bold }, coverage: coverageOf(readFileSync(normal)) };
  })();
  kept.set(part, made);
  return made;
}
export const commonPart = 'chinese-simplified';
/** Han characters that none of the web fonts has, in one weight: names are rarely printed bold. See fonts/README.md. */
export const rarePart = 'rare';

let partsOfPoints: { part: string; ranges: [number, number][] }[] | undefined;
/** Name of the part that says it has this character: `unicode.json` of the package, "[97]": "U+4e02,U+4e04-4e05". */
export function partOf(codePoint: number): string | undefined {
  partsOfPoints ??= Object.entries(require('@fontsource/noto-sans-sc/unicode.json') as Record<string, string>).map(
    ([part, ranges]) => ({
      part: part.replace(/[[\]]/g, ''),
      ranges: ranges.split(',').map((range): [number, number] => {
        const [from, to = from] = range.replace('U+', '').split('-') as [string, string?];
        return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
      }),
    }),
  );
  return partsOfPoints.find(({ ranges }) => ranges.some(([from, to]) => codePoint >= from && codePoint <= to))?.part;
}
