// The signed daily roots as they leave the house: all of them, for a file that is kept elsewhere.
import type { AuditRoot } from '#platform/access-contract.ts';
import type { Sql } from '../db/db.ts';
import { rootsAfter, type RootRow } from './root-store.ts';

export const auditRoot = (row: RootRow): AuditRoot => ({
  day: row.day,
  body: row.body,
  signature: row.signature,
  publicKey: row.public_key,
  signedAt: row.signed_at.toISOString(),
});

const pageSize = 400;

export async function exportRoots(q: Sql): Promise<AuditRoot[]> {
  const roots: AuditRoot[] = [];
  for (;;) {
    const page = await rootsAfter(q, roots.at(-1)?.day ?? '0001-01-01', pageSize);
    roots.push(...page.map(auditRoot));
    if (page.length < pageSize) return roots;
  }
}
