// Rows of signatures.
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';
import type { SignatureRow } from './use-cases/signed-contents.ts';

interface Stored extends Omit<SignatureRow, 'signedAt' | 'note'> {
  signedAt: Date;
  note: string | null;
}
const columns = `id as "signatureId", content_kind as kind, content_id as "contentId", content_version as version,
  content_hash as hash, verdict, note, signer_id as "signerId", signer_name as reviewer, signer_role as role,
  signed_at as "signedAt"`;

/** Of all content: some dozens of rows in a county. */
export async function listSignatures(q: Sql): Promise<SignatureRow[]> {
  const rows = await q.query<Stored>(`select ${columns} from knowledge.signature order by signed_at, id`);
  return rows.map(signatureOf);
}

export async function findSignature(q: Sql, signatureId: string): Promise<SignatureRow | undefined> {
  const [row] = await q.query<Stored>(`select ${columns} from knowledge.signature where id = $1`, [signatureId]);
  return row && signatureOf(row);
}

/** False where the id is taken. */
export async function insertSignature(q: Transaction, row: SignatureRow): Promise<boolean> {
  const rows = await q.query(
    `insert into knowledge.signature (id, content_kind, content_id, content_version, content_hash, verdict, note,
       signer_id, signer_name, signer_role, signed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (id) do nothing returning id`,
    [
      row.signatureId,
      row.kind,
      row.contentId,
      row.version,
      row.hash,
      row.verdict,
      row.note ?? null,
      row.signerId,
      row.reviewer,
      row.role,
      new Date(row.signedAt),
    ],
  );
  return rows.length > 0;
}

const signatureOf = ({ note, signedAt, ...row }: Stored): SignatureRow => ({
  ...row,
  signedAt: signedAt.toISOString(),
  ...(note !== null && { note }),
});
