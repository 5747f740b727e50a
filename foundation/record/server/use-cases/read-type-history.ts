// What changed in all resources of a type, newest first: standing versions and replaced or deleted ones together.
import { Refusal } from '../refusal.ts';
import type { Asking, RecordServices } from '../services.ts';
import { typeHistoryPage } from '../store/type-history.ts';
import type { Change, HistoryPlace } from '../store/type-history.ts';
import { tableOf } from '../store/tables.ts';
import { refuseOutOfScope } from './refuse-out-of-scope.ts';
import { Args, visible } from '../store/visibility.ts';

export interface ChangePage {
  changes: Change[];
  /** Sealed place where the next page begins. */
  next?: string;
}

function openPlace(services: RecordServices, text: string): HistoryPlace {
  try {
    const place = JSON.parse(services.kernel.cipher.decrypt(text)) as Partial<HistoryPlace>;
    if (place.at !== undefined && place.id !== undefined && place.version !== undefined) return place as HistoryPlace;
  } catch {
    // a changed or foreign cursor: refused below
  }
  throw new Refusal('invalid', '_cursor is not one of this server.', { code: 'value' });
}

export async function readTypeHistory(
  services: RecordServices,
  asking: Asking,
  type: string,
  page: { since?: Date; cursor?: string; limit: number },
): Promise<ChangePage> {
  const { db, access, cipher } = services.kernel;
  const { actor, now } = asking;
  refuseOutOfScope(access, actor, type, 's');
  refuseOutOfScope(access, actor, type, 'r');
  const table = tableOf(type);
  const args = new Args();
  const current = await visible(access, actor, table, 't', args, now);
  const replaced = await visible(access, actor, table, 'h', args, now);
  const changes = await typeHistoryPage(
    db,
    { table, type, args, current, replaced },
    {
      since: page.since,
      after: page.cursor === undefined ? undefined : openPlace(services, page.cursor),
      limit: page.limit + 1,
    },
  );
  const shown = changes.slice(0, page.limit);
  const last = shown.at(-1);
  if (changes.length <= page.limit || !last) return { changes: shown };
  const place: HistoryPlace = { at: last.exactAt, id: last.id, version: last.version };
  return { changes: shown, next: cipher.encrypt(JSON.stringify(place)) };
}
