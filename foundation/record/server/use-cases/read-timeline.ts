// A page of a person's timeline, newest first.
import { fail, succeed } from '#platform/contract.ts';
import type { Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { timelineKinds } from '../../contract.ts';
import type { Timeline, TimelineEntry, TimelineQuery } from '../../contract.ts';
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
  const masked = services.kernel.access.view(actor, 'record.timeline.read') !== 'full';
  const from = query.from === undefined ? undefined : new Set(query.from.split(','));
  const items: TimelineEntry[] = [];
  let place = after;
  // The source of an entry stands in its content: pages are read until one is full of it.
  for (;;) {
    const rows = await timelinePage(services.kernel.db.point, scope, types, place, limit + 1);
    for (const row of rows.slice(0, limit)) {
      if (items.length === limit) return succeed({ items, next: cursorOf(place!) });
      place = { at: row.at?.toISOString(), id: row.id };
      const entry = timelineEntry(row.type, JSON.parse(row.content) as object, {
        at: row.at?.toISOString(),
        endAt: row.endAt?.toISOString(),
      });
      if (from && !from.has(entry.from)) continue;
      items.push(
        masked ? { ...entry, by: undefined, detail: entry.kind === 'measurement' ? entry.detail : undefined } : entry,
      );
    }
    if (rows.length <= limit) return succeed({ items });
    if (items.length === limit) return succeed({ items, next: cursorOf(place!) });
  }
}

const cursorOf = ({ at, id }: TimelinePlace): string => Buffer.from(`${at ?? ''}|${id}`).toString('base64url');
