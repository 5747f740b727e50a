// Rows of calls that wait for a specialist.
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';
import type { CallState } from '../../referral-contract.ts';

export interface CallRow {
  personId: string;
  callId: string;
  organisationId: string;
  fromOrganisationId: string;
  askedBy: string;
  askedAt: Date;
  state: CallState | 'cancelled';
  handledBy: string | null;
  version: number;
}
const columns = `c.patient_id as "personId", c.call_id as "callId", c.organisation_id as "organisationId",
  c.from_organisation_id as "fromOrganisationId", c.asked_by as "askedBy", c.asked_at as "askedAt", c.state,
  c.handled_by as "handledBy", c.version`;

export async function findCall(q: Sql, personId: string, callId: string): Promise<CallRow | undefined> {
  const [row] = await q.query<CallRow>(
    `select ${columns} from roving.specialist_call c where c.patient_id = $1 and c.call_id = $2`,
    [personId, callId],
  );
  return row;
}

/** True where it is new. */
export async function queueCall(
  q: Transaction,
  one: Pick<CallRow, 'personId' | 'callId' | 'organisationId' | 'fromOrganisationId' | 'askedBy' | 'askedAt'>,
): Promise<boolean> {
  const rows = await q.query(
    `insert into roving.specialist_call (patient_id, call_id, organisation_id, from_organisation_id, asked_by, asked_at,
       state, version)
     values ($1, $2, $3, $4, $5, $6, 'waiting', 1) on conflict (patient_id, call_id) do nothing returning call_id`,
    [one.personId, one.callId, one.organisationId, one.fromOrganisationId, one.askedBy, one.askedAt],
  );
  return rows.length > 0;
}

export const cancelCall = (q: Transaction, personId: string, callId: string): Promise<unknown> =>
  q.query(
    `update roving.specialist_call set state = 'cancelled', version = version + 1
     where patient_id = $1 and call_id = $2 and state in ('waiting', 'called')`,
    [personId, callId],
  );

export async function moveCall(
  q: Transaction,
  one: { personId: string; callId: string; version: number; state: CallState; handledBy: string },
  now: Date,
): Promise<boolean> {
  const rows = await q.query(
    `update roving.specialist_call set state = $3, handled_by = $4, handled_at = $5, version = version + 1
     where patient_id = $1 and call_id = $2 and version = $6 and state in ('waiting', 'called') returning call_id`,
    [one.personId, one.callId, one.state, one.handledBy, now, one.version],
  );
  return rows.length > 0;
}

/** `visible`: SQL over `c.patient_id` whose values are in `args`; the first of them are the units. */
export const listCalls = (q: Sql, visible: string, args: unknown[], done: boolean): Promise<CallRow[]> =>
  q.query<CallRow>(
    `select ${columns} from roving.specialist_call c where c.organisation_id = any($1::uuid[])
     and c.state in (${done ? `'done'` : `'waiting', 'called'`}) and (${visible})
     order by c.asked_at ${done ? 'desc' : ''}, c.call_id limit 300`,
    args,
  );
