// The doors themselves: `/door/<provider>/<entry>` to the provider, `/door/<provider>/back` from there; only pages of a list are reached.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RawEndpoint } from '#platform/kernel/http/endpoint.ts';
import { cookieOf } from '#platform/kernel/http/identity.ts';
import { entryOf } from '../rules/entries.ts';
import type { Parts } from './parts.ts';
import { attemptSeconds, begin } from './use-cases/begin.ts';
import { comeBack } from './use-cases/come-back.ts';

export const browserCookie = 'tianmu_doorway';
export const pendingCookie = 'tianmu_doorway_pending';
/** Page of the residents' portal that asks whether to link. */
const linkPage = '/resident/link-identity';

export function doorEndpoints(parts: Parts): RawEndpoint[] {
  const cookieOptions = (request: FastifyRequest) =>
    ({ path: '/', httpOnly: true, sameSite: 'lax', secure: request.protocol === 'https' }) as const;
  const away = (reply: FastifyReply, address: string) =>
    reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer').redirect(address, 303);
  const toSignIn = (reply: FastifyReply, outside: string, back = '/resident/') =>
    away(reply, `/?${new URLSearchParams({ portal: 'resident', outside, back }).toString()}`);

  const start = async (request: FastifyRequest, reply: FastifyReply) => {
    const { provider, entry: key } = request.params as { provider: string; entry: string };
    const entry = entryOf(key);
    if (!entry) return away(reply, '/entries/');
    const begun = await begin(parts, { provider, entry, portal: 'resident' });
    if (!begun.ok) return toSignIn(reply, 'failed', entry.path);
    void reply.setCookie(browserCookie, begun.value.browser, { ...cookieOptions(request), maxAge: attemptSeconds });
    return away(reply, begun.value.address);
  };

  const back = async (request: FastifyRequest, reply: FastifyReply) => {
    const { provider } = request.params as { provider: string };
    const arrived = await comeBack(parts, {
      provider,
      callback: new URL(parts.kernel.publicAddress() + request.url),
      browser: request.cookies[browserCookie],
      address: request.ip,
      tokenOf: (portal) => request.cookies[cookieOf(portal)],
    });
    void reply.clearCookie(browserCookie, cookieOptions(request));
    if (!arrived.ok) {
      const { code } = arrived.problem;
      if (code === 'identity-link/linked-elsewhere' || code === 'identity-link/linked-already')
        return away(reply, `/entries/?problem=${code.split('/')[1]}`);
      return toSignIn(reply, code === 'auth/code-needed' ? 'factor' : 'failed');
    }
    const { value } = arrived;
    if (value.kind === 'linked')
      return away(reply, value.portal === 'resident' ? '/resident/settings' : `/${value.portal}/account`);
    if (value.kind === 'unknown') {
      void reply.setCookie(pendingCookie, value.pending, { ...cookieOptions(request), maxAge: attemptSeconds });
      // Who is signed in already is asked at once; the portal leads whose session has ended to the sign-in.
      return request.cookies[cookieOf('resident')] ? away(reply, linkPage) : toSignIn(reply, 'messenger', linkPage);
    }
    void reply.setCookie(cookieOf(value.portal), value.token, {
      ...cookieOptions(request),
      maxAge: value.absoluteSeconds,
    });
    return away(reply, value.path);
  };

  const raw = (path: string, summary: string, handle: RawEndpoint['handle']): RawEndpoint => ({
    kind: 'raw',
    method: 'GET',
    path,
    permission: 'public',
    summary,
    auditsItself: true,
    handle,
  });
  return [
    raw('/door', 'The entries', async (_request, reply) => away(reply, '/entries/')),
    raw('/door/:provider', 'The entries of one door', async (request, reply) =>
      away(reply, `/entries/?provider=${encodeURIComponent((request.params as { provider: string }).provider)}`),
    ),
    raw('/door/:provider/back', 'Back from a messenger or the county app', back),
    raw('/door/:provider/:entry', 'Sign in with a messenger or the county app and land on a page', start),
  ];
}
