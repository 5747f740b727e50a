// Records that somebody opened in an emergency, for a reviewer who did not: why, what was looked at, and whether it was right.
import { fail, isUuid, succeed, type Page, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { listOpened, lockOpened, saveReview, type OpenedRecord } from '#platform/kernel/access/break-glass-store.ts';
import { findEvents } from '#platform/kernel/audit/find-events.ts';
import {
  openedTopic,
  type OpenedParams,
  type OpenedQuery,
  type OpenedRecordRow,
  type ReviewBody,
} from '../../opened-records-contract.ts';
import { maskName } from '../../rules/mask.ts';
import { openedRecordReviewed } from '../events.ts';
import type { Parts } from '../parts.ts';
import { openedByOneself, openingReviewed, openingUnknown } from '../problems.ts';
import { findPersons } from '../store/person.ts';

export const reviewPermission = 'registry.opened-record.review';
const pageSize = 20;
const mostLooks = 100;
/** Told to the auditor with the message that announces it. */
const reviewWithin = 72 * 3_600_000;

export async function listOpenedRecords(
  parts: Parts,
  actor: Actor,
  { state, page }: OpenedQuery,
  now: Date,
): Promise<Result<Page<OpenedRecordRow>>> {
  const { kernel } = parts;
  const after = page === undefined ? undefined : placeOf(page);
  const opened = await listOpened(kernel.db, { state, limit: pageSize + 1, ...(after && { after }) }, (column, args) =>
    kernel.access.personFilter(actor, reviewPermission, column, args, now),
  );
  const shown = opened.slice(0, pageSize);
  const last = shown.at(-1);
  return succeed({
    items: await rowsOf(parts, actor, shown, now),
    ...(opened.length > pageSize && last && { next: `${last.from.toISOString()} ${last.openingId}` }),
  });
}

function placeOf(page: string): readonly [Date, string] | undefined {
  const [at = '', id = ''] = page.split(' ');
  return isUuid(id) && !Number.isNaN(Date.parse(at)) ? [new Date(at), id] : undefined;
}

async function rowsOf(
  { kernel }: Parts,
  actor: Actor,
  opened: readonly OpenedRecord[],
  now: Date,
): Promise<OpenedRecordRow[]> {
  const masked = kernel.access.view(actor, reviewPermission) !== 'full';
  const people = new Map(
    (
      await findPersons(
        kernel.db,
        kernel.cipher,
        opened.map(({ personId }) => personId),
      )
    ).map((one) => [one.personId as string, one]),
  );
  return Promise.all(
    opened.map(async (one): Promise<OpenedRecordRow> => {
      actor.span.persons.add(one.personId as never);
      const person = people.get(one.personId);
      const looks = await findEvents(
        kernel.db,
        {
          account: one.login,
          personId: one.personId,
          from: one.from.toISOString(),
          to: one.until.toISOString(),
        },
        mostLooks,
      );
      return {
        openingId: one.openingId,
        personId: one.personId,
        personName: person ? (masked ? maskName(person.name) : person.name) : '',
        ...(person?.villageName && { villageName: person.villageName }),
        login: one.login,
        accountName: one.accountName,
        reason: one.reason as OpenedRecordRow['reason'],
        explanation: kernel.cipher.decrypt(one.explanation),
        from: one.from.toISOString(),
        until: one.until.toISOString(),
        looks: looks.length,
        dueAt: new Date(one.from.getTime() + reviewWithin).toISOString(),
        late: !one.reviewedAt && now.getTime() > one.from.getTime() + reviewWithin,
        ...(one.reviewedAt &&
          one.verdict && {
            review: {
              at: one.reviewedAt.toISOString(),
              byName: one.reviewedByName ?? '',
              verdict: one.verdict,
              finding: one.finding ? kernel.cipher.decrypt(one.finding) : '',
            },
          }),
        mayReview: one.accountId !== actor.accountId,
      };
    }),
  );
}

/** The first review stands; the same words again by the same reviewer change nothing. */
export async function reviewOpenedRecord(
  parts: Parts,
  actor: Actor,
  { personId, openingId }: OpenedParams,
  { verdict, finding }: ReviewBody,
  now: Date,
): Promise<Result<OpenedRecordRow>> {
  const { kernel } = parts;
  const done = await kernel.db.tx(async (q): Promise<Result<OpenedRecord>> => {
    const opened = await lockOpened(q, personId, openingId);
    if (!opened) return fail(openingUnknown);
    if (opened.accountId === actor.accountId) return fail(openedByOneself);
    if (opened.reviewedAt) {
      const same = opened.verdict === verdict && opened.finding && kernel.cipher.decrypt(opened.finding) === finding;
      return same ? succeed(opened) : fail(openingReviewed);
    }
    const sealed = kernel.cipher.encrypt(finding);
    await saveReview(q, opened, { by: actor.accountId, at: now, verdict, finding: sealed });
    await kernel.audit.record(q, actor, {
      action: 'update',
      permission: reviewPermission,
      outcome: 'success',
      persons: [personId],
      object: `BreakGlass/${openingId}`,
      detail: { verdict },
    });
    await kernel.events.announce(q, openedRecordReviewed, { personId, openingId, verdict, at: now.toISOString() });
    await kernel.live.publish(q, openedTopic, {});
    return succeed({ ...opened, reviewedAt: now, reviewedByName: actor.displayName, verdict, finding: sealed });
  });
  if (!done.ok) return done;
  return succeed((await rowsOf(parts, actor, [done.value], now))[0]!);
}
