// The end of the link of an outreach: made of its id with the house's key, so that nothing in the clear is kept.
import type { FieldCipher } from '#platform/kernel/crypto/field-cipher.ts';

/** 128 bits as 22 letters. */
export function linkToken(cipher: FieldCipher, outreachId: string): string {
  const hash = cipher.searchHash('follow-up.link', outreachId);
  const bytes = /^[0-9a-f]{32,}$/i.test(hash) ? Buffer.from(hash, 'hex') : Buffer.from(hash, 'base64');
  return bytes.subarray(0, 16).toString('base64url');
}
/** Under which the link is found again. */
export const tokenHash = (cipher: FieldCipher, token: string): string => cipher.searchHash('follow-up.token', token);
