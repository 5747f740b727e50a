// How long a consent to an organisation may last.

/** Assumed: a year at most, then the person is asked anew. */
export const longestConsentYears = 1;
/** Of the words that the person reads when giving it; a new wording is a new version. */
export const consentWording = '2026.1';

/** The reason against this end, or nothing. */
export function consentFault(
  toOn: string,
  today: string,
): 'registry.consent-past' | 'registry.consent-too-long' | undefined {
  if (toOn < today) return 'registry.consent-past';
  const latest = `${String(Number(today.slice(0, 4)) + longestConsentYears).padStart(4, '0')}${today.slice(4)}`;
  return toOn > latest ? 'registry.consent-too-long' : undefined;
}
