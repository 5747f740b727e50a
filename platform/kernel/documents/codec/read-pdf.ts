// Reads the text of our own PDF documents back through the ToUnicode maps of their fonts: for tests, which must see what a reader copies.
import { inflateSync } from 'node:zlib';

export interface PdfText {
  pages: string[];
  /** All pages without the spaces and line ends that the layout put in. */
  text: string;
  /** How often the empty box of a font (glyph 0) was drawn. */
  missingGlyphs: number;
  fonts: string[];
}

export function readPdf(pdf: Buffer): PdfText {
  const objects = objectsOf(pdf);
  const dictionary = (id: string) => objects.get(id)?.head ?? '';
  const pages: string[] = [];
  const fonts = new Set<string>();
  let missingGlyphs = 0;
  for (const { head } of objects.values()) {
    if (!/\/Type \/Page\b(?!s)/.test(head)) continue;
    const resources = resolve(dictionary, head, 'Resources');
    const maps = new Map<string, Map<number, string>>();
    for (const [, name, id] of resolve(dictionary, resources, 'Font').matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const font = dictionary(id!);
      fonts.add(/\/BaseFont \/(\S+)/.exec(font)?.[1] ?? '');
      const unicode = /\/ToUnicode (\d+) 0 R/.exec(font)?.[1];
      maps.set(name!, unicode ? charactersOf(objects.get(unicode)?.stream?.toString('latin1') ?? '') : new Map());
    }
    const streams = [...(/\/Contents (?:\[([^\]]*)\]|(\d+) 0 R)/.exec(head)?.[0].matchAll(/(\d+) 0 R/g) ?? [])];
    const drawn = streams.map(([, id]) => objects.get(id!)?.stream?.toString('latin1') ?? '').join('\n');
    let map = new Map<number, string>();
    let page = '';
    for (const [, font, shown] of drawn.matchAll(/\/(F\d+) [\d.]+ Tf|\[((?:<[0-9a-f]*>|[\s\d.-])*)\] TJ/gi)) {
      if (font) map = maps.get(font) ?? new Map();
      else
        for (const [, hex] of shown!.matchAll(/<([0-9a-f]*)>/gi))
          for (let at = 0; at < hex!.length; at += 4) {
            const glyph = Number.parseInt(hex!.slice(at, at + 4), 16);
            if (glyph === 0) missingGlyphs += 1;
            page += map.get(glyph) ?? '';
          }
    }
    pages.push(page);
  }
  return { pages, text: pages.join('').replace(/\s/g, ''), missingGlyphs, fonts: [...fonts] };
}

/** Either written in place or as a reference to an object. */
function resolve(dictionary: (id: string) => string, head: string, name: string): string {
  const reference = new RegExp(`/${name} (\\d+) 0 R`).exec(head);
  if (reference) return dictionary(reference[1]!);
  const start = head.indexOf(`/${name} <<`);
  return start < 0 ? '' : head.slice(start);
}

function objectsOf(pdf: Buffer): Map<string, { head: string; stream?: Buffer }> {
  const text = pdf.toString('latin1');
  const found = new Map<string, { head: string; stream?: Buffer }>();
  for (const match of text.matchAll(/(?:^|\n)(\d+) 0 obj\n/g)) {
    const start = match.index + match[0].length;
    const end = text.indexOf('\nendobj', start);
    const marker = text.indexOf('stream\n', start);
    const head = text.slice(start, marker > 0 && marker < end ? marker : end);
    const length = /\/Length (\d+)/.exec(head)?.[1];
    if (marker < 0 || marker > end || length === undefined) {
      found.set(match[1]!, { head });
      continue;
    }
    const raw = pdf.subarray(marker + 7, marker + 7 + Number(length));
    found.set(match[1]!, { head, stream: head.includes('/FlateDecode') ? inflateSync(raw) : raw });
  }
  return found;
}

/** `bfrange` with a list for each glyph, and single `bfchar` entries: what pdfkit writes. */
function charactersOf(map: string): Map<number, string> {
  const characters = new Map<number, string>();
  const textOf = (hex: string) => Buffer.from(hex.replace(/\s/g, ''), 'hex').swap16().toString('utf16le');
  for (const [, from, list] of map.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/gi)) {
    const first = Number.parseInt(from!, 16);
    [...list!.matchAll(/<([0-9a-f\s]*)>/gi)].forEach(([, hex], index) => {
      if (hex) characters.set(first + index, textOf(hex));
    });
  }
  return characters;
}
