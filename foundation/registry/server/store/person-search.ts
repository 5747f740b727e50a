// The search over people: tokens and filters to statements, in tiers, with counts of visible people only.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { FieldCipher } from '#platform/kernel/crypto/field-cipher.ts';
import type { PersonStatus } from '../../contract.ts';
import { pinyinOf } from '../../rules/name-tokens.ts';
import type { SearchTerm } from '../../rules/search-terms.ts';
import { numberToken, personColumns, personJoins, toPerson, type PersonFound, type PersonRow } from './person.ts';

interface PersonSearch {
  terms: readonly SearchTerm[];
  below?: string;
  team?: string;
  status?: PersonStatus;
  /** Tier, pinyin and id of the last row of the page before. */
  after?: readonly [tier: number, pinyin: string, personId: string];
  limit: number;
  withTotal: boolean;
}

/** Further matches are not counted: nobody reads so many, and counting them would touch them all. */
export const mostCounted = 1_000;

/**
 * People in tiers: those whose name begins with the typed text, then the rest; in each tier by pinyin, so that the very
 * name comes before longer ones. Without a total where more than `mostCounted` match. `policy` is the condition of
 * Access.personFilter over `p.patient_id`, whose values stand in `args` already.
 */
export async function searchPersons(
  q: Sql,
  cipher: FieldCipher,
  search: PersonSearch,
  policy: string,
  args: readonly unknown[],
): Promise<{ found: (PersonFound & { tier: number })[]; total?: number }> {
  const counting = search.withTotal ? countMatches(q, cipher, search, policy, args) : undefined;
  counting?.catch(() => undefined);
  const found: (PersonFound & { tier: number })[] = [];
  for (let tier = search.after?.[0] ?? 0; tier < tiersOf(search.terms) && found.length < search.limit; tier++) {
    const own = [...args];
    const bind = (value: unknown): string => `$${own.push(value)}`;
    const typed = typedName(search.terms);
    // That a name begins so says more than its tokens do.
    const terms = tier === 0 ? search.terms.filter((term) => term !== typed) : search.terms;
    const where = conditionsOf({ ...search, terms }, policy, bind, cipher);
    const begins = typed && beginning(typed, bind);
    if (begins) where.push(tier === 0 ? begins : `not ${begins}`);
    if (search.after?.[0] === tier)
      where.push(`(${pinyin}, p.patient_id) > (${bind(search.after[1])}, ${bind(search.after[2])}::uuid)`);
    const rows = await q.query<PersonRow>(
      `select ${personColumns} from ${personJoins} where ${where.join('\n and ')}
       order by ${pinyin}, p.patient_id limit ${bind(search.limit - found.length)}`,
      own,
    );
    found.push(...rows.map((row) => Object.assign(toPerson(row, cipher), { tier })));
  }
  const total = await counting;
  return total === undefined || total > mostCounted ? { found } : { found, total };
}

/** As the index person_by_pinyin has it. */
const pinyin = 'p.name_pinyin collate "C"';

async function countMatches(
  q: Sql,
  cipher: FieldCipher,
  search: PersonSearch,
  policy: string,
  args: readonly unknown[],
): Promise<number> {
  const own = [...args];
  const where = conditionsOf(search, policy, (value) => `$${own.push(value)}`, cipher);
  const [row] = await q.query<{ total: number }>(
    `select count(*)::int as total from (
       select 1 from registry.person p where ${where.join('\n and ')} limit ${mostCounted + 1}) as matches`,
    own,
  );
  return row!.total;
}

type Bind = (value: unknown) => string;

function conditionsOf(search: PersonSearch, policy: string, bind: Bind, cipher: FieldCipher): string[] {
  const conditions = [policy, ...search.terms.map((term) => conditionOf(term, bind, cipher))];
  if (search.below)
    conditions.push(
      `p.village_id in (select u.id from registry.unit u where u.path @> array[${bind(search.below)}::uuid])`,
    );
  if (search.status) conditions.push(`p.status = ${bind(search.status)}`);
  if (search.team)
    conditions.push(
      `p.village_id in (select r.village_id from registry.team_village r where r.team_id = ${bind(search.team)} and r.to_on is null)`,
    );
  return conditions;
}

const having = (condition: string) =>
  `exists (select 1 from registry.person_token k where k.patient_id = p.patient_id and ${condition})`;

function conditionOf(term: SearchTerm, bind: Bind, cipher: FieldCipher): string {
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

type TypedName = Extract<SearchTerm, { kind: 'han' | 'latin' }>;
const typedName = (terms: readonly SearchTerm[]): TypedName | undefined =>
  terms.find((term) => term.kind === 'han' || term.kind === 'latin');
const tiersOf = (terms: readonly SearchTerm[]): number => (typedName(terms) ? 2 : 1);

/** That a name begins with the typed text, said by ranges of its pinyin too, which the index finds. */
function beginning(typed: TypedName, bind: Bind): string {
  const readings = typed.kind === 'han' ? pinyinOf(typed.text) : [typed.text];
  const ranges = readings.map((reading) => `(${pinyin} >= ${bind(reading)} and ${pinyin} < ${bind(`${reading}~`)})`);
  const name = typed.kind === 'han' ? ` and starts_with(p.name, ${bind(typed.text)})` : '';
  return `((${ranges.join(' or ')})${name})`;
}
