// Reads and writes big-endian numbers; reading past the end gives zeros and is remembered instead of thrown.

export class ByteReader {
  private at = 0;
  /** True once anything was read that was not there. */
  overrun = false;
  private readonly bytes: Uint8Array;
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }
  get left(): number {
    return this.bytes.length - this.at;
  }
  byte(): number {
    if (this.left < 1) {
      this.overrun = true;
      return 0;
    }
    return this.bytes[this.at++]!;
  }
  word(): number {
    return this.byte() * 0x100 + this.byte();
  }
  doubleWord(): number {
    return this.word() * 0x1_0000 + this.word();
  }
  /** A view, not a copy. */
  take(length: number): Uint8Array {
    if (length > this.left) this.overrun = true;
    const taken = this.bytes.subarray(this.at, this.at + length);
    this.at += taken.length;
    return taken;
  }
  rest(): Uint8Array {
    return this.take(this.left);
  }
}

export class ByteWriter {
  private readonly bytes: number[] = [];
  byte(value: number): this {
    this.bytes.push(value & 0xff);
    return this;
  }
  word(value: number): this {
    return this.byte(value >>> 8).byte(value);
  }
  doubleWord(value: number): this {
    return this.word(Math.floor(value / 0x1_0000)).word(value % 0x1_0000);
  }
  put(bytes: ArrayLike<number>): this {
    for (let at = 0; at < bytes.length; at++) this.bytes.push(bytes[at]!);
    return this;
  }
  /** The bytes cut or filled with zeros behind to a fixed length. */
  putFixed(bytes: Uint8Array, length: number): this {
    this.put(bytes.subarray(0, length));
    for (let at = bytes.length; at < length; at++) this.byte(0);
    return this;
  }
  done(): Uint8Array {
    return Uint8Array.from(this.bytes);
  }
}

export const hexOf = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
};

/** Undefined where the text is no whole row of bytes; blanks between bytes are allowed. */
export function bytesOfHex(text: string): Uint8Array | undefined {
  const digits = text.replace(/\s+|0x/gi, '');
  if (digits.length === 0 || digits.length % 2 === 1 || /[^0-9a-f]/i.test(digits)) return undefined;
  return Uint8Array.from({ length: digits.length / 2 }, (_, at) =>
    Number.parseInt(digits.slice(at * 2, at * 2 + 2), 16),
  );
}
