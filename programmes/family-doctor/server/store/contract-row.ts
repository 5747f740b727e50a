// Rows of contracts, one for each member of a household, with their packages.
import type { Day, Fen } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { ContractState } from '../../rules/contract-stage.ts';

export interface ContractRow {
  personId: string;
  contractId: string;
  householdId: string;
  countyId: string;
  teamId: string;
  doctorId: string;
  position: number;
  fromOn: Day;
  toOn: Day;
  state: ContractState;
  renews: string | null;
  isRenewed: boolean;
  textHash: string;
  offeredAt: Date;
  offeredBy: string;
  signedAt: Date | null;
  endReason: string | null;
  stars: number | null;
  ratingText: string | null;
  simulated: boolean;
  version: number;
}
export interface PackageOfContract {
  personId: string;
  contractId: string;
  code: string;
  validFrom: Day;
  personFen: Fen;
  fundFen: Fen;
  publicHealthFen: Fen;
}

const columns = `c.patient_id as "personId", c.contract_id as "contractId", c.household_id as "householdId",
  c.county_id as "countyId", c.team_id as "teamId", c.doctor_id as "doctorId", c.position, c.from_on as "fromOn",
  c.to_on as "toOn", c.state, c.renews, c.is_renewed as "isRenewed", c.text_hash as "textHash",
  c.offered_at as "offeredAt", c.offered_by as "offeredBy", c.signed_at as "signedAt", c.end_reason as "endReason",
  c.stars, c.rating_text as "ratingText", c.simulated, c.version`;

/** All contracts of these people, the newest first. */
export const contractsOf = (q: Sql, personIds: readonly string[]): Promise<ContractRow[]> =>
  q.query(
    `select ${columns} from family_doctor.contract c where c.patient_id = any($1::uuid[])
     order by c.from_on desc, c.offered_at desc`,
    [personIds],
  );

/** The rows of one contract in the order of its members. */
export const membersOf = (q: Sql, contractId: string): Promise<ContractRow[]> =>
  q.query(`select ${columns} from family_doctor.contract c where c.contract_id = $1 order by c.position`, [contractId]);

/** Signed contracts of a team whose last day is not before `since`. */
export const signedOfTeams = (q: Sql, teamIds: readonly string[], since: Day): Promise<ContractRow[]> =>
  q.query(
    `select ${columns} from family_doctor.contract c
     where c.team_id = any($1::uuid[]) and c.state = 'signed' and c.to_on >= $2 order by c.contract_id, c.position`,
    [teamIds, since],
  );

/** Signed contracts of people that end within these days, both included, and have no successor. */
export const endingBetween = (q: Sql, fromOn: Day, toOn: Day): Promise<ContractRow[]> =>
  q.query(
    `select ${columns} from family_doctor.contract c
     where c.state = 'signed' and not c.is_renewed and c.to_on between $1 and $2 order by c.contract_id, c.position`,
    [fromOn, toOn],
  );

export const packagesOf = (q: Sql, personIds: readonly string[]): Promise<PackageOfContract[]> =>
  q.query(
    `select patient_id as "personId", contract_id as "contractId", package_code as code, valid_from as "validFrom",
       person_fen as "personFen", fund_fen as "fundFen", public_health_fen as "publicHealthFen"
     from family_doctor.contract_package where patient_id = any($1::uuid[]) order by package_code`,
    [personIds],
  );

/** False where there is none; otherwise nobody else changes it until the transaction ends. */
export async function lockContract(q: Sql, personId: string, contractId: string): Promise<boolean> {
  const rows = await q.query(
    'select 1 from family_doctor.contract where patient_id = $1 and contract_id = $2 for update',
    [personId, contractId],
  );
  return rows.length > 0;
}

/** Until the transaction ends nobody else signs for these people; whoever waited then sees what was signed before. */
export const lockSigning = (q: Sql, personIds: readonly string[]): Promise<unknown> =>
  q.query(
    `insert into family_doctor.signing as s (patient_id, turns)
     select patient_id, 1 from unnest($1::uuid[]) as n (patient_id) order by patient_id
     on conflict (patient_id) do update set turns = s.turns + 1`,
    [[...new Set(personIds)]],
  );

const list = <Row>(rows: readonly Row[], pick: (row: Row) => unknown): unknown[] => rows.map(pick);

