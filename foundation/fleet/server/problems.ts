// The expected failures of the fleet.
import type { MessageParameters, Problem } from '#platform/contract.ts';
import type { Locale } from '#platform/kernel/access/actor.ts';
import type { Messages } from '#platform/kernel/messages/messages.ts';
import type { VehicleReadiness } from '../readiness-contract.ts';

export const vehicleUnknown: Problem = { kind: 'not-found', code: 'fleet/vehicle-unknown' };
export const timeTooLong: Problem = { kind: 'invalid', code: 'fleet/time-too-long' };
export const organisationElsewhere: Problem = { kind: 'forbidden', code: 'fleet/organisation-elsewhere' };
export const vehicleChanged: Problem = { kind: 'version', code: 'http/changed-meanwhile' };
export const idTaken: Problem = { kind: 'conflict', code: 'fleet/id-taken' };
export const itemUnknown: Problem = { kind: 'not-found', code: 'fleet/item-unknown' };
export const noProbe: Problem = { kind: 'unsupported', code: 'fleet/no-probe' };
export const proofNeedsWords: Problem = { kind: 'invalid', code: 'fleet/proof-needs-words' };
export const equipmentUnknown: Problem = { kind: 'not-found', code: 'fleet/equipment-unknown' };
export const crewEntryUnknown: Problem = { kind: 'not-found', code: 'fleet/crew-entry-unknown' };
export const maintenanceUnknown: Problem = { kind: 'not-found', code: 'fleet/maintenance-unknown' };
export const endsBeforeItBegins: Problem = {
  kind: 'rule-broken',
  code: 'fleet/span-refused',
  issues: [{ path: 'toOn', code: 'fleet.ends-before-it-begins' }],
};
export const otherDay: Problem = { kind: 'rule-broken', code: 'fleet/other-day' };
export const secondPersonIsYou: Problem = { kind: 'rule-broken', code: 'fleet/second-person-is-you' };
export const noCounty: Problem = { kind: 'rule-broken', code: 'fleet/no-county' };
export const dayIsPast: Problem = { kind: 'rule-broken', code: 'fleet/day-is-past' };
export const reasonTooShort = (count: number): Problem => ({
  kind: 'rule-broken',
  code: 'fleet/reason-too-short',
  parameters: { count },
});

/** Names each missing item with its reason. */
export function notReady(messages: Messages, locale: Locale, { findings }: VehicleReadiness): Problem {
  const missing = findings.filter((one) => one.state === 'missing');
  return {
    kind: 'rule-broken',
    code: 'fleet/not-ready',
    parameters: { count: missing.length },
    issues: missing.map(({ item, reason, parameters }) => ({
      path: item,
      code: `fleet.${reason}`,
      parameters: { ...parameters, item: itemName(messages, locale, item) } satisfies MessageParameters,
    })),
  };
}

/** A county's own item may have no text: then its name is its code. */
const itemName = (messages: Messages, locale: Locale, item: string): string =>
  messages.has(`fleet.item.${item}`) ? messages.render(locale, `fleet.item.${item}`) : item;
