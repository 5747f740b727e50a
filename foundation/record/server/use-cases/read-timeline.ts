// A page of a person's timeline, newest first.
import { fail, succeed } from '#platform/contract.ts';
import type { Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { timelineKinds } from '../../contract.ts';
import type { Timeline, TimelineQuery } from '../../contract.ts';
import { kindOfType, timelineEntry } from '../../rules/timeline-entry.ts';
import { cursorUnreadable } from '../problems.ts';
import type { RecordServices } from '../services.ts';
import { timelinePage } from '../store/person-record.ts';
import type { TimelinePlace } from '../store/person-record.ts';
import { scopeOf } from './person-scope.ts';

const defaultLimit = 50;

function placeOf(cursor: string): TimelinePlace | undefined {
  const [at, id] = Buffer.from(cursor, 'base64url').toString().split('|');
  if (id === undefined || (at !== '' && Number.isNaN(Date.parse(at!)))) return undefined;
  return { at: at === '' ? undefined : at, id };
}

export async function readTimeline(
  services: RecordServices,
  asked: { actor: Actor; now: Date; personId: string; query: TimelineQuery },
): Promise<Result<Timeline>> {
  const { actor, now, personId, query } = asked;
  const kinds = new Set<string>(query.kind?.split(',') ?? timelineKinds);
  const types = Object.keys(kindOfType).filter((type) => kinds.has(kindOfType[type]!));
  const after = query.before === undefined ? undefined : placeOf(query.before);
  if (query.before !== undefined && !after) return fail(cursorUnreadable);
  const limit = query.limit ?? defaultLimit;
  const scope = await scopeOf(services, actor, personId, 'record.timeline.read', now);
  const rows = await timelinePage(services.kernel.db.point, scope, types, after, limit + 1);
  const masked = services.kernel.access.view(actor, 'record.timeline.read') !== 'full';
  const items = rows.slice(0, limit).map((row) => {
    const entry = timelineEntry(row.type, JSON.parse(row.content) as object, {
      at: row.at?.toISOString(),
      endAt: row.endAt?.toISOString(),
    });
    return masked
      ? { ...entry, by: undefined, detail: entry.kind === 'measurement' ? entry.detail : undefined }
      : entry;
  });
  const last = rows[limit - 1];
  const next =
    rows.length > limit ? Buffer.from(`${last!.at?.toISOString() ?? ''}|${last!.id}`).toString('base64url') : undefined;
  return succeed({ items, next });
}
