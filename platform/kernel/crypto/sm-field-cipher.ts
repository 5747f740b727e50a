// The field cipher on Chinese national algorithms: SM4-CTR (GB/T 32907) with HMAC-SM3 (GB/T 32905), encrypt-then-MAC.
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import type { FieldCipher } from './field-cipher.ts';

const ivBytes = 16;
const tagBytes = 32;
const prefix = 'v1.';

/** Random bytes drawn 4 KiB at a time: a call for each field costs more than the encryption. No byte is handed out twice. */
function pooledRandom(): (bytes: number) => Uint8Array {
  let pool = new Uint8Array(0);
  let used = 0;
  return (bytes) => {
    if (used + bytes > pool.length) [pool, used] = [randomBytes(4_096), 0];
    return pool.subarray(used, (used += bytes));
  };
}

/** A cipher whose encryption, authentication and search keys are derived from one 32-byte master key (HKDF-SM3). */
export function smFieldCipher(
  masterKey: Uint8Array,
  random: (bytes: number) => Uint8Array = pooledRandom(),
): FieldCipher {
  if (masterKey.length !== 32) throw new Error('the master key has 32 bytes');
  // Key objects, made once: handing the bytes over at each call costs six times as much.
  const derive = (purpose: string, bytes: number) =>
    createSecretKey(Buffer.from(hkdfSync('sm3', masterKey, Buffer.alloc(0), `tianmu field ${purpose}`, bytes)));
  const encryptionKey = derive('encryption', 16);
  const authenticationKey = derive('authentication', 32);
  const searchKey = derive('search', 32);
  const tagOf = (sealed: Uint8Array) => createHmac('sm3', authenticationKey).update(sealed).digest();
  return {
    encrypt(plain) {
      const iv = random(ivBytes);
      const cipher = createCipheriv('sm4-ctr', encryptionKey, iv);
      const sealed = Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final()]);
      return prefix + Buffer.concat([sealed, tagOf(sealed)]).toString('base64');
    },
    decrypt(text) {
      if (!text.startsWith(prefix)) throw new Error('not a sealed field');
      const bytes = Buffer.from(text.slice(prefix.length), 'base64');
      if (bytes.length < ivBytes + tagBytes) throw new Error('a sealed field is cut short');
      const sealed = bytes.subarray(0, -tagBytes);
      if (!timingSafeEqual(tagOf(sealed), bytes.subarray(-tagBytes)))
        throw new Error('a sealed field was changed or belongs to another key');
      const decipher = createDecipheriv('sm4-ctr', encryptionKey, sealed.subarray(0, ivBytes));
      return Buffer.concat([decipher.update(sealed.subarray(ivBytes)), decipher.final()]).toString('utf8');
    },
    searchHash(purpose, text) {
      return createHmac('sm3', searchKey).update(`${purpose}\u0000${text}`).digest('base64url');
    },
  };
}
