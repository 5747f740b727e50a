// Texts in GBK, as plates and names travel in JT/T 808: the decoder is the platform's, the encoder a table built from it.

const decoder = new TextDecoder('gbk');

/** The text up to the first NUL: fixed fields are filled with them. */
export function textOfGbk(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return decoder.decode(end < 0 ? bytes : bytes.subarray(0, end));
}

let table: Map<string, readonly [number, number]> | undefined;
const unknownSign = 0x3f;

/** Two-byte code points of GBK: lead 81-FE, trail 40-7E and 80-FE. */
function buildTable(): Map<string, readonly [number, number]> {
  const built = new Map<string, readonly [number, number]>();
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      const sign = decoder.decode(Uint8Array.of(lead, trail));
      if (sign.length === 1 && sign !== '\ufffd' && !built.has(sign)) built.set(sign, [lead, trail]);
    }
  return built;
}

/** Signs that GBK lacks become "?". */
export function gbkOfText(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const sign of text) {
    const point = sign.codePointAt(0)!;
    if (point < 0x80) bytes.push(point);
    else bytes.push(...((table ??= buildTable()).get(sign) ?? [unknownSign]));
  }
  return Uint8Array.from(bytes);
}
