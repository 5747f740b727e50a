// Who may be appointed as a family proxy, and for how long.

/** Assumed: a proxy lasts five years at most and is renewed in person. */
const longestYears = 5;
/** Civil Code article 17: of full age at eighteen. */
const fullAgeYears = 18;

export interface ProxyRequest {
  personId: string;
  toOn: string;
  proxyPerson: { personId: string; status: string; birthOn?: string };
  today: string;
}

/** The first reason against it, with the field to which it belongs. */
export function proxyFault({
  personId,
  toOn,
  proxyPerson,
  today,
}: ProxyRequest): { path: string; code: string } | undefined {
  if (proxyPerson.personId === personId) return { path: 'proxyPersonId', code: 'registry.proxy-is-the-person' };
  if (proxyPerson.status === 'deceased') return { path: 'proxyPersonId', code: 'registry.proxy-deceased' };
  if (proxyPerson.birthOn === undefined || yearsLater(proxyPerson.birthOn, fullAgeYears) > today)
    return { path: 'proxyPersonId', code: 'registry.proxy-under-age' };
  if (toOn < today) return { path: 'toOn', code: 'registry.proxy-ends-before-it-begins' };
  if (toOn > yearsLater(today, longestYears)) return { path: 'toOn', code: 'registry.proxy-too-long' };
  return undefined;
}

/** The same day some years later; 29 February compares rightly as text with 1 March. */
const yearsLater = (day: string, years: number): string =>
  `${String(Number(day.slice(0, 4)) + years).padStart(4, '0')}${day.slice(4)}`;
