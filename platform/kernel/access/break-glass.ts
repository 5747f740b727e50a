// Opens one person's record for four hours to a clinician who has no relation to them: reason, fresh proof, notice, review.
import { breakGlass, BreakGlass } from '#platform/access-contract.ts';
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { AnnouncedEvent } from '../events/events.ts';
import { endpoint, type Endpoint } from '../http/endpoint.ts';
import type { Kernel } from '../kernel.ts';
import type { Sessions } from '../auth/sessions.ts';
import type { Permissions } from './access.ts';
import { clinicalRoles } from './roles.ts';

export const breakGlassPermissions: Permissions = { 'access.break-glass.open': [...clinicalRoles, 'dispatcher'] };
const openSeconds = 4 * 3_600;
/** More than this a day by one account is refused. */
const perDay = 3;

export const breakGlassOpened: AnnouncedEvent = {
  name: 'access.break-glass-opened',
  example: {
    personId: '01990000-0000-7000-8000-000000000001',
    accountId: '01990000-0000-7000-8000-000000000002',
    until: '2026-01-01T04:00:00.000Z',
  },
};

export function breakGlassEndpoint(kernel: Kernel, sessions: Sessions, machineNow: () => Date): Endpoint {
  const permission = 'access.break-glass.open';
  return endpoint(
    breakGlass,
    { permission, person: 'none', body: BreakGlass, summary: 'Open a record in an emergency' },
    async ({ body, actor, now, exchange }): Promise<Result<{ validUntil: string }>> => {
      const session = await sessions.find(exchange.token!);
      const proved = session?.record.stepped_up_until;
      if (!proved || proved <= machineNow()) return fail({ kind: 'forbidden', code: 'access/step-up-needed' });
      const until = new Date(now.getTime() + openSeconds * 1000);
      return kernel.db.tx(async (q): Promise<Result<{ validUntil: string }>> => {
        const [today] = await q.query<{ count: number }>(
          'select count(*) as count from access.break_glass where account_id = $1 and valid_from > $2',
          [actor.accountId, new Date(now.getTime() - 86_400_000)],
        );
        if (today!.count >= perDay) return fail({ kind: 'too-many', code: 'access/break-glass-limit' });
        await q.query(
          `insert into access.break_glass (patient_id, id, account_id, reason, explanation, valid_from, valid_to)
           values ($1, $2, $3, $4, $5, $6, $7)`,
          [
            body.personId,
            kernel.newId(),
            actor.accountId,
            body.reason,
            kernel.cipher.encrypt(body.explanation),
            now,
            until,
          ],
        );
        await kernel.access.relate(q, [
          {
            personId: body.personId,
            party: actor.accountId,
            kind: 'break-glass',
            from: now,
            to: until,
            source: 'break-glass',
          },
        ]);
        await kernel.audit.record(q, actor, {
          action: 'execute',
          permission,
          outcome: 'success',
          persons: [body.personId],
          detail: { reason: body.reason },
        });
        await kernel.events.announce(q, breakGlassOpened.name, {
          personId: body.personId,
          accountId: actor.accountId,
          until: until.toISOString(),
        });
        return succeed({ validUntil: until.toISOString() });
      });
    },
  );
}
