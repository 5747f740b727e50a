// By which ways a person can be asked at all.
import { dayOf } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Channel } from '../../rules/reach.ts';
import { televisionsOf } from '../store/television.ts';

/** A television that has asked for nothing so long is no way to reach anybody; our own assumption. */
const televisionDays = 30;
const dayMilliseconds = 86_400_000;

/** Who has a television that is on now and then. */
export const withTelevision = (q: Sql, personIds: readonly string[], now: Date): Promise<Set<string>> =>
  televisionsOf(q, personIds, dayOf(new Date(now.getTime() - televisionDays * dayMilliseconds)));

/** Who refused is asked by no machine. */
export const usable = (
  channel: Channel,
  has: Record<'account' | 'phone' | 'refused' | 'line' | 'television', boolean>,
): boolean => {
  if (channel === 'staff') return has.phone;
  if (has.refused) return false;
  if (channel === 'app') return has.account;
  if (channel === 'tv') return has.television;
  return has.phone && (channel === 'sms' || has.line);
};
