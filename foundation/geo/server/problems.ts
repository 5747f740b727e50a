// The expected failures of travel and of loading road networks.
import type { Problem } from '#platform/contract.ts';
import type { TravelTrouble } from '../rules/travel-on-roads.ts';

/** Half a kilometre lies between the datums: a position is never guessed at. */
export const datumUnnamed: Problem = {
  kind: 'invalid',
  code: 'geo/datum-unnamed',
  issues: [{ path: 'datum', code: 'geo.datum-unnamed' }],
};
export const fileUnreadable: Problem = { kind: 'invalid', code: 'geo/roads-unreadable' };
export const fileTooLarge: Problem = { kind: 'invalid', code: 'geo/roads-too-large' };
export const descriptionMissing: Problem = { kind: 'invalid', code: 'geo/roads-undescribed' };

export function problemOf(trouble: TravelTrouble): Problem {
  if (trouble.trouble === 'off-roads') return { kind: 'rule-broken', code: 'geo/off-roads' };
  if (trouble.trouble === 'no-way') return { kind: 'rule-broken', code: 'geo/no-way' };
  return {
    kind: 'invalid',
    code: 'geo/no-such-road',
    issues: [{ path: `closures.${trouble.closure}`, code: 'geo.no-such-road' }],
  };
}
