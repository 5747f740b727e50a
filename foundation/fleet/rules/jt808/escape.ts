// Escaping of JT/T 808: 7E stands only at the ends of a frame; inside, 7E becomes 7D 02 and 7D becomes 7D 01.
import { decoded, faulty, type Decoded } from './fault.ts';

export const delimiter = 0x7e;
const escapeSign = 0x7d;

export function escape(bytes: Uint8Array): Uint8Array {
  let extra = 0;
  for (const byte of bytes) if (byte === delimiter || byte === escapeSign) extra++;
  const escaped = new Uint8Array(bytes.length + extra);
  let to = 0;
  for (const byte of bytes) {
    if (byte === delimiter || byte === escapeSign) {
      escaped[to++] = escapeSign;
      escaped[to++] = byte === delimiter ? 2 : 1;
    } else escaped[to++] = byte;
  }
  return escaped;
}

/** Without anything to unescape the bytes themselves come back, not a copy. */
export function unescape(bytes: Uint8Array): Decoded<Uint8Array> {
  if (!bytes.includes(escapeSign)) return decoded(bytes);
  const plain = new Uint8Array(bytes.length);
  let to = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte !== escapeSign) plain[to++] = byte;
    else {
      const code = bytes[++at];
      if (code !== 1 && code !== 2) return faulty({ fault: 'bad-escape', at: at - 1 });
      plain[to++] = code === 2 ? delimiter : escapeSign;
    }
  }
  return decoded(plain.subarray(0, to));
}
