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

interface Bounds {
  /** So few people of one term are looked at without asking how many the reader's own are. */
  few: number;
  /** So many people are looked at one by one: fetched, checked, counted and sorted. */
  most: number;
}
/**
 * The people of a term live all over the county, each on a page of their own; the reader's own people are neighbours,
 * and 10,000 of them take some 100 ms (measured with 560,000 people on two processors). Where every term and the
 * reader's own people are more, the list is walked in its order instead, and nobody counts.
 */
const usualBounds: Bounds = { few: 4_000, most: 10_000 };

/**
 * People in tiers: those whose name begins with the typed text, then the rest; in each tier by pinyin, so that the very
 * name comes before longer ones. Without a total where there are too many to count. `policy` is the condition of
 * Access.personFilter over `p.patient_id`, whose values stand in `args` already; `bounds` are for tests.
 */
export async function searchPersons(
  q: Sql,
  cipher: FieldCipher,
  search: PersonSearch,
  policy: string,
  args: readonly unknown[],
  bounds = usualBounds,
): Promise<{ found: FoundPerson[]; total?: number }> {
  const among = await candidatesOf(q, cipher, search, policy, args, bounds);
  return among ? sortCandidates(q, cipher, search, among) : walk(q, cipher, search, policy, args);
}

type FoundPerson = PersonFound & { tier: number };

/** Every candidate is checked: the page and the total come from one statement. */
async function sortCandidates(
  q: Sql,
  cipher: FieldCipher,
  search: PersonSearch,
  among: Candidates,
): Promise<{ found: FoundPerson[]; total?: number }> {
  const own = [...among.args];
  const bind: Bind = (value) => `$${own.push(value)}`;
  const where = [
    `p.patient_id = any(${bind(among.ids)}::uuid[])`,
    ...conditionsOf(search, among.policy, bind, cipher, among.named),
  ];
  const typed = typedName(search.terms);
  const tier = typed ? `(case when ${beginning(typed, bind)} then 0 else 1 end)` : '0';
  const after = search.after
    ? `where (m.tier, m.name_pinyin, m.patient_id) > (${bind(search.after[0])}::int, ${bind(search.after[1])}, ${bind(search.after[2])}::uuid)`
    : '';
  const rows = await q.query<PersonRow & { tier: number; total: number }>(
    `with matches as (select p.patient_id, ${pinyin} as name_pinyin, ${tier} as tier from registry.person p
         where ${where.join('\n and ')}),
       page as (select m.*, (select count(*)::int from matches) as total from matches m ${after}
         order by m.tier, m.name_pinyin, m.patient_id limit ${Math.trunc(search.limit)})
     select ${personColumns}, page.tier, page.total from ${personJoins} join page on page.patient_id = p.patient_id
     order by page.tier, page.name_pinyin, page.patient_id`,
    own,
  );
  const found = rows.map((row) => Object.assign(toPerson(row, cipher), { tier: row.tier }));
  return search.withTotal ? { found, total: rows[0]?.total ?? 0 } : { found };
}

/** Too many to look at: tier by tier along the index, as far as the page needs. */
async function walk(
  q: Sql,
  cipher: FieldCipher,
  search: PersonSearch,
  policy: string,
  args: readonly unknown[],
): Promise<{ found: FoundPerson[] }> {
  const found: FoundPerson[] = [];
  const typed = typedName(search.terms);
  for (let tier = search.after?.[0] ?? 0; tier < (typed ? 2 : 1) && found.length < search.limit; tier++) {
    const own = [...args];
    const bind: Bind = (value) => `$${own.push(value)}`;
    // That a name begins so says more than its tokens do.
    const terms = tier === 0 ? search.terms.filter((term) => term !== typed) : search.terms;
    // Each condition is asked of one person after the other: joined, they would gather everybody before the first row.
    const where = conditionsOf({ ...search, terms }, policy, bind, cipher).map((condition) => `(select ${condition})`);
    const begins = typed && beginning(typed, bind);
    if (begins) where.push(tier === 0 ? begins : `not ${begins}`);
    if (search.after?.[0] === tier)
      where.push(`(${pinyin}, p.patient_id) > (${bind(search.after[1])}, ${bind(search.after[2])}::uuid)`);
    // The limit stands in the text: planned for an unknown one, a walk would look dearer than sorting everybody.
    const rows = await q.query<PersonRow>(
      `select ${personColumns} from ${personJoins} where ${where.join('\n and ')}
       order by ${pinyin}, p.patient_id limit ${Math.trunc(search.limit - found.length)}`,
      own,
    );
    found.push(...rows.map((row) => Object.assign(toPerson(row, cipher), { tier })));
  }
  return { found };
}

/** As the index person_by_pinyin has it. */
const pinyin = 'p.name_pinyin collate "C"';

/** A bounded number of people, and what is still to be checked of them. */
interface Candidates {
  ids: readonly string[];
  policy: string;
  /** Values of the policy. */
  args: readonly unknown[];
  /** How the people of a term are found among them. */
  named: Named;
}
/**
 * `each`: every candidate is asked for the token. `together`: everybody in the county who has it is gathered first, from
 * the index alone; 40,000 take 10 ms, and asking 10,000 candidates 50 to 200 ms.
 */
type Named = 'each' | 'together';
type Source = (bind: Bind) => string;

