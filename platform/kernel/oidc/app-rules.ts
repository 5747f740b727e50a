// What an app of each kind must have: redirect addresses, scopes and keys, checked before it is registered.
import type { AppKind } from '#platform/apps-contract.ts';
import type { Issue } from '#platform/contract.ts';
import { readClientKeys } from '#platform/fhir/client-keys.ts';
import { isKnownScope, parseResourceScope, type ScopeLevel } from '#platform/fhir/smart-scopes.ts';

export interface AppFacts {
  kind: AppKind;
  redirectUris: readonly string[];
  scopes: readonly string[];
  jwks?: string | undefined;
  jwksUri?: string | undefined;
  orgUnitId?: string | undefined;
}

export const levelOfKind: Record<AppKind, ScopeLevel> = {
  'patient-app': 'patient',
  'staff-app': 'user',
  backend: 'system',
};

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** https anywhere, http on the person's own device only; no fragment, no user name (RFC 8252, RFC 9700 2.1). */
export function isRedirectAddress(text: string): boolean {
  if (!URL.canParse(text) || text.includes('#') || text.includes('*')) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && loopback.has(hostname));
}

const isKeysAddress = (text: string): boolean => URL.canParse(text) && new URL(text).protocol === 'https:';

/** Everything that stands in the way; empty where the app may be registered so. */
export function appIssues(app: AppFacts): Issue[] {
  const issues: Issue[] = [];
  const say = (path: string, code: string) => issues.push({ path, code: `oidc.${code}` });
  for (const scope of app.scopes) {
    const parsed = parseResourceScope(scope);
    if (!isKnownScope(scope)) say('scopes', 'scope-unknown');
    else if (parsed ? parsed.level !== levelOfKind[app.kind] : !fits(app.kind, scope)) say('scopes', 'scope-kind');
  }
  if (app.kind === 'patient-app' && app.scopes.some(parseResourceScope) && !app.scopes.includes('launch/patient'))
    say('scopes', 'launch-missing');
  if (app.kind === 'backend') {
    if (app.redirectUris.length > 0) say('redirectUris', 'redirect-not-needed');
    if (!app.orgUnitId) say('orgUnitId', 'unit-missing');
    if (app.jwks !== undefined && app.jwksUri !== undefined) say('jwksUri', 'keys-twice');
    else if (app.jwksUri !== undefined) {
      if (!isKeysAddress(app.jwksUri)) say('jwksUri', 'keys-address');
    } else {
      const read = readClientKeys(app.jwks ?? '');
      if ('trouble' in read) say('jwks', read.trouble);
    }
  } else {
    if (app.redirectUris.length === 0) say('redirectUris', 'redirect-missing');
    if (!app.redirectUris.every(isRedirectAddress)) say('redirectUris', 'redirect-wrong');
    if (app.jwks !== undefined || app.jwksUri !== undefined) say('jwks', 'keys-not-needed');
    if (app.orgUnitId) say('orgUnitId', 'unit-not-needed');
  }
  return issues;
}

const fits = (kind: AppKind, scope: string): boolean =>
  kind !== 'backend' && (kind === 'patient-app' || scope !== 'launch/patient');
