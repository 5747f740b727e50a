// Rows of pairs that may be one person, of the search through everybody, and who shares a key with whom.
import type { FieldCipher } from '#platform/kernel/crypto/field-cipher.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { PairState } from '../../identity-contract.ts';
import type { Comparison } from '../../rules/identity-match/compare.ts';
import { numberToken, type PersonFound } from './person.ts';
import { goldenIds, membersOf } from './proxy.ts';

export interface PairKey {
  oneId: string;
  otherId: string;
}
export interface PairRow extends PairKey {
  bits: number;
  comparison: Comparison;
  state: PairState;
  foundAt: Date;
  decidedAt: Date | null;
  decidedBy: string | null;
  decidedName: string | null;
  reason: string | null;
}
/** The smaller id first: a pair has one row. */
export const pairKey = (one: string, other: string): PairKey =>
  one < other ? { oneId: one, otherId: other } : { oneId: other, otherId: one };

const columns = `one_id as "oneId", other_id as "otherId", bits, comparison, state, found_at as "foundAt",
  decided_at as "decidedAt", decided_by as "decidedBy", decided_name as "decidedName", reason`;

/** One that was decided stays as it is. */
export async function savePair(q: Sql, row: PairRow): Promise<void> {
  await q.query(
    `insert into registry.identity_pair as p (one_id, other_id, bits, comparison, state, found_at, decided_at, decided_by,
       decided_name, reason) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict (one_id, other_id) do update set bits = excluded.bits, comparison = excluded.comparison,
       state = excluded.state, decided_at = excluded.decided_at, decided_by = excluded.decided_by,
       decided_name = excluded.decided_name, reason = excluded.reason
     where p.state = 'open'`,
    [
      row.oneId,
      row.otherId,
      row.bits,
      JSON.stringify(row.comparison),
      row.state,
      row.foundAt,
      row.decidedAt,
      row.decidedBy,
      row.decidedName,
      row.reason,
    ],
  );
}

export async function lockPair(q: Sql, { oneId, otherId }: PairKey): Promise<PairRow | undefined> {
  const [row] = await q.query<PairRow>(
    `select ${columns} from registry.identity_pair where one_id = $1 and other_id = $2 for update -- local`,
    [oneId, otherId],
  );
  return row;
}

export async function decidePair(
  q: Sql,
  { oneId, otherId }: PairKey,
  decided: { state: PairState; at: Date; by: string; name: string; reason: string },
): Promise<void> {
  await q.query(
    `update registry.identity_pair set state = $3, decided_at = $4, decided_by = $5, decided_name = $6, reason = $7
     where one_id = $1 and other_id = $2`,
    [oneId, otherId, decided.state, decided.at, decided.by, decided.name, decided.reason],
  );
}

/** The weightiest first. */
export const listPairs = (
  q: Sql,
  state: PairState,
  after: readonly [bits: number, oneId: string, otherId: string] | undefined,
  limit: number,
): Promise<PairRow[]> =>
  q.query(
    `select ${columns} from registry.identity_pair where state = $1
       ${after ? 'and (-bits, one_id, other_id) > (-$3::float8, $4::uuid, $5::uuid)' : ''}
     order by bits desc, one_id, other_id limit $2`,
    [state, limit, ...(after ?? [])],
  );

export async function countPairs(q: Sql, state: PairState): Promise<number> {
  const [row] = await q.query<{ count: number }>(
    'select count(*)::int as count from registry.identity_pair where state = $1',
    [state],
  );
  return row!.count;
}

/** Pairs of these people that were decided, as `one other`. */
export async function decidedAmong(q: Sql, personIds: readonly string[]): Promise<Set<string>> {
  const rows = await q.query<PairKey>(
    `select one_id as "oneId", other_id as "otherId" from registry.identity_pair
     where (one_id = any($1::uuid[]) or other_id = any($1::uuid[])) and state <> 'open'`,
    [personIds],
  );
  return new Set(rows.map(({ oneId, otherId }) => `${oneId} ${otherId}`));
}

/** Whether two rows of the clusters of these people were found to be two people. */
export async function keptApart(q: Sql, oneId: string, otherId: string): Promise<boolean> {
  const golden = await goldenIds(q, [oneId, otherId]);
  const members = await membersOf(q, [...golden.values()]);
  const [ones, others] = [members.get(golden.get(oneId)!)!, members.get(golden.get(otherId)!)!];
  const rows = await q.query(
    `select 1 from registry.identity_pair where state = 'apart'
       and ((one_id = any($1::uuid[]) and other_id = any($2::uuid[]))
         or (one_id = any($2::uuid[]) and other_id = any($1::uuid[]))) limit 1`,
    [ones, others],
  );
  return rows.length > 0;
}

/** So many people behind one phone or one name of one day are looked at; more are no household and no mistake. */
const mostOfKey = 40;
/** Who shares a number, a phone, or birth date and reading with each of these people. */
export async function sharersOf(
  q: Sql,
  cipher: FieldCipher,
  people: readonly PersonFound[],
): Promise<Map<string, Set<string>>> {
  const keys = new Map<string, Set<string>>();
  const put = (key: string, personId: string) => keys.set(key, (keys.get(key) ?? new Set()).add(personId));
  const own = new Map<string, string[]>();
  for (const { personId, idNumber, healthCard, phone, birthOn, namePinyin } of people) {
    const tokens = [
      ...(idNumber ? [numberToken(cipher, 'i', idNumber)] : []),
      ...(healthCard ? [numberToken(cipher, 'h', healthCard)] : []),
      ...(phone ? [numberToken(cipher, 'p', phone)] : []),
    ];
    own.set(personId, [...tokens, ...(birthOn ? [`${birthOn} ${namePinyin}`] : [])]);
  }
  const tokens = [...new Set([...own.values()].flat().filter((key) => !key.includes(' ')))];
  for (const { token, personId } of await q.query<{ token: string; personId: string }>(
    'select token, patient_id as "personId" from registry.person_token where token = any($1::text[])',
    [tokens],
  ))
    put(token, personId);
  const named = people.flatMap(({ birthOn, namePinyin }) => (birthOn ? [{ birthOn, namePinyin }] : []));
  for (const { personId, birthOn, namePinyin } of await q.query<{
    personId: string;
    birthOn: string;
    namePinyin: string;
  }>(
    `select patient_id as "personId", birth_on as "birthOn", name_pinyin as "namePinyin" from registry.person
     where birth_on = any($1::date[]) and name_pinyin = any($2::text[])`,
    [named.map(({ birthOn }) => birthOn), named.map(({ namePinyin }) => namePinyin)],
  ))
    put(`${birthOn} ${namePinyin}`, personId);
  return new Map(
    [...own].map(([personId, ownKeys]) => {
      const groups = ownKeys.map((key) => keys.get(key) ?? new Set<string>()).filter(({ size }) => size <= mostOfKey);
      return [personId, new Set(groups.flatMap((group) => [...group]).filter((other) => other !== personId))];
    }),
  );
}

export const nextPeople = async (q: Sql, after: string | null, limit: number): Promise<string[]> =>
  (
    await q.query<{ personId: string }>(
      `select patient_id as "personId" from registry.person where $1::uuid is null or patient_id > $1::uuid
       order by patient_id limit $2`,
      [after, limit],
    )
  ).map(({ personId }) => personId);
