// The provider's signing keys: made once for all servers, sealed in the database, replaced by age or by command.
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import type { FieldCipher } from '../crypto/field-cipher.ts';
import type { Db } from '../db/db.ts';
import * as store from './store.ts';

/** SMART asks for RS256 in ID tokens; 2048 bits are the least that RFC 7518 allows. */
const alg = 'RS256';
const daysBeforeNewKey = 180;

export interface SigningKeys {
  generation: number;
  /** Private keys as JWK, the signing one first. */
  keys: JWK[];
}

async function makeKey(db: Db, cipher: FieldCipher, generation: number, at: Date): Promise<void> {
  const { privateKey } = await generateKeyPair(alg, { modulusLength: 2048, extractable: true });
  const jwk = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint(jwk);
  const sealed = cipher.encrypt(JSON.stringify({ ...jwk, kid, alg, use: 'sig' }));
  await store.saveSigningKey(db, { generation, kid, sealed, made_at: at });
}

/** The keys in force; makes the first one, and a new one where the newest is old or `rotate` asks for it. */
export async function signingKeys(
  { db, cipher, now }: { db: Db; cipher: FieldCipher; now: () => Date },
  rotate = false,
): Promise<SigningKeys> {
  let rows = await store.signingKeys(db);
  const newest = rows[0];
  const old = newest && newest.made_at.getTime() < now().getTime() - daysBeforeNewKey * 86_400_000;
  if (!newest || old || rotate) {
    // Two servers may make one at the same moment: the first to arrive counts for both.
    await makeKey(db, cipher, (newest?.generation ?? 0) + 1, now());
    rows = await store.signingKeys(db);
  }
  return {
    generation: rows[0]!.generation,
    keys: rows.map((row) => JSON.parse(cipher.decrypt(row.sealed)) as JWK),
  };
}
