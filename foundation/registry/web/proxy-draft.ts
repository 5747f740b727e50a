// What is chosen when somebody lets a relative act for them: until when, for what, and what is still missing.
import type { HouseholdRelation, ProxyBody, ProxyScope } from '../contract.ts';

export interface ProxyDraft {
  proxyPersonId: string;
  relation: HouseholdRelation | '';
  scope: readonly ProxyScope[];
  toOn: string;
}
export interface ProxyTrouble {
  field: 'proxyPersonId' | 'relation' | 'scope' | 'toOn';
  /** `registry.proxyIssue.<code>` is its text. */
  code: string;
}

/** A proxy lasts five years at most; one year is offered. */
export const longestYears = 5;

/** The same day some years on; 29 February becomes 28 February. */
export function yearsOn(day: string, years: number): string {
  const year = Number(day.slice(0, 4)) + years;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const rest = day.slice(4) === '-02-29' && !leap ? '-02-28' : day.slice(4);
  return `${String(year).padStart(4, '0')}${rest}`;
}

export const proxyTroubles = (draft: ProxyDraft, today: string): ProxyTrouble[] => [
  ...(draft.proxyPersonId ? [] : [{ field: 'proxyPersonId' as const, code: 'who' }]),
  ...(draft.relation ? [] : [{ field: 'relation' as const, code: 'relation' }]),
  ...(draft.scope.length > 0 ? [] : [{ field: 'scope' as const, code: 'scope' }]),
  ...endTrouble(draft.toOn, today),
];

function endTrouble(toOn: string, today: string): ProxyTrouble[] {
  if (!toOn) return [{ field: 'toOn', code: 'end' }];
  if (toOn < today) return [{ field: 'toOn', code: 'past' }];
  return toOn > yearsOn(today, longestYears) ? [{ field: 'toOn', code: 'long' }] : [];
}

export function proxyOf(draft: ProxyDraft): ProxyBody {
  return { ...draft, relation: draft.relation || 'other', scope: [...draft.scope] };
}
