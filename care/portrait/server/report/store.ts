// Rows of annual reports: one for each reader of a person and year, with the sealed model.
import type { FieldCipher } from '#platform/kernel/crypto/field-cipher.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Reader } from '../../rules/report/for-reader.ts';
import type { ReportModel, Signature } from '../../rules/report/report-model.ts';
import type { PersonRow } from '../../rules/report/population.ts';

export interface Signed {
  kept: string[];
  signature: Signature;
}
export interface ReportStored {
  personId: string;
  year: number;
  kind: Reader;
  dataVersion: string;
  model: ReportModel;
  signed?: Signed;
  file: string;
  madeAt: Date;
  madeByName: string;
}
interface Row {
  personId: string;
  year: number;
  kind: Reader;
  dataVersion: string;
  content: string;
  signature: string | null;
  file: string;
  madeAt: Date;
  madeByName: string;
}

/** Of the rows of one human being the newest. */
export async function findReport(
  q: Sql,
  cipher: FieldCipher,
  personIds: readonly string[],
  year: number,
  kind: Reader,
): Promise<ReportStored | undefined> {
  const [row] = await q.query<Row>(
    `select patient_id as "personId", year, kind, data_version as "dataVersion", content, signature, file,
       made_at as "madeAt", made_by_name as "madeByName"
     from portrait.report where patient_id = any($1::uuid[]) and year = $2 and kind = $3
     order by made_at desc limit 1`,
    [personIds, year, kind],
  );
  if (!row) return undefined;
  const { content, signature, ...rest } = row;
  return {
    ...rest,
    model: JSON.parse(cipher.decrypt(content)) as ReportModel,
    ...(signature !== null && { signed: JSON.parse(cipher.decrypt(signature)) as Signed }),
  };
}

export const yearsOf = async (q: Sql, personIds: readonly string[]): Promise<number[]> =>
  (
    await q.query<{ year: number }>(
      'select distinct year from portrait.report where patient_id = any($1::uuid[]) order by year desc',
      [personIds],
    )
  ).map(({ year }) => year);

export interface ReportWritten {
  personId: string;
  year: number;
  kind: Reader;
  dataVersion: string;
  model: ReportModel;
  file: string;
  villageId?: string | undefined;
  hypertensionControlled?: boolean | undefined;
  diabetesControlled?: boolean | undefined;
  madeAt: Date;
  madeBy: string;
  madeByName: string;
}
/** Takes the place of the one before; a signature on that one does not stand for this one. */
export async function saveReport(q: Sql, cipher: FieldCipher, row: ReportWritten): Promise<void> {
  const { index } = row.model;
  await q.query(
    `insert into portrait.report (patient_id, year, kind, data_version, content, signature, signed_at, signed_by, file,
       village_id, score, band, hypertension_controlled, diabetes_controlled, made_at, made_by, made_by_name)
     values ($1, $2, $3, $4, $5, null, null, null, $6, $7, $8, $9, $10, $11, $12, $13, $14)
     on conflict (patient_id, year, kind) do update set data_version = excluded.data_version, content = excluded.content,
       signature = null, signed_at = null, signed_by = null, file = excluded.file, village_id = excluded.village_id,
       score = excluded.score, band = excluded.band, hypertension_controlled = excluded.hypertension_controlled,
       diabetes_controlled = excluded.diabetes_controlled, made_at = excluded.made_at, made_by = excluded.made_by,
       made_by_name = excluded.made_by_name`,
    [
      row.personId,
      row.year,
      row.kind,
      row.dataVersion,
      cipher.encrypt(JSON.stringify(row.model)),
      row.file,
      row.villageId ?? null,
      index.score ?? null,
      index.band ?? null,
      row.hypertensionControlled ?? null,
      row.diabetesControlled ?? null,
      row.madeAt,
      row.madeBy,
      row.madeByName,
    ],
  );
}

/** Held until the end of the transaction: two signatures come one after the other. */
export const lockReport = async (
  q: Sql,
  personId: string,
  year: number,
): Promise<{ dataVersion: string } | undefined> =>
  (
    await q.query<{ dataVersion: string }>(
      `select data_version as "dataVersion" from portrait.report
       where patient_id = $1 and year = $2 and kind = 'doctor' for update`,
      [personId, year],
    )
  )[0];

/** On both readers' rows: the resident's model says from now on what the doctor kept. */
export async function saveSignature(
  q: Sql,
  cipher: FieldCipher,
  of: { personId: string; year: number },
  signed: Signed & { at: Date; by: string },
  rows: readonly { kind: Reader; model?: ReportModel; file: string }[],
): Promise<void> {
  const { kept, signature, at, by } = signed;
  for (const { kind, model, file } of rows)
    await q.query(
      `update portrait.report set signature = $4, signed_at = $5, signed_by = $6, file = $7,
         content = coalesce($8, content)
       where patient_id = $1 and year = $2 and kind = $3`,
      [
        of.personId,
        of.year,
        kind,
        cipher.encrypt(JSON.stringify({ kept, signature })),
        at,
        by,
        file,
        model ? cipher.encrypt(JSON.stringify(model)) : null,
      ],
    );
}

type PersonFilter = (column: string, args: unknown[]) => Promise<string>;
export interface ListedReport {
  personId: string;
  score: number | null;
  madeAt: Date;
  signedAt: Date | null;
}
export async function listReports(
  q: Sql,
  of: { villageId: string; year: number; after?: string | undefined; limit: number },
  filter: PersonFilter,
): Promise<ListedReport[]> {
  const args: unknown[] = [of.villageId, of.year, of.after ?? null, of.limit];
  return q.query<ListedReport>(
    `select r.patient_id as "personId", r.score, r.made_at as "madeAt", r.signed_at as "signedAt"
     from portrait.report r
     where r.village_id = $1 and r.year = $2 and r.kind = 'doctor' and ($3::uuid is null or r.patient_id > $3)
       and ${await filter('r.patient_id', args)}
     order by r.patient_id limit $4`,
    args,
  );
}

/** For sums only: the reader sees none of these rows. */
export const populationRows = (q: Sql, villageIds: readonly string[], year: number): Promise<PersonRow[]> =>
  q.query<PersonRow>(
    `select village_id as "villageId", score, band, hypertension_controlled as "hypertensionControlled",
       diabetes_controlled as "diabetesControlled", signed_at is not null as signed
     from portrait.report where village_id = any($1::uuid[]) and year = $2 and kind = 'doctor'`,
    [villageIds, year],
  );
