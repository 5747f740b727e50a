// Signs the daily roots with SM2 and SM3 (GB/T 32918.2); the key comes from the master key, which lies outside of data and backups.
import { hkdfSync } from 'node:crypto';
import { sm2 } from 'sm-crypto-v2';

export interface RootSigner {
  /** Uncompressed point in hex (04, x, y): what others need to check a root. */
  readonly publicKey: string;
  sign(text: string): string;
}

/** Order of the curve of GB/T 32918.5. */
const order = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;

export function rootSigner(masterKey: Uint8Array): RootSigner {
  // 48 bytes make the remainder even enough: the bias is below 2^-128.
  const bytes = Buffer.from(hkdfSync('sm3', masterKey, Buffer.alloc(0), 'tianmu audit root sm2', 48));
  const secret = ((BigInt(`0x${bytes.toString('hex')}`) % (order - 2n)) + 1n).toString(16).padStart(64, '0');
  const publicKey = sm2.getPublicKeyFromPrivateKey(secret);
  return { publicKey, sign: (text) => sm2.doSignature(text, secret, { hash: true, publicKey }) };
}

/** False for signatures of another key, of another text, and for what is no signature at all. */
export function isSignedBy(text: string, signature: string, publicKey: string): boolean {
  if (!/^[0-9a-f]{128}$/.test(signature) || !/^04[0-9a-f]{128}$/.test(publicKey)) return false;
  try {
    return sm2.doVerifySignature(text, signature, publicKey, { hash: true });
  } catch {
    return false;
  }
}