/** The people of the narrowest term, or of the reader's scope where it spares looking; nothing where all of these are too many. */
async function candidatesOf(
  q: Sql,
  cipher: FieldCipher,
  search: PersonSearch,
  policy: string,
  args: readonly unknown[],
  bounds: Bounds,
): Promise<Candidates | undefined> {
  const lists = await Promise.all(
    search.terms.map((term) => idsOf(q, (bind) => peopleOf(term, bind, cipher), [], bounds.most)),
  );
  const [fewest] = lists.flatMap((ids) => (ids ? [ids] : [])).toSorted((a, b) => a.length - b.length);
  const ofTerm: Candidates | undefined = fewest && { ids: fewest, policy, args, named: 'each' };
  if (fewest && fewest.length <= bounds.few) return ofTerm;
  const inScope = await idsOf(
    q,
    (bind) =>
      `select p.patient_id from registry.person p where ${conditionsOf({ ...search, terms: [] }, policy, bind, cipher).join(' and ')}`,
    args,
    bounds.most,
  );
  return inScope ? { ids: inScope, policy: 'true', args: [], named: 'together' } : ofTerm;
}

/** The people that a source names, or nothing where they are more than the bound. */
async function idsOf(q: Sql, source: Source, args: readonly unknown[], most: number): Promise<string[] | undefined> {
  const own = [...args];
  const [row] = await q.query<{ ids: string[] | null }>(
    `select case when cardinality(named.ids) <= ${Math.trunc(most)} then named.ids::text[] end as ids
     from (select array(${source((value) => `$${own.push(value)}`)} limit ${Math.trunc(most) + 1}) as ids) as named`,
    own,
  );
  return row!.ids ?? undefined;
}

type Bind = (value: unknown) => string;

function conditionsOf(
  search: PersonSearch,
  policy: string,
  bind: Bind,
  cipher: FieldCipher,
  named: Named = 'each',
): string[] {
  const conditions = [policy, ...search.terms.map((term) => conditionOf(term, bind, cipher, named))];
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

/** Conditions over `k.token`; all of them must be met by some token of the person. */
function tokenConditions(term: SearchTerm, bind: Bind, cipher: FieldCipher): string[] {
  const is = (token: string) => `k.token = ${bind(token)}`;
  switch (term.kind) {
    case 'han':
      return term.tokens.map(is);
    case 'latin':
      return [`(${rangesOf(term.text, bind).join(' or ')})`];
    case 'id-number':
      return [is(numberToken(cipher, 'i', term.idNumber))];
    case 'phone':
      return [is(numberToken(cipher, 'p', term.phone))];
    case 'last-four':
      return [is(numberToken(cipher, 'f', term.text))];
    case 'health-record-number':
      return [is(numberToken(cipher, 'r', term.number))];
    case 'health-card':
      return [is(numberToken(cipher, 'h', term.card))];
    case 'birth-date':
      return [];
  }
}

/** Full pinyin, initials and Latin words that begin so. */
const rangesOf = (text: string, bind: Bind): string[] =>
  ['y', 'n', 'w'].map((kind) => `(k.token >= ${bind(kind + text)} and k.token < ${bind(`${kind}${text}~`)})`);

function conditionOf(term: SearchTerm, bind: Bind, cipher: FieldCipher, named: Named): string {
  if (term.kind === 'birth-date') return `p.birth_on = ${bind(term.birthOn)}::date`;
  // A single letter names half of the county.
  const together = named === 'together' && !(term.kind === 'latin' && term.text.length === 1);
  if (together)
    return tokenSources(term, bind, cipher)
      .map((source) => `p.patient_id in (with named as materialized (${source}) select patient_id from named)`)
      .join(' and ');
  return tokenConditions(term, bind, cipher)
    .map(
      (condition) =>
        `exists (select 1 from registry.person_token k where k.patient_id = p.patient_id and ${condition})`,
    )
    .join(' and ');
}

const peopleWith = (condition: string) => `select k.patient_id from registry.person_token k where ${condition}`;

/** For each condition the people who meet it. Ranges one by one: joined by `or`, the index would not answer alone. */
const tokenSources = (term: SearchTerm, bind: Bind, cipher: FieldCipher): string[] =>
  term.kind === 'latin'
    ? [rangesOf(term.text, bind).map(peopleWith).join(' union all ')]
    : tokenConditions(term, bind, cipher).map(peopleWith);

/** The people of one term, by the index of tokens or birthdays; some may come twice. */
function peopleOf(term: SearchTerm, bind: Bind, cipher: FieldCipher): string {
  if (term.kind === 'birth-date')
    return `select b.patient_id from registry.person b where b.birth_on = ${bind(term.birthOn)}::date`;
  if (term.kind === 'latin') return rangesOf(term.text, bind).map(peopleWith).join(' union all ');
  const [first, ...others] = tokenConditions(term, bind, cipher);
  return [
    peopleWith(first!),
    ...others.map(
      (condition) =>
        `exists (select 1 from registry.person_token o where o.patient_id = k.patient_id and ${condition.replace('k.', 'o.')})`,
    ),
  ].join(' and ');
}

type TypedName = Extract<SearchTerm, { kind: 'han' | 'latin' }>;
const typedName = (terms: readonly SearchTerm[]): TypedName | undefined =>
  terms.find((term) => term.kind === 'han' || term.kind === 'latin');

/** That a name begins with the typed text, said by ranges of its pinyin too, which the index finds. */
function beginning(typed: TypedName, bind: Bind): string {
  const readings = typed.kind === 'han' ? pinyinOf(typed.text) : [typed.text];
  const ranges = readings.map((reading) => `(${pinyin} >= ${bind(reading)} and ${pinyin} < ${bind(`${reading}~`)})`);
  const name = typed.kind === 'han' ? ` and starts_with(p.name, ${bind(typed.text)})` : '';
  return `((${ranges.join(' or ')})${name})`;
}
