// Builds the HTTP server: identity, limits, headers, typed and raw routes, problems, and what is counted.
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastify, { LogController, type FastifyInstance, type FastifyServerOptions } from 'fastify';
import type { Problem } from '#platform/contract.ts';
import type { Actor } from '../access/actor.ts';
import type { Sessions } from '../auth/sessions.ts';
import type { AccessTokens } from '../oidc/access-tokens.ts';
import type { Kernel } from '../kernel.ts';
import type { Endpoint, RawEndpoint } from './endpoint.ts';
import { allowForeignPages } from './cross-origin.ts';
import { identify, localeOf } from './identity.ts';
import { sendProblem } from './problem-reply.ts';
import { rawHandler } from './raw-route.ts';
import { typedHandler } from './typed-route.ts';
import { countRequests } from './request-metrics.ts';
import { endConnections } from './end-connections.ts';

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor | undefined;
    identityProblem: Problem | undefined;
  }
}

export interface HttpOptions {
  kernel: Kernel;
  sessions: Sessions;
  accessTokens: AccessTokens;
  endpoints: readonly (Endpoint | RawEndpoint)[];
  https?: { key: string; cert: string };
  /** Requests a minute for one person's account; machines get a hundredfold, strangers a quarter. */
  perMinute: number;
  trustProxy?: boolean;
}

export async function createHttpServer(options: HttpOptions): Promise<FastifyInstance> {
  const { kernel } = options;
  const settings: FastifyServerOptions = {
    loggerInstance: kernel.log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => kernel.newId(),
    bodyLimit: 1024 * 1024,
    trustProxy: options.trustProxy ?? false,
    routerOptions: { maxParamLength: 256 },
    forceCloseConnections: 'idle',
  };
  const server = (
    options.https ? fastify({ ...settings, https: options.https } as FastifyServerOptions) : fastify(settings)
  ) as FastifyInstance;
  endConnections(server, options.https ? 'secureConnection' : 'connection');
  server.decorateRequest('actor', undefined);
  server.decorateRequest('identityProblem', undefined);
  await server.register(cookie);
  await server.register(helmet, {
    contentSecurityPolicy: contentSecurityPolicy(options.https !== undefined),
    hsts: options.https !== undefined,
  });
  countRequests(server);
  allowForeignPages(server);

  /** What is counted, and what has an actor: interfaces, not pages. */
  const isInterface = (url: string) => /^\/(?:api|fhir|cds-services|oidc|door)(?:[/?]|$)/.test(url);
  server.addHook('onRequest', async (request) => {
    if (!/^\/(?:api|fhir|cds-services)/.test(request.url)) return;
    const identified = await identify(request, options);
    if (identified.ok) request.actor = identified.value;
    else request.identityProblem = identified.problem;
  });
  await server.register(rateLimit, {
    global: true,
    timeWindow: 60_000,
    max: (request) => limitFor(request.actor, options.perMinute),
    keyGenerator: (request) => request.actor?.accountId ?? request.ip,
    allowList: (request) => !isInterface(request.url),
    errorResponseBuilder: (_request, context) =>
      Object.assign(new Error('too many requests'), { statusCode: 429, ttl: context.ttl }),
  });
  server.setErrorHandler((error: Error & { statusCode?: number; code?: string; ttl?: number }, request, reply) => {
    const problem = problemOf(error);
    if (problem.kind === 'fault')
      kernel.log.error({ err: error, requestId: request.id, route: request.routeOptions.url }, 'a request failed');
    return sendProblem(reply, problem, kernel.messages, request.actor?.locale ?? localeOf(request));
  });
  server.setNotFoundHandler((request, reply) =>
    sendProblem(reply, { kind: 'not-found', code: 'http/no-such-address' }, kernel.messages, localeOf(request)),
  );
  const asText = (_request: unknown, body: string | Buffer, done: (error: Error | null, body?: unknown) => void) =>
    done(null, body);
  for (const endpoint of options.endpoints) {
    await server.register(async (scope) => {
      if (endpoint.kind === 'raw' && endpoint.rawBody) {
        scope.removeAllContentTypeParsers();
        scope.addContentTypeParser('*', { parseAs: 'string' }, asText);
      }
      if (endpoint.kind === 'raw' && endpoint.streamBody) {
        scope.removeAllContentTypeParsers();
        scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
      }
      const bodyLimit = endpoint.kind === 'typed' ? endpoint.binding.bodyLimit : endpoint.bodyLimit;
      const perMinute = endpoint.kind === 'typed' ? endpoint.binding.perMinute : undefined;
      scope.route({
        method: endpoint.method,
        url: endpoint.path,
        ...(bodyLimit ? { bodyLimit } : {}),
        ...(perMinute ? { config: { rateLimit: { max: perMinute } } } : {}),
        handler: endpoint.kind === 'typed' ? typedHandler(kernel, endpoint) : rawHandler(kernel, endpoint),
      });
    });
  }
  return server;
}

function limitFor(actor: Actor | undefined, perMinute: number): number {
  if (!actor) return Math.ceil(perMinute / 4);
  return actor.assignments.some(({ role }) => role === 'integrator' || role === 'device') ? perMinute * 100 : perMinute;
}

function problemOf(error: { statusCode?: number; code?: string; ttl?: number }): Problem {
  if (error.statusCode === 429)
    return {
      kind: 'too-many',
      code: 'http/too-many-requests',
      parameters: { retryAfterSeconds: Math.ceil((error.ttl ?? 60_000) / 1000) },
    };
  if (error.statusCode === 413) return { kind: 'invalid', code: 'http/body-too-large' };
  if (error.statusCode === 415) return { kind: 'invalid', code: 'http/unsupported-media-type' };
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return { kind: 'invalid', code: 'http/unreadable-body' };
  // The database is away or full: infrastructure, worth trying again.
  if (/^(ECONNREFUSED|ECONNRESET|57P0[123]|53\d{3})$/.test(error.code ?? ''))
    return { kind: 'busy', code: 'http/database-away' };
  return { kind: 'fault', code: 'http/fault' };
}

const contentSecurityPolicy = (https: boolean) => ({
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    fontSrc: ["'self'", 'data:'],
    workerSrc: ["'self'", 'blob:'],
    objectSrc: ["'none'"],
    baseUri: ["'self'"],
    frameAncestors: ["'none'"],
    formAction: ["'self'"],
    ...(https ? { upgradeInsecureRequests: [] } : {}),
  },
});
