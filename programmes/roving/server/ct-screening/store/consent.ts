// Consents to the scan: which text, who, when, and when it was taken back. The written name is sealed.
import type { FieldCipher } from '#platform/kernel/crypto/field-cipher.ts';
import type { Sql } from '#platform/kernel/db/db.ts';

export interface ConsentRow {
  personId: string;
  consentId: string;
  screeningId: string;
  version: string;
  hash: string;
  as: 'self' | 'proxy' | 'desk';
  givenAt: Date;
  withdrawnAt: Date | null;
}

export async function insertConsent(
  q: Sql,
  cipher: FieldCipher,
  row: Omit<ConsentRow, 'withdrawnAt'> & { name: string; givenBy: string },
): Promise<void> {
  await q.query(
    `insert into roving.ct_consent (patient_id, id, screening_id, text_version, text_hash, signed_name_sealed,
       given_as, given_by, given_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      row.personId,
      row.consentId,
      row.screeningId,
      row.version,
      row.hash,
      cipher.encrypt(row.name),
      row.as,
      row.givenBy,
      row.givenAt,
    ],
  );
}

/** The last one of each screening. */
export async function consentsOf(q: Sql, personIds: readonly string[]): Promise<Map<string, ConsentRow>> {
  const rows = await q.query<ConsentRow>(
    `select distinct on (patient_id, screening_id) patient_id as "personId", id as "consentId",
       screening_id as "screeningId", text_version as version, text_hash as hash, given_as as "as",
       given_at as "givenAt", withdrawn_at as "withdrawnAt"
     from roving.ct_consent where patient_id = any($1::uuid[])
     order by patient_id, screening_id, given_at desc, id desc`,
    [personIds],
  );
  return new Map(rows.map((row) => [row.screeningId, row]));
}

export async function withdrawConsent(
  q: Sql,
  personId: string,
  consentId: string,
  by: string,
  at: Date,
): Promise<void> {
  await q.query(
    `update roving.ct_consent set withdrawn_at = $3, withdrawn_by = $4
     where patient_id = $1 and id = $2 and withdrawn_at is null`,
    [personId, consentId, at, by],
  );
}
