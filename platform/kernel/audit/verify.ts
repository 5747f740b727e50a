// Recomputes the whole audit chain and reports every row that was changed, added or taken away.
import type { Db } from '../db/db.ts';
import { journalRows } from './journal.ts';
import { verifyRoots, type ExportedRoot } from './verify-roots.ts';
import { sameBytes, walkChain, type Say } from './walk.ts';

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

const findingLimit = 1_000;

export interface VerifyOptions {
  /** Public key of this county, with which every root must be signed; not compared without it. */
  publicKey?: string;
  /** Roots that were kept elsewhere. */
  exported?: readonly ExportedRoot[];
}

export async function verifyAudit(db: Db, options: VerifyOptions = {}): Promise<AuditReport> {
  const findings: AuditFinding[] = [];
  const say: Say = (where, text) => void (findings.length < findingLimit && findings.push({ where, text }));
  const heads = await db.query<{ chain: string; seq: number; hash: Uint8Array }>(
    'select chain, seq, hash from audit.chain_head order by chain',
  );
  const chains = new Set(heads.map((head) => head.chain));
  const linked = await db.query<{ chain: string }>('select chain from audit.link union select chain from audit.block');
  for (const { chain } of linked) if (!chains.has(chain)) say(chain, 'the chain has no head');
  let rows = 0;
  const unreadable: string[] = [];
  for (const head of heads) {
    const walked = await walkChain(db, head, say);
    rows += walked.rows;
    unreadable.push(...walked.unreadable);
    const whole = walked.seq === head.seq && sameBytes(walked.hash, head.hash);
    if (!whole || (await goesOn(db, head.chain))) say(head.chain, 'the end of the chain is missing or was changed');
  }
  const strays = await db.query<{ id: string }>(
    `select e.id from audit.event e
     left join (select unnest(event_ids) as event_id from audit.block union all select event_id from audit.link) l on l.event_id = e.id
     where l.event_id is null limit 100`,
  );
  for (const { id } of strays) say(id, 'the row was added outside of the chain, or its link was taken away');
  await checkPersonRows(db, unreadable, say);
  const roots = await verifyRoots(db, say, options.publicKey, options.exported);
  const waiting = await db.query<{ entries: string }>('select entries from audit.journal');
  const pending = waiting.reduce((sum, { entries }) => sum + journalRows(entries).length, 0);
  return { ok: findings.length === 0, rows, pending, chains: heads.length, roots, findings };
}

/** True where something is linked beyond the head; the chain may grow while it is walked. */
async function goesOn(db: Db, chain: string): Promise<boolean> {
  const beyond = await db.query(
    `select 1 from audit.chain_head h where h.chain = $1
     and (exists (select 1 from audit.link l where l.chain = $1 and l.seq > h.seq)
       or exists (select 1 from audit.block b where b.chain = $1 and b.seq > h.seq))`,
    [chain],
  );
  return beyond.length > 0;
}

/** The person index must say for each row just the persons that its body names, at the same instant. */
async function checkPersonRows(db: Db, unreadable: readonly string[], say: Say): Promise<void> {
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
