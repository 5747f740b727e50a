// Recomputes the whole audit chain and reports every row that was changed, added or taken away.
import type { Db } from '../db/db.ts';
import type { AuditBody } from './trail.ts';
import { chainStart, linkHash } from './chain.ts';
import { verifyRoots, type ExportedRoot } from './verify-roots.ts';

export interface AuditFinding {
  where: string;
  text: string;
}
export interface AuditReport {
  ok: boolean;
  rows: number;
  /** Rows committed but not linked yet (the server links within a second). */
  pending: number;
  chains: number;
  /** Signed days. */
  roots: number;
  findings: AuditFinding[];
}

interface LinkedRow {
  chain: string;
  seq: number;
  hash: Uint8Array;
  event_id: string;
  id: string | null;
  at: Date;
  account_id: string;
  action: string;
  outcome: string;
  body: string | null;
}

const pageSize = 5_000;
const findingLimit = 1_000;

export interface VerifyOptions {
  /** Public key of this county, with which every root must be signed; not compared without it. */
  publicKey?: string;
  /** Roots that were kept elsewhere. */
  exported?: readonly ExportedRoot[];
}

export async function verifyAudit(db: Db, options: VerifyOptions = {}): Promise<AuditReport> {
  const findings: AuditFinding[] = [];
  const say = (where: string, text: string) => void (findings.length < findingLimit && findings.push({ where, text }));
  const heads = await db.query<{ chain: string; seq: number; hash: Uint8Array }>(
    'select chain, seq, hash from audit.chain_head order by chain',
  );
  const chains = new Set(heads.map((head) => head.chain));
  for (const { chain } of await db.query<{ chain: string }>('select distinct chain from audit.link'))
    if (!chains.has(chain)) say(chain, 'the chain has no head');
  let rows = 0;
  const unreadable: string[] = [];
  for (const head of heads) {
    let hash: Uint8Array = chainStart;
    let seq = 0;
    for (;;) {
      const page = await readPage(db, head.chain, seq);
      for (const row of page) {
        const where = `${head.chain}#${row.seq}`;
        if (row.seq !== seq + 1) say(where, `link ${seq + 1} is missing`);
        seq = row.seq;
        if (row.id === null || row.body === null) say(where, `the row ${row.event_id} is missing`);
        else {
          hash = linkHash(hash, row.id, row.body);
          const difference = differenceFrom(row);
          if (difference === 'the body') unreadable.push(row.id);
          if (difference) say(where, `${difference} of row ${row.id} was changed`);
        }
        if (!sameBytes(hash, row.hash)) {
          say(where, 'the hash does not follow from the row and the link before it');
          hash = row.hash;
        }
        rows += 1;
      }
      if (page.length < pageSize) break;
    }
    if (seq !== head.seq || !sameBytes(hash, head.hash))
      say(head.chain, 'the end of the chain is missing or was changed');
  }
  const strays = await db.query<{ id: string }>(
    `select e.id from audit.event e where not exists (select 1 from audit.link l where l.event_id = e.id)
     and not exists (select 1 from audit.pending p where p.event_id = e.id) limit 100`,
  );
  for (const { id } of strays) say(id, 'the row was added outside of the chain, or its link was taken away');
  await checkPersonRows(db, unreadable, say);
  const roots = await verifyRoots(db, say, options.publicKey, options.exported);
  const [pending] = await db.query<{ count: number }>('select count(*) as count from audit.pending');
  return { ok: findings.length === 0, rows, pending: pending!.count, chains: heads.length, roots, findings };
}

const readPage = (db: Db, chain: string, after: number) =>
  db.query<LinkedRow>(
    `select l.chain, l.seq, l.hash, l.event_id, e.id, e.at, e.account_id, e.action, e.outcome, e.body
     from audit.link l left join audit.event e on e.id = l.event_id
     where l.chain = $1 and l.seq > $2 order by l.seq limit ${pageSize}`,
    [chain, after],
  );

/** The first searchable column that says something else than the protected body. */
function differenceFrom(row: LinkedRow): string | undefined {
  let body: AuditBody;
  try {
    body = JSON.parse(row.body!) as AuditBody;
  } catch {
    return 'the body';
  }
  if (new Date(body.at).getTime() !== row.at.getTime()) return 'the time';
  if (body.accountId !== row.account_id) return 'the account';
  if (body.action !== row.action) return 'the action';
  if (body.outcome !== row.outcome) return 'the outcome';
  return undefined;
}

/** The person index must say for each row just the persons that its body names, at the same instant. */
async function checkPersonRows(
  db: Db,
  unreadable: readonly string[],
  say: (where: string, text: string) => void,
): Promise<void> {
  const wrong = await db.query<{ id: string }>(
    `select coalesce(named.id, listed.event_id) as id from (
       select e.id, e.at, p.person from audit.event e,
         jsonb_array_elements_text(e.body::jsonb -> 'persons') as p (person)
       where e.id <> all($1::uuid[])) named
     full join audit.person_event listed on listed.event_id = named.id and listed.patient_id::text = named.person and listed.at = named.at
     where named.id is null or listed.event_id is null limit 100`,
    [unreadable],
  );
  for (const { id } of wrong) say(id, 'the index of persons shown does not match the row');
}

const sameBytes = (left: Uint8Array, right: Uint8Array): boolean => Buffer.compare(left, right) === 0;
