// What stands in the form of an app, what is missing in it, and the body of the call that saves it.
import type { AppKind, AppRow } from '#platform/apps-contract.ts';
import { readClientKeys, type KeyTrouble } from '#platform/fhir/client-keys.ts';
import { firstScopes } from './usual-scopes.ts';

export interface AppDraft {
  kind: AppKind;
  name: string;
  contact: string;
  /** One address a line. */
  redirects: string;
  orgUnitId: string;
  keys: string;
  keysAddress: string;
  scopes: string[];
}

export const draftOf = (row: AppRow | undefined): AppDraft => ({
  kind: row?.kind ?? 'backend',
  name: row?.name ?? '',
  contact: row?.contact ?? '',
  redirects: row?.redirectUris.join('\n') ?? '',
  orgUnitId: row?.orgUnitId ?? '',
  keys: row?.jwks ? JSON.stringify(JSON.parse(row.jwks), null, 1) : '',
  keysAddress: row?.jwksUri ?? '',
  scopes: row?.scopes ?? firstScopes('backend'),
});

/** What is wrong with the pasted keys, or fine; nothing is said about an empty field. */
export function keysState(draft: AppDraft): KeyTrouble | 'good' | undefined {
  if (draft.kind !== 'backend' || draft.keysAddress.trim() || draft.keys.trim() === '') return undefined;
  const read = readClientKeys(draft.keys);
  return 'trouble' in read ? read.trouble : 'good';
}

export type Missing = 'name' | 'contact' | 'redirectUris' | 'orgUnitId' | 'jwks' | 'scopes';
export function missingIn(draft: AppDraft): Missing[] {
  const isBackend = draft.kind === 'backend';
  return (
    [
      ['name', draft.name.trim().length < 2],
      ['contact', draft.contact.trim().length < 2],
      ['redirectUris', !isBackend && draft.redirects.trim() === ''],
      ['orgUnitId', isBackend && draft.orgUnitId === ''],
      ['jwks', isBackend && draft.keys.trim() === '' && draft.keysAddress.trim() === ''],
      ['scopes', draft.scopes.length === 0],
    ] as const
  ).flatMap(([field, isMissing]) => (isMissing ? [field] : []));
}

/** The part that create and change have in common. */
export function bodyOf(draft: AppDraft) {
  const isBackend = draft.kind === 'backend';
  const address = draft.keysAddress.trim();
  return {
    name: draft.name.trim(),
    contact: draft.contact.trim(),
    redirectUris: isBackend ? [] : draft.redirects.split(/\s+/).filter(Boolean),
    scopes: draft.scopes,
    ...(isBackend && (address ? { jwksUri: address } : { jwks: draft.keys })),
  };
}
