// The signed words of contracts with the evidence of their signature; what names people is sealed.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { FieldCipher } from '#platform/kernel/crypto/field-cipher.ts';
import type { Identification, Signature, SignatureMethod } from '../../contract.ts';

export interface AgreementKey {
  householdId: string;
  contractId: string;
}
export interface Agreement {
  text: string;
  textHash: string;
  signature?: Signature;
}
interface Row {
  text: string;
  textHash: string;
  method: SignatureMethod | null;
  signerId: string | null;
  signerName: string | null;
  identifiedBy: Identification | null;
  signedAt: Date | null;
  takenBy: string | null;
  drawn: string | null;
}

export async function findAgreement(q: Sql, cipher: FieldCipher, key: AgreementKey): Promise<Agreement | undefined> {
  const [row] = await q.query<Row>(
    `select text_sealed as text, text_hash as "textHash", method, signer_id as "signerId",
       signer_name_sealed as "signerName", identified_by as "identifiedBy", signed_at as "signedAt",
       taken_by as "takenBy", drawn_sealed as drawn
     from family_doctor.agreement where household_id = $1 and contract_id = $2`,
    [key.householdId, key.contractId],
  );
  if (!row) return undefined;
  const { method, signerId, signerName, identifiedBy, signedAt, takenBy, drawn, textHash } = row;
  return {
    text: cipher.decrypt(row.text),
    textHash,
    ...(method &&
      signedAt && {
        signature: {
          method,
          signerId: signerId!,
          signerName: cipher.decrypt(signerName!),
          textHash,
          identifiedBy: identifiedBy!,
          signedAt: signedAt.toISOString(),
          takenBy: takenBy!,
          ...(drawn !== null && { drawn: cipher.decrypt(drawn) }),
        },
      }),
  };
}

export const insertAgreement = (
  q: Sql,
  cipher: FieldCipher,
  key: AgreementKey,
  { text, textHash }: { text: string; textHash: string },
): Promise<unknown> =>
  q.query(
    'insert into family_doctor.agreement (household_id, contract_id, text_sealed, text_hash) values ($1, $2, $3, $4)',
    [key.householdId, key.contractId, cipher.encrypt(text), textHash],
  );

export const signAgreement = (
  q: Sql,
  cipher: FieldCipher,
  key: AgreementKey,
  signature: Omit<Signature, 'signedAt'> & { signedAt: Date; accountId: string },
): Promise<unknown> =>
  q.query(
    `update family_doctor.agreement set method = $3, signer_id = $4, signer_name_sealed = $5, identified_by = $6,
       signed_at = $7, taken_by_account = $8, taken_by = $9, drawn_sealed = $10
     where household_id = $1 and contract_id = $2 and signed_at is null`,
    [
      key.householdId,
      key.contractId,
      signature.method,
      signature.signerId,
      cipher.encrypt(signature.signerName),
      signature.identifiedBy,
      signature.signedAt,
      signature.accountId,
      signature.takenBy,
      signature.drawn === undefined ? null : cipher.encrypt(signature.drawn),
    ],
  );

/** Signed on paper before they came here. */
export const insertPaperAgreements = (
  q: Sql,
  cipher: FieldCipher,
  rows: readonly (AgreementKey & {
    text: string;
    textHash: string;
    signerId: string;
    signerName: string;
    signedAt: Date;
    takenBy: string;
    accountId: string;
  })[],
): Promise<unknown> =>
  q.query(
    `insert into family_doctor.agreement (household_id, contract_id, text_sealed, text_hash, method, signer_id,
       signer_name_sealed, identified_by, signed_at, taken_by_account, taken_by)
     select household_id, contract_id, text, text_hash, 'paper', signer_id, signer_name, 'paper', signed_at, account, by
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::text[], $7::timestamptz[], $8::uuid[],
       $9::text[]) as n (household_id, contract_id, text, text_hash, signer_id, signer_name, signed_at, account, by)`,
    [
      rows.map((one) => one.householdId),
      rows.map((one) => one.contractId),
      rows.map((one) => cipher.encrypt(one.text)),
      rows.map((one) => one.textHash),
      rows.map((one) => one.signerId),
      rows.map((one) => cipher.encrypt(one.signerName)),
      rows.map((one) => one.signedAt),
      rows.map((one) => one.accountId),
      rows.map((one) => one.takenBy),
    ],
  );
