// Finds out who sends a request: bearer token or the session cookie of a portal, with the check against forged requests.
import type { FastifyRequest } from 'fastify';
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor, Locale } from '../access/actor.ts';
import { actorOf, type OpenSession, type Sessions } from '../auth/sessions.ts';

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

export interface Identified {
  session: OpenSession;
  token: string;
  actor: Actor;
}

/** Nobody, somebody, or a refusal: an unknown token, an ended session, a forged request. */
export async function identify(request: FastifyRequest, sessions: Sessions): Promise<Result<Identified | undefined>> {
  const found = tokenOf(request);
  if (!found) return succeed(undefined);
  if (found.from === 'cookie' && isForged(request)) return fail({ kind: 'forbidden', code: 'http/foreign-origin' });
  const session = await sessions.find(found.token);
  if (!session) return fail({ kind: 'unauthenticated', code: 'auth/session-ended' });
  const language = request.headers['accept-language'];
  const route = `${request.method} ${request.routeOptions.url ?? ''}`;
  const actor = actorOf(session, request.id, route, language === undefined ? undefined : localeOf(request));
  return succeed({ session, token: found.token, actor });
}
