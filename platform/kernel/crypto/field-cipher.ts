// Encrypts single fields (ID numbers, phones) with SM4-CTR + HMAC-SM3 and makes searchable hashes of them.

export interface FieldCipher {
  /** `v1.<base64>`: encrypt-then-MAC; a different text each time. */
  encrypt(plain: string): string;
  /** Throws on a changed or foreign text. */
  decrypt(sealed: string): string;
  /** Keyed hash for exact search: the same for the same purpose and text, useless without the key. */
  searchHash(purpose: string, text: string): string;
}
