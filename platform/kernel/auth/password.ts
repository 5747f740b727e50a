// Stores passwords as scrypt hashes that carry their own cost, and checks them in equal time for known and unknown accounts.
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** N, r, p of scrypt: 2^15, 8, 3 is one of OWASP's equivalent settings (32 MiB). */
export interface PasswordCost {
  n: number;
  r: number;
  p: number;
}
export const defaultCost: PasswordCost = { n: 2 ** 15, r: 8, p: 3 };

function derive(password: string, salt: Uint8Array, { n, r, p }: PasswordCost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, 32, { N: n, r, p, maxmem: 256 * n * r }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

/** `scrypt$N$r$p$salt$key` in base64. */
export async function hashPassword(password: string, cost: PasswordCost = defaultCost): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, cost);
  return ['scrypt', cost.n, cost.r, cost.p, salt.toString('base64'), key.toString('base64')].join('$');
}

export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [, n, r, p, salt, key] = stored.split('$');
  const expected = Buffer.from(key!, 'base64');
  const actual = await derive(password, Buffer.from(salt!, 'base64'), { n: Number(n), r: Number(r), p: Number(p) });
  return timingSafeEqual(expected, actual);
}

let decoy: Promise<string> | undefined;
/** Made at the start: the first unknown name must not take twice the time. */
export async function prepareDecoy(cost: PasswordCost): Promise<void> {
  await (decoy ??= hashPassword('nobody has this password', cost));
}

/** Spends the same time as a real check; for account names that nobody has. */
export async function spendPasswordTime(password: string, cost: PasswordCost): Promise<void> {
  await prepareDecoy(cost);
  await verifyPassword(password, await decoy!);
}
