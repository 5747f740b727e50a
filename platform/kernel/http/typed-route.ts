// Carries one typed request from Fastify to its use case and back: permission, schema, version, person, idempotency, audit.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { fail, succeed, type Problem, type Result } from '#platform/contract.ts';
import type { Actor } from '../access/actor.ts';
import type { AuditAction } from '../audit/audit.ts';
import type { Kernel } from '../kernel.ts';
import type { Asked, Endpoint, Exchange } from './endpoint.ts';
import { localeOf, portalOf, tokenOf } from './identity.ts';
import { claimKey, keepAnswer, releaseKey } from './idempotency.ts';
import { sendProblem } from './problem-reply.ts';
import { parseWith } from './validation.ts';

const actionOf = (endpoint: Endpoint): AuditAction => {
  if (endpoint.method === 'GET') return endpoint.binding.person === 'filtered' ? 'search' : 'read';
  return ({ POST: 'create', PUT: 'update', PATCH: 'update', DELETE: 'delete' } as const)[endpoint.method];
};

export function typedHandler(kernel: Kernel, endpoint: Endpoint) {
  const { binding } = endpoint;
  const { permission } = binding;
  const action = actionOf(endpoint);

  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const actor = request.actor;
    const locale = actor?.locale ?? localeOf(request);
    const now = kernel.clock.now();
    const answer = (problem: Problem) => sendProblem(reply, problem, kernel.messages, locale);
    const refuse = async (problem: Problem, persons: string[] = []) => {
      if (actor && problem.kind === 'forbidden' && !actor.span.audited)
        await kernel.audit.recordRead(actor, { action, permission, outcome: 'refused', persons });
      return answer(problem);
    };
    if (permission !== 'public') {
      if (!actor) return answer(request.identityProblem ?? { kind: 'unauthenticated', code: 'auth/sign-in-needed' });
      if (!kernel.access.holds(actor, permission)) return refuse({ kind: 'forbidden', code: 'access/not-permitted' });
    }
    const place = checkAddress(endpoint, request);
    if (!place.ok) return answer(place.problem);
    // Who may not touch the person learns nothing of what else is wrong.
    if (typeof binding.person === 'function') {
      const personId = binding.person(place.value);
      const allowed = await kernel.access.check(kernel.db, actor!, permission, personId, now);
      if (!allowed.ok) return refuse(allowed.problem, [personId]);
      actor!.span.persons.add(personId);
    }
    if (binding.person === 'self' && actor?.personId) actor.span.persons.add(actor.personId);
    const asked = checkBody(endpoint, request, reply, place.value, now);
    if (!asked.ok) return answer(asked.problem);

    const key = endpoint.method === 'GET' ? undefined : request.headers['idempotency-key'];
    if (typeof key === 'string' && actor) {
      const kept = await claimKey(kernel.db, {
        accountId: actor.accountId,
        key,
        request: requestText(request),
        at: now,
      });
      if (!kept.ok) return answer(kept.problem);
      if (kept.value) return sendJson(reply, kept.value.status, kept.value.reply, kept.value.etag);
    }
    let result: Result<unknown>;
    try {
      result = await endpoint.handle(asked.value);
    } catch (error) {
      if (typeof key === 'string' && actor) await releaseKey(kernel.db, actor.accountId, key).catch(() => undefined);
      throw error;
    }
    if (!result.ok) {
      if (typeof key === 'string' && actor) await releaseKey(kernel.db, actor.accountId, key);
      return refuse(result.problem);
    }
    if (actor && !actor.span.audited && (endpoint.method !== 'GET' || binding.person !== 'none'))
      await kernel.audit.recordRead(actor, { action, permission, outcome: 'success' });
    const text = JSON.stringify(result.value ?? null);
    const etag = etagOf(result.value);
    if (typeof key === 'string' && actor)
      await keepAnswer(kernel.db, actor.accountId, key, { status: 200, reply: text, ...(etag ? { etag } : {}) });
    if (request.headers['if-none-match'] === etag && etag && endpoint.method === 'GET') return reply.code(304).send();
    return sendJson(reply, 200, text, etag);
  };
}

function sendJson(reply: FastifyReply, status: number, text: string, etag: string | undefined): FastifyReply {
  if (etag) void reply.header('etag', etag);
  return reply.code(status).type('application/json; charset=utf-8').send(text);
}

function etagOf(value: unknown): string | undefined {
  const version = (value as { version?: unknown } | null | undefined)?.version;
  return typeof version === 'number' ? `W/"${version}"` : undefined;
}

const requestText = (request: FastifyRequest): string =>
  `${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`;

type Checked = Asked<{ params: Record<string, string>; query: object; body: unknown; reply: unknown }>;

type Address = Pick<Checked, 'params' | 'query'>;

function checkAddress({ binding }: Endpoint, request: FastifyRequest): Result<Address> {
  const locale = request.actor?.locale ?? localeOf(request);
  const params = parseWith(binding.params, request.params, 'params', locale);
  if (!params.ok) return params;
  const query = parseWith(binding.query, withoutPortal(request.query), 'query', locale);
  if (!query.ok) return query;
  return succeed({ params: params.value as Record<string, string>, query: query.value as object });
}

function checkBody(
  endpoint: Endpoint,
  request: FastifyRequest,
  reply: FastifyReply,
  address: Address,
  now: Date,
): Result<Checked> {
  const { binding } = endpoint;
  const body = parseWith(binding.body, request.body, '', request.actor?.locale ?? localeOf(request));
  if (!body.ok) return body;
  const ifMatch = versionOf(request.headers['if-match']);
  const needsIfMatch = binding.needsIfMatch ?? (endpoint.method === 'PUT' || endpoint.method === 'PATCH');
  if (needsIfMatch && ifMatch === undefined)
    return fail({ kind: 'precondition-required', code: 'http/if-match-needed' });
  return succeed({
    ...address,
    body: body.value,
    // Public routes have no actor; their handlers do not use it.
    actor: request.actor as Actor,
    now,
    exchange: exchangeOf(request, reply),
    ...(ifMatch === undefined ? {} : { ifMatch }),
  });
}

/** `portal` in the query string chooses the session cookie; no use case sees it. */
function withoutPortal(query: unknown): unknown {
  const { portal: _, ...rest } = (query ?? {}) as Record<string, unknown>;
  return rest;
}

function versionOf(header: unknown): number | undefined {
  const found = typeof header === 'string' ? /^(?:W\/)?"(\d{1,9})"$/.exec(header.trim()) : null;
  return found ? Number(found[1]) : undefined;
}

function exchangeOf(request: FastifyRequest, reply: FastifyReply): Exchange {
  const token = tokenOf(request)?.token;
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: request.protocol === 'https' } as const;
  return {
    address: request.ip,
    portal: portalOf(request),
    ...(token === undefined ? {} : { token }),
    cookie: (name) => request.cookies[name],
    setCookie: (name, value, maxAge) => void reply.setCookie(name, value, { ...options, maxAge }),
    clearCookie: (name) => void reply.clearCookie(name, options),
  };
}
