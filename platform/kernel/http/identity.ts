// Finds out who sends a request: bearer token or the session cookie of a portal, with the check against forged requests.
import type { FastifyRequest } from 'fastify';
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor, Locale } from '../access/actor.ts';
import { actorOf, type Sessions } from '../auth/sessions.ts';
import type { AccessTokens } from '../oidc/access-tokens.ts';

export const cookieOf = (portal: string): string => `tianmu_${portal}`;
export const portalHeader = 'x-tianmu-portal';

/** The portal whose cookie counts: named by the page's own header, or by the page that sent the request. */
export function portalOf(request: FastifyRequest): string {
  const named = request.headers[portalHeader] ?? (request.query as { portal?: unknown } | undefined)?.portal;
  if (typeof named === 'string' && /^[a-z]{2,16}$/.test(named)) return named;
  const referer = request.headers.referer;
  const first = referer && URL.canParse(referer) ? new URL(referer).pathname.split('/')[1] : undefined;
  return first && /^[a-z]{2,16}$/.test(first) ? first : 'door';
}

export function localeOf(request: FastifyRequest): Locale {
  const wanted = String(request.headers['accept-language'] ?? '');
  return /^en\b/i.test(wanted) ? 'en' : 'zh-CN';
}

/** The token and where it came from; a bearer token wins over cookies. */
export function tokenOf(request: FastifyRequest): { token: string; from: 'bearer' | 'cookie' } | undefined {
  const authorization = request.headers.authorization;
  if (authorization?.startsWith('Bearer '))
    return { token: authorization.slice('Bearer '.length).trim(), from: 'bearer' };
  const token = request.cookies[cookieOf(portalOf(request))];
  return token ? { token, from: 'cookie' } : undefined;
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** A browser says where a request comes from; a cookie may change something only from our own pages. */
function isForged(request: FastifyRequest): boolean {
  if (safeMethods.has(request.method)) return false;
  const origin = request.headers.origin;
  if (origin) return !URL.canParse(origin) || new URL(origin).host !== request.headers.host;
  return request.headers['sec-fetch-site'] !== 'same-origin';
}

/** Who can be found behind a token: sessions of our own, and apps that somebody let in. */
export interface Tokens {
  sessions: Sessions;
  accessTokens: AccessTokens;
}

/** Nobody, somebody, or a refusal: an unknown token, an ended session, a forged request, an app outside of /fhir and /cds-services. */
export async function identify(
  request: FastifyRequest,
  { sessions, accessTokens }: Tokens,
): Promise<Result<Actor | undefined>> {
  const found = tokenOf(request);
  if (!found) return succeed(undefined);
  if (found.from === 'cookie' && isForged(request)) return fail({ kind: 'forbidden', code: 'http/foreign-origin' });
  const session = await sessions.find(found.token);
  const language = request.headers['accept-language'];
  const locale = language === undefined ? undefined : localeOf(request);
  const route = `${request.method} ${request.routeOptions.url ?? ''}`;
  if (session) return succeed(actorOf(session, request.id, route, locale));
  const granted = found.from === 'bearer' ? await accessTokens.find(found.token, request.id, route, locale) : undefined;
  if (!granted) return fail({ kind: 'unauthenticated', code: 'auth/session-ended' });
  if (!/^\/(?:fhir|cds-services)(?:[/?]|$)/.test(request.url))
    return fail({ kind: 'forbidden', code: 'access/app-only-fhir' });
  return succeed(granted);
}
