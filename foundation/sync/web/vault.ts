// The key of a device: random, wrapped by the user's PIN, in clear in memory only. Ten wrong PINs delete everything.

/** OWASP's floor for PBKDF2-HMAC-SHA-256. */
export const pinIterations = 600_000;
export const pinTries = 10;

/** What lies on the device in clear: nothing that says who or what. */
export interface WrappedKey {
  salt: Uint8Array<ArrayBuffer>;
  iv: Uint8Array<ArrayBuffer>;
  wrapped: Uint8Array<ArrayBuffer>;
  iterations: number;
  /** Wrong PINs since the last right one; counted before each try, so that killing the app gains none. */
  tries: number;
}
export interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  text: Uint8Array<ArrayBuffer>;
}

const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));
const ivBytes = 12;

async function keyOfPin(pin: string, salt: Uint8Array<ArrayBuffer>, iterations: number): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, ['deriveKey']);
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['wrapKey', 'unwrapKey'],
  );
}

/** A new random key, wrapped by the PIN. */
export async function makeKey(
  pin: string,
  iterations = pinIterations,
): Promise<{ key: CryptoKey; wrapped: WrappedKey }> {
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt', 'decrypt']);
  const salt = random(16);
  const iv = random(ivBytes);
  const by = await keyOfPin(pin, salt, iterations);
  const wrapped = new Uint8Array(await crypto.subtle.wrapKey('raw', made, by, { name: 'AES-GCM', iv }));
  const raw = await crypto.subtle.exportKey('raw', made);
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
  return { key, wrapped: { salt, iv, wrapped, iterations, tries: 0 } };
}

/** The key, or undefined where the PIN is wrong. It cannot be taken out of the browser's memory by scripts. */
export async function openKey(
  pin: string,
  { salt, iv, wrapped, iterations }: WrappedKey,
): Promise<CryptoKey | undefined> {
  const by = await keyOfPin(pin, salt, iterations);
  try {
    return await crypto.subtle.unwrapKey('raw', wrapped, by, { name: 'AES-GCM', iv }, 'AES-GCM', false, [
      'encrypt',
      'decrypt',
    ]);
  } catch {
    return undefined;
  }
}

export async function seal(key: CryptoKey, value: unknown): Promise<Sealed> {
  const iv = random(ivBytes);
  const plain = new TextEncoder().encode(JSON.stringify(value));
  return { iv, text: new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain)) };
}

/** Throws on a changed text. */
export async function unseal<Value>(key: CryptoKey, { iv, text }: Sealed): Promise<Value> {
  const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, text);
  return JSON.parse(new TextDecoder().decode(plain)) as Value;
}

export async function sealBytes(key: CryptoKey, bytes: Uint8Array<ArrayBuffer>): Promise<Sealed> {
  const iv = random(ivBytes);
  return { iv, text: new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, bytes)) };
}
export async function unsealBytes(key: CryptoKey, { iv, text }: Sealed): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, text));
}