export async function insertContracts(
  q: Sql,
  rows: readonly Omit<ContractRow, 'version' | 'endReason' | 'stars' | 'ratingText' | 'isRenewed'>[],
  packages: readonly PackageOfContract[],
): Promise<void> {
  await q.query(
    `insert into family_doctor.contract (patient_id, contract_id, household_id, county_id, team_id, doctor_id, position,
       from_on, to_on, state, renews, text_hash, offered_at, offered_by, signed_at, simulated, version)
     select *, 1 from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::integer[],
       $8::date[], $9::date[], $10::text[], $11::uuid[], $12::text[], $13::timestamptz[], $14::text[],
       $15::timestamptz[], $16::boolean[])`,
    [
      list(rows, (one) => one.personId),
      list(rows, (one) => one.contractId),
      list(rows, (one) => one.householdId),
      list(rows, (one) => one.countyId),
      list(rows, (one) => one.teamId),
      list(rows, (one) => one.doctorId),
      list(rows, (one) => one.position),
      list(rows, (one) => one.fromOn),
      list(rows, (one) => one.toOn),
      list(rows, (one) => one.state),
      list(rows, (one) => one.renews),
      list(rows, (one) => one.textHash),
      list(rows, (one) => one.offeredAt),
      list(rows, (one) => one.offeredBy),
      list(rows, (one) => one.signedAt),
      list(rows, (one) => one.simulated),
    ],
  );
  await q.query(
    `insert into family_doctor.contract_package
       (patient_id, contract_id, package_code, valid_from, person_fen, fund_fen, public_health_fen)
     select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::date[], $5::integer[], $6::integer[], $7::integer[])`,
    [
      list(packages, (one) => one.personId),
      list(packages, (one) => one.contractId),
      list(packages, (one) => one.code),
      list(packages, (one) => one.validFrom),
      list(packages, (one) => one.personFen),
      list(packages, (one) => one.fundFen),
      list(packages, (one) => one.publicHealthFen),
    ],
  );
}

/** Of the rows of one contract; false where another write came first. */
export async function changeState(
  q: Sql,
  rows: readonly ContractRow[],
  change: { state: ContractState; toOn?: Day; signedAt?: Date; endReason?: string },
): Promise<boolean> {
  const changed = await q.query(
    `update family_doctor.contract set state = $3, to_on = coalesce($4, to_on), signed_at = coalesce($5, signed_at),
       end_reason = coalesce($6, end_reason), version = version + 1
     where patient_id = any($1::uuid[]) and contract_id = $2 and state = $7 returning patient_id`,
    [
      rows.map(({ personId }) => personId),
      rows[0]!.contractId,
      change.state,
      change.toOn ?? null,
      change.signedAt ?? null,
      change.endReason ?? null,
      rows[0]!.state,
    ],
  );
  return changed.length === rows.length;
}

/** Offers that can't be signed any more, with all of their members. */
export const closeOffers = (q: Sql, contractIds: readonly string[]): Promise<unknown> =>
  q.query(
    `update family_doctor.contract set state = 'declined', version = version + 1
     where contract_id = any($1::uuid[]) and state = 'offered'`,
    [contractIds],
  );

export const markRenewed = (q: Sql, personIds: readonly string[], contractId: string): Promise<unknown> =>
  q.query(
    `update family_doctor.contract set is_renewed = true, version = version + 1
     where patient_id = any($1::uuid[]) and contract_id = $2`,
    [personIds, contractId],
  );

export async function changeDoctorOf(
  q: Sql,
  rows: readonly ContractRow[],
  change: { teamId: string; doctorId: string; reason: string; byName: string; at: Date },
): Promise<void> {
  const personIds = rows.map(({ personId }) => personId);
  const [first] = rows;
  await q.query(
    `insert into family_doctor.doctor_change (patient_id, contract_id, changed_at, team_id, doctor_id, reason, by_name)
     select p, $2, $3, $4, $5, $6, $7 from unnest($1::uuid[]) as p`,
    [personIds, first!.contractId, change.at, first!.teamId, first!.doctorId, change.reason, change.byName],
  );
  await q.query(
    `update family_doctor.contract set team_id = $3, doctor_id = $4, version = version + 1
     where patient_id = any($1::uuid[]) and contract_id = $2`,
    [personIds, first!.contractId, change.teamId, change.doctorId],
  );
}

export const rateContract = (
  q: Sql,
  key: { personId: string; contractId: string },
  rating: { stars: number; text?: string; at: Date },
): Promise<unknown> =>
  q.query(
    `update family_doctor.contract set stars = $3, rating_text = $4, rated_at = $5, version = version + 1
     where patient_id = $1 and contract_id = $2`,
    [key.personId, key.contractId, rating.stars, rating.text ?? null, rating.at],
  );

/** True where this reminder was not sent before. */
export async function noteReminder(
  q: Sql,
  { personId, contractId }: { personId: string; contractId: string },
  daysBefore: number,
  at: Date,
): Promise<boolean> {
  const rows = await q.query(
    `insert into family_doctor.reminder (patient_id, contract_id, days_before, sent_at) values ($1, $2, $3, $4)
     on conflict do nothing returning patient_id`,
    [personId, contractId, daysBefore, at],
  );
  return rows.length > 0;
}
