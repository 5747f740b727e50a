// The search over people: tokens and filters to one statement, ranked, with counts of visible people only.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { FieldCipher } from '#platform/kernel/crypto/field-cipher.ts';
import type { PersonStatus } from '../../contract.ts';
import type { SearchTerm } from '../../rules/search-terms.ts';
import { numberToken, personColumns, personJoins, toPerson, type PersonFound, type PersonRow } from './person.ts';

interface PersonSearch {
  terms: readonly SearchTerm[];
  below?: string;
  team?: string;
  status?: PersonStatus;
  /** Rank, pinyin and id of the last row of the page before. */
  after?: readonly [rank: number, pinyin: string, personId: string];
  limit: number;
  withTotal: boolean;
}

/** `policy` is the condition of Access.personFilter over `p.patient_id`, whose values stand in `args` already. */
export async function searchPersons(
  q: Sql,
  cipher: FieldCipher,
  search: PersonSearch,
  policy: string,
  args: unknown[],
): Promise<{ found: (PersonFound & { rank: number })[]; total?: number }> {
  const bind = (value: unknown): string => `$${args.push(value)}`;
  const conditions = [policy, ...search.terms.map((term) => conditionOf(term, bind, cipher))];
  if (search.below) conditions.push(`v.path @> array[${bind(search.below)}::uuid]`);
  if (search.status) conditions.push(`p.status = ${bind(search.status)}`);
  if (search.team)
    conditions.push(
      `p.village_id in (select r.village_id from registry.team_village r where r.team_id = ${bind(search.team)} and r.to_on is null)`,
    );
  const where = conditions.join('\n and ');
  const counted = search.withTotal
    ? await q.query<{ total: number }>(`select count(*)::int as total from ${personJoins} where ${where}`, [...args])
    : [];
  const rank = rankOf(search.terms, bind);
  const after = search.after
    ? `and (${rank}, p.name_pinyin, p.patient_id) > (${bind(search.after[0])}::int, ${bind(search.after[1])}, ${bind(search.after[2])}::uuid)`
    : '';
  const rows = await q.query<PersonRow & { rank: number }>(
    `select ${personColumns}, ${rank} as rank from ${personJoins} where ${where} ${after}
     order by rank, p.name_pinyin, p.patient_id limit ${bind(search.limit)}`,
    args,
  );
  const found = rows.map((row) => Object.assign(toPerson(row, cipher), { rank: row.rank }));
  return counted[0] ? { found, total: counted[0].total } : { found };
}

const having = (condition: string) =>
  `exists (select 1 from registry.person_token k where k.patient_id = p.patient_id and ${condition})`;

function conditionOf(term: SearchTerm, bind: (value: unknown) => string, cipher: FieldCipher): string {
  const begins = (token: string) => `k.token >= ${bind(token)} and k.token < ${bind(`${token}~`)}`;
  switch (term.kind) {
    case 'han':
      return term.tokens.map((token) => having(`k.token = ${bind(token)}`)).join(' and ');
    case 'latin':
      return having(`(${['y', 'n', 'w'].map((kind) => `(${begins(kind + term.text)})`).join(' or ')})`);
    case 'id-number':
      return having(`k.token = ${bind(numberToken(cipher, 'i', term.idNumber))}`);
    case 'phone':
      return having(`k.token = ${bind(numberToken(cipher, 'p', term.phone))}`);
    case 'last-four':
      return having(`k.token = ${bind(numberToken(cipher, 'f', term.text))}`);
    case 'health-record-number':
      return having(`k.token = ${bind(numberToken(cipher, 'r', term.number))}`);
    case 'birth-date':
      return `p.birth_on = ${bind(term.birthOn)}::date`;
  }
}

/** Whole names first, then names that begin so, then the rest. */
function rankOf(terms: readonly SearchTerm[], bind: (value: unknown) => string): string {
  const han = terms.find((term) => term.kind === 'han');
  const latin = terms.find((term) => term.kind === 'latin');
  const column = han ? 'p.name' : latin ? 'p.name_pinyin' : undefined;
  if (!column) return '0';
  const text = bind((han ?? latin)!.text);
  return `(case when ${column} = ${text} then 0 when starts_with(${column}, ${text}) then 1 else 2 end)`;
}
