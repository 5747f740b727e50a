// Checks the signed daily roots: none changed, none missing between two, and the chains of each day still end as signed.
import type { Db } from '../db/db.ts';
import { canonicalJson } from './canonical-json.ts';
import { nextDay, rootBody, rootHash, type RootBody } from './root.ts';
import { isSignedBy } from './root-signer.ts';
import { rootsAfter, type RootRow } from './root-store.ts';

type Say = (where: string, text: string) => void;
const pageSize = 400;

export interface ExportedRoot {
  day: string;
  body: string;
  signature: string;
}

/** `publicKey`: that of this county's key; `exported`: roots that were kept elsewhere, which must stand unchanged. */
export async function verifyRoots(
  db: Db,
  say: Say,
  publicKey: string | undefined,
  exported: readonly ExportedRoot[] = [],
): Promise<number> {
  const kept = new Map(exported.map((root) => [root.day, root]));
  let previous: RootRow | undefined;
  let count = 0;
  for (;;) {
    const page = await rootsAfter(db, previous?.day ?? '0001-01-01', pageSize);
    for (const root of page) {
      await verifyRoot(db, (text) => say(`root ${root.day}`, text), root, previous, publicKey);
      const twin = kept.get(root.day);
      if (twin && (twin.body !== root.body || twin.signature !== root.signature))
        say(`root ${root.day}`, 'the root differs from the exported one');
      kept.delete(root.day);
      previous = root;
      count += 1;
    }
    if (page.length < pageSize) break;
  }
  for (const day of kept.keys()) say(`root ${day}`, 'the root was exported and is missing');
  return count;
}

async function verifyRoot(
  db: Db,
  say: (text: string) => void,
  root: RootRow,
  previous: RootRow | undefined,
  publicKey: string | undefined,
): Promise<void> {
  if (publicKey !== undefined && root.public_key !== publicKey) say('the root was signed with another key');
  if (!isSignedBy(root.body, root.signature, root.public_key)) say('the signature does not fit the root');
  if (Buffer.compare(rootHash(root.body), root.hash) !== 0) say('the hash of the root was changed');
  let body: RootBody;
  try {
    body = JSON.parse(root.body) as RootBody;
  } catch {
    say('the root can not be read');
    return;
  }
  if (body.day !== root.day || canonicalJson({ ...body }) !== root.body) say('the root was changed');
  if (previous && nextDay(previous.day) !== root.day) say(`the root of ${nextDay(previous.day)} is missing`);
  if (previous ? body.previous !== rootHash(previous.body).toString('hex') : body.previous !== null)
    say('the root before is missing or was changed');
  if ((await rootBody(db, root.day, previous)) !== root.body)
    say('the chains of the day do not end as they were signed');
}
