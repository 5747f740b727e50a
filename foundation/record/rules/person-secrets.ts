// Which values of a person's resource are sealed at rest (ID numbers, card numbers, phones) and how they look when masked.

export type SecretKind = 'id' | 'phone';

/** Types that describe a person: their numbers and phones are sealed, their names masked where the view says so. */
export const personTypes: ReadonlySet<string> = new Set(['Patient', 'RelatedPerson', 'Practitioner', 'Person']);

export const idCardSystem = 'urn:oid:2.16.156.10011.1.3';
export const healthCardSystem = 'urn:oid:2.16.156.10011.1.19';
/** ID card, health-record number, health card, insurance card (WS 364 object identifiers); foreign national numbers. */
const secretSystems: ReadonlySet<string> = new Set([
  idCardSystem,
  'urn:oid:2.16.156.10011.1.2',
  healthCardSystem,
  'urn:oid:2.16.156.10011.1.15',
  'http://hl7.org/fhir/sid/us-ssn',
]);
/** http://terminology.hl7.org/CodeSystem/v2-0203: national person, social security, passport, driver's licence numbers. */
const secretTypes: ReadonlySet<string> = new Set(['NI', 'NNCHN', 'SS', 'PPN', 'DL']);

export interface IdentifierLike {
  system?: string;
  value?: string;
  type?: { coding?: { code?: string }[] };
}
export function isSecretIdentifier(identifier: IdentifierLike): boolean {
  if (identifier.system !== undefined && secretSystems.has(identifier.system)) return true;
  return identifier.type?.coding?.some((coding) => coding.code !== undefined && secretTypes.has(coding.code)) ?? false;
}
export const isPhone = (system: unknown): boolean =>
  system === 'phone' || system === 'fax' || system === 'sms' || system === 'pager';

/** ID numbers compare without spaces and with an upper-case check letter; phones by their digits. */
export function normalSecret(kind: SecretKind, value: string): string {
  return kind === 'id'
    ? value.replaceAll(/\s/g, '').toUpperCase()
    : value.replaceAll(/[^\d+]/g, '').replace(/^(\+86|0086)/, '');
}
export const lastFour = (kind: SecretKind, value: string): string => normalSecret(kind, value).slice(-4);

/** 330***********123X: first three and last four. 138****5678. Short values keep their last two signs. */
export function maskSecret(value: string): string {
  if (value.length < 8) return '*'.repeat(Math.max(0, value.length - 2)) + value.slice(-2);
  return value.slice(0, 3) + '*'.repeat(value.length - 7) + value.slice(-4);
}

/** 王*, 王*明, 欧**文: the first sign and, from three on, the last one. */
export function maskName(name: string): string {
  const signs = [...name.trim()];
  if (signs.length <= 1) return signs.length === 0 ? '' : '*';
  if (signs.length === 2) return `${signs[0]}*`;
  return signs[0] + '*'.repeat(signs.length - 2) + signs.at(-1);
}

/** Label codes of psychiatric, infectious, reproductive and minors' data (http://terminology.hl7.org/CodeSystem/v3-ActCode and ours). */
const sensitiveCodes: ReadonlySet<string> = new Set([
  'PSY',
  'PSYTHPN',
  'MH',
  'HIV',
  'STD',
  'SEX',
  'SDV',
  'ETH',
  'psychiatric',
  'infectious',
  'reproductive',
  'minors',
  'R',
  'V',
]);
export function isSensitive(security: unknown): boolean {
  return Array.isArray(security) && security.some((label: { code?: string }) => sensitiveCodes.has(label.code ?? ''));
}
