// Makes UUIDv7 (RFC 9562 5.7) in a browser, in order even within one millisecond.

let lastMillisecond = 0;
let counter = 0;

export function newId(now: number = Date.now()): string {
  if (now > lastMillisecond) {
    lastMillisecond = now;
    counter = 0;
  } else if (++counter > 0xfff) {
    lastMillisecond += 1;
    counter = 0;
  }
  const random = crypto.getRandomValues(new Uint8Array(8));
  random[0] = (random[0]! & 0x3f) | 0x80;
  const tail = [...random].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const time = lastMillisecond.toString(16).padStart(12, '0');
  const serial = counter.toString(16).padStart(3, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${serial}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}
