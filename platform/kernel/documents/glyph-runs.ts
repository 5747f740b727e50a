// Cuts a text into runs that one font can draw each; what no font has becomes a label with its code point and reading, never an empty box.
import { pinyin } from 'pinyin-pro';
import { commonFont, commonPart, fontPart, partOf, rarePart, type FontFiles } from './fonts.ts';

export interface GlyphRun {
  text: string;
  /** Absent: the common font. */
  font?: string;
  /** Stands for a character that cannot be drawn. */
  background?: string;
}
/** Fonts by name that the runs need, to be made known before the document is drawn. */
export type FontsInUse = Map<string, FontFiles>;

const labelGround = '#E6E6E6';

/** e.g. 〔U+20001 jī〕 for a character that is in no font here. */
export function labelOf(character: string): string {
  const code = `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
  const reading = pinyin(character);
  return reading && reading !== character ? `〔${code} ${reading}〕` : `〔${code}〕`;
}

async function fontOf(character: string, inUse: FontsInUse): Promise<string | undefined> {
  const point = character.codePointAt(0)!;
  // Line ends, spaces of width zero and the like draw nothing.
  if (/\s|\p{Cf}|\p{Cc}/u.test(character)) return commonFont;
  if ((await fontPart(commonPart)).coverage.has(point)) return commonFont;
  for (const part of [partOf(point), rarePart]) {
    if (part === undefined) continue;
    const { files, coverage } = await fontPart(part);
    if (!coverage.has(point)) continue;
    const name = `${commonFont}-${part}`;
    inUse.set(name, files);
    return name;
  }
  return undefined;
}

/** The text itself where the common font draws all of it. */
export async function glyphRuns(text: string, inUse: FontsInUse): Promise<string | GlyphRun[]> {
  const runs: GlyphRun[] = [];
  const add = (run: GlyphRun) => {
    const last = runs.at(-1);
    if (last && last.font === run.font && last.background === run.background) last.text += run.text;
    else runs.push(run);
  };
  for (const character of text) {
    const font = await fontOf(character, inUse);
    if (font === commonFont) add({ text: character });
    else if (font !== undefined) add({ text: character, font });
    else
      for (const letter of labelOf(character)) {
        const own = await fontOf(letter, inUse);
        add({ text: letter, background: labelGround, ...(own && own !== commonFont && { font: own }) });
      }
  }
  return runs.every(({ font, background }) => !font && !background) ? text : runs;
}
