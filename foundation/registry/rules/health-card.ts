// Number of a resident's health card or electronic health card: opaque, only brought to one form.

/**
 * Upper case without blanks and hyphens; undefined where it can't be one. WS/T 543 says what stands on the card, but
 * length and form of electronic numbers differ by issuer: nothing is read out of it.
 */
export function readHealthCard(text: string): string | undefined {
  const card = text.replace(/[\s-]/g, '').toUpperCase();
  return /^[0-9A-Z]{6,64}$/.test(card) ? card : undefined;
}
