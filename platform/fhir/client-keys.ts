// Checks the key set of a SMART backend app: public keys of the two algorithms, each with an id, and never a private key.

/** What is wrong with a pasted key set; undefined where it can be used. */
export type KeyTrouble =
  'no-key' | 'not-json' | 'private-key' | 'kid-missing' | 'kid-twice' | 'algorithm-unsupported' | 'key-damaged';

interface Key {
  kty?: unknown;
  kid?: unknown;
  alg?: unknown;
  crv?: unknown;
  x?: unknown;
  y?: unknown;
  n?: unknown;
  e?: unknown;
}

/** Members that only private keys have (RFC 7518 6.2.2, 6.3.2) and that of symmetric ones (6.4.1). */
const secretMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
/** RS384 needs 2048 bits (RFC 7518 3.3): 256 bytes in base64url. */
const shortestModulus = 342;

/** A JWK set, or a single JWK, as the vendor pasted it: the keys, or what is wrong. */
export function readClientKeys(text: string): { keys: Key[] } | { trouble: KeyTrouble } {
  if (text.trim() === '') return { trouble: 'no-key' };
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) return { trouble: 'private-key' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { trouble: 'not-json' };
  }
  const given = (value as { keys?: unknown } | null)?.keys ?? (isKey(value) ? [value] : undefined);
  if (!Array.isArray(given) || given.length === 0) return { trouble: 'no-key' };
  const keys = given as Key[];
  for (const key of keys) {
    const trouble = troubleOf(key);
    if (trouble) return { trouble };
  }
  if (new Set(keys.map((key) => key.kid)).size !== keys.length) return { trouble: 'kid-twice' };
  return { keys };
}

const isKey = (value: unknown): value is Key => typeof value === 'object' && value !== null && 'kty' in value;

function troubleOf(key: Key): KeyTrouble | undefined {
  if (!isKey(key)) return 'key-damaged';
  if (secretMembers.some((member) => member in key)) return 'private-key';
  const algorithm = key.kty === 'EC' && key.crv === 'P-384' ? 'ES384' : key.kty === 'RSA' ? 'RS384' : undefined;
  if (!algorithm || (key.alg !== undefined && key.alg !== algorithm)) return 'algorithm-unsupported';
  if (!isText(key.kid)) return 'kid-missing';
  if (algorithm === 'ES384') return isText(key.x) && isText(key.y) ? undefined : 'key-damaged';
  if (!isText(key.n) || !isText(key.e)) return 'key-damaged';
  return key.n.length < shortestModulus ? 'algorithm-unsupported' : undefined;
}
