// Bytes of a frame as hex text, as gateways send them.

/** Undefined where the text is no whole number of bytes; spaces, colons and hyphens between bytes are let be. */
export function bytesOfHex(text: string): Uint8Array | undefined {
  const digits = text.replaceAll(/[\s:-]/g, '');
  if (digits.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(digits)) return undefined;
  return Uint8Array.from({ length: digits.length / 2 }, (_, index) =>
    Number.parseInt(digits.slice(index * 2, index * 2 + 2), 16),
  );
}
