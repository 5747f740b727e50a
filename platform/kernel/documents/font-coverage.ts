// Which characters a TrueType font can draw, from its `cmap` table (OpenType specification, formats 4 and 12).

export interface Coverage {
  has(codePoint: number): boolean;
}

/** Glyph 0 is the empty box: a range whose glyph is 0 does not count. */
export function coverageOf(font: Buffer): Coverage {
  const table = tableOf(font, 'cmap');
  const places = Array.from({ length: table.readUInt16BE(2) }, (_, index) => table.readUInt32BE(4 + index * 8 + 4));
  const maps = places.map((place) => table.subarray(place));
  const wide = maps.find((map) => map.readUInt16BE(0) === 12);
  const narrow = maps.find((map) => map.readUInt16BE(0) === 4);
  const found = new Set<number>();
  if (wide) addWide(wide, found);
  else if (narrow) addNarrow(narrow, found);
  return { has: (codePoint) => found.has(codePoint) };
}

function tableOf(font: Buffer, tag: string): Buffer {
  for (let index = 0; index < font.readUInt16BE(4); index++) {
    const place = 12 + index * 16;
    if (font.toString('latin1', place, place + 4) !== tag) continue;
    const start = font.readUInt32BE(place + 8);
    return font.subarray(start, start + font.readUInt32BE(place + 12));
  }
  throw new Error(`a font without a table ${tag}`);
}

function addWide(map: Buffer, found: Set<number>): void {
  for (let group = 0; group < map.readUInt32BE(12); group++) {
    const place = 16 + group * 12;
    const first = map.readUInt32BE(place);
    const glyph = map.readUInt32BE(place + 8);
    for (let code = first; code <= map.readUInt32BE(place + 4); code++) if (glyph + code - first > 0) found.add(code);
  }
}

function addNarrow(map: Buffer, found: Set<number>): void {
  const bytes = map.readUInt16BE(6);
  const [ends, starts, deltas, offsets] = [14, 16 + bytes, 16 + 2 * bytes, 16 + 3 * bytes];
  for (let at = 0; at < bytes; at += 2) {
    const first = map.readUInt16BE(starts + at);
    const offset = map.readUInt16BE(offsets + at);
    for (let code = first; code <= map.readUInt16BE(ends + at) && code < 0xff_ff; code++) {
      const direct = offset === 0 ? code : map.readUInt16BE(offsets + at + offset + (code - first) * 2);
      const glyph = direct === 0 && offset !== 0 ? 0 : (direct + map.readUInt16BE(deltas + at)) & 0xff_ff;
      if (glyph !== 0) found.add(code);
    }
  }
}
