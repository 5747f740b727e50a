// Reads and writes the few kinds of protocol-buffer fields that OpenStreetMap files are made of.

/** A message being read: `next()` steps to the next field, whose content is then read or skipped. */
export class WireReader {
  at: number;
  readonly end: number;
  readonly bytes: Uint8Array;
  private tag = 0;

  constructor(bytes: Uint8Array, at = 0, end = bytes.length) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  /** Number of the next field; 0 at the end. */
  next(): number {
    if (this.at >= this.end) return 0;
    this.tag = this.varint();
    return this.tag >>> 3;
  }

  skip(): void {
    const kind = this.tag & 7;
    if (kind === 0) this.varint();
    else if (kind === 1) this.at += 8;
    else if (kind === 2) this.at = this.endOfField();
    else if (kind === 5) this.at += 4;
    else throw new Error(`a field of kind ${kind}`);
  }

  /** Up to 2^53; larger values lose their last bits. */
  varint(): number {
    const { bytes } = this;
    let byte = bytes[this.at++]!;
    if (byte < 0x80) return byte;
    let value = byte & 0x7f;
    let scale = 0x80;
    do {
      if (this.at > this.end || scale > 2 ** 63) throw new Error('a number without end');
      byte = bytes[this.at++]!;
      value += (byte & 0x7f) * scale;
      scale *= 0x80;
    } while (byte >= 0x80);
    return value;
  }

  /** Zigzag: small negative numbers are short too. */
  signed(): number {
    const value = this.varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  /** Length first: the place where the field ends. */
  endOfField(): number {
    const length = this.varint();
    const end = this.at + length;
    if (end > this.end) throw new Error('a field longer than its message');
    return end;
  }

  message(): WireReader {
    const end = this.endOfField();
    const inner = new WireReader(this.bytes, this.at, end);
    this.at = end;
    return inner;
  }

  content(): Uint8Array {
    const end = this.endOfField();
    const content = this.bytes.subarray(this.at, end);
    this.at = end;
    return content;
  }
}

/** A message being written. */
export class WireWriter {
  private bytes = new Uint8Array(1024);
  private length = 0;

  private byte(value: number): void {
    if (this.length === this.bytes.length) {
      const larger = new Uint8Array(2 * this.bytes.length);
      larger.set(this.bytes);
      this.bytes = larger;
    }
    this.bytes[this.length++] = value;
  }

  /** Non-negative, up to 2^53. */
  varint(value: number): this {
    let rest = value;
    while (rest >= 0x80) {
      this.byte((rest % 0x80) + 0x80);
      rest = Math.floor(rest / 0x80);
    }
    this.byte(rest);
    return this;
  }

  signed(value: number): this {
    return this.varint(value < 0 ? -2 * value - 1 : 2 * value);
  }

  number(field: number, value: number): this {
    return this.varint(field * 8).varint(value);
  }

  content(field: number, content: Uint8Array): this {
    this.varint(field * 8 + 2).varint(content.length);
    for (const value of content) this.byte(value);
    return this;
  }

  text(field: number, text: string): this {
    return this.content(field, new TextEncoder().encode(text));
  }

  message(field: number, inner: WireWriter): this {
    return this.content(field, inner.done());
  }

  packed(field: number, values: Iterable<number>, signed = false): this {
    const inner = new WireWriter();
    for (const value of values)
      if (signed) inner.signed(value);
      else inner.varint(value);
    return this.message(field, inner);
  }

  done(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }
}
