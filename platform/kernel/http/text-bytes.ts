// Encodes a reply's text to UTF-8 without measuring it first, which takes as long as the encoding itself.

const scratch = Buffer.allocUnsafeSlow(768 * 1024);
/** A UTF-16 code unit takes three bytes at most. */
const largest = Math.floor(scratch.length / 3);

export function textBytes(text: string): Buffer {
  if (text.length > largest) return Buffer.from(text);
  return Buffer.copyBytesFrom(scratch, 0, scratch.write(text));
}
