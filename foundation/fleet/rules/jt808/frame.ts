// One frame of JT/T 808 (editions of 2013 and 2019): escaping, checksum and header around a body.
import { bcdOfNumber, numberOfBcd } from './bcd.ts';
import { ByteReader, ByteWriter } from './bytes.ts';
import { delimiter, escape, unescape } from './escape.ts';
import { decoded, faulty, type Decoded } from './fault.ts';

export type Edition = 2013 | 2019;

export interface Frame {
  /** Message id, such as 0x0200. */
  id: number;
  edition: Edition;
  /** Byte of the 2019 header that counts revisions of the protocol; 1 for the first. */
  revision?: number;
  /** Digits without leading zeros. */
  phone: string;
  /** 0-65535, counted by the sender. */
  serial: number;
  /** Sub-packet: `index` counts from 1. */
  fragment?: { total: number; index: number };
  body: Uint8Array;
}

/** `lenient` takes frames with a wrong checksum or announced length too: some makers count them otherwise. */
export type ChecksumStrictness = 'strict' | 'lenient';

const lengthBits = 0x03ff;
const encryptionBits = 0x1c00;
const fragmentBit = 0x2000;
const versionBit = 0x4000;
/** Bytes of a body that its ten bits of length can announce. */
export const longestBody = lengthBits;
const phoneBytes: Record<Edition, number> = { 2013: 6, 2019: 10 };
const shortest = 13;

const checksumOf = (bytes: Uint8Array): number => bytes.reduce((sum, byte) => sum ^ byte, 0);

/** Decodes what stands between two delimiters (they may be there); never throws. */
export function decodeFrame(raw: Uint8Array, checksum: ChecksumStrictness = 'strict'): Decoded<Frame> {
  const from = raw[0] === delimiter ? 1 : 0;
  const to = raw.length > from && raw.at(-1) === delimiter ? raw.length - 1 : raw.length;
  const unescaped = unescape(raw.subarray(from, to));
  if (!unescaped.ok) return unescaped;
  const bytes = unescaped.value;
  if (bytes.length < shortest) return faulty({ fault: 'too-short', bytes: bytes.length });
  const content = bytes.subarray(0, -1);
  const computed = checksumOf(content);
  const found = bytes.at(-1)!;
  if (computed !== found && checksum === 'strict') return faulty({ fault: 'checksum', computed, found });
  return readContent(content, checksum);
}

function readContent(content: Uint8Array, strictness: ChecksumStrictness): Decoded<Frame> {
  const reader = new ByteReader(content);
  const id = reader.word();
  const attributes = reader.word();
  const edition: Edition = attributes & versionBit ? 2019 : 2013;
  const revision = edition === 2019 ? reader.byte() : undefined;
  const phone = numberOfBcd(reader.take(phoneBytes[edition]));
  const serial = reader.word();
  const fragment = attributes & fragmentBit ? { total: reader.word(), index: reader.word() } : undefined;
  if (reader.overrun) return faulty({ fault: 'too-short', bytes: content.length + 1 });
  if (attributes & encryptionBits) return faulty({ fault: 'encrypted' });
  if (fragment && (fragment.index < 1 || fragment.index > fragment.total))
    return faulty({ fault: 'fragment-number', ...fragment });
  const announced = attributes & lengthBits;
  if (reader.left !== announced && strictness === 'strict')
    return faulty({ fault: 'body-length', announced, found: reader.left });
  return decoded({
    id,
    edition,
    ...(revision !== undefined && { revision }),
    phone,
    serial,
    ...(fragment && { fragment }),
    body: reader.rest(),
  });
}

/** The frame with both delimiters. A body longer than 1,023 bytes must be cut into sub-packets first: RangeError. */
export function encodeFrame(frame: Frame): Uint8Array {
  const { id, edition, phone, serial, fragment, body } = frame;
  if (body.length > longestBody) throw new RangeError(`a body of ${body.length} bytes needs sub-packets`);
  const writer = new ByteWriter()
    .word(id)
    .word(body.length | (fragment ? fragmentBit : 0) | (edition === 2019 ? versionBit : 0));
  if (edition === 2019) writer.byte(frame.revision ?? 1);
  writer.put(bcdOfNumber(phone, phoneBytes[edition])).word(serial);
  if (fragment) writer.word(fragment.total).word(fragment.index);
  const content = writer.put(body).done();
  const escaped = escape(Uint8Array.of(...content, checksumOf(content)));
  const bytes = new Uint8Array(escaped.length + 2);
  bytes[0] = bytes[bytes.length - 1] = delimiter;
  bytes.set(escaped, 1);
  return bytes;
}
