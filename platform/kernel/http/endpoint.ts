// Binds a route of a contract to its schemas, its permission and the use case that answers it.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ZodType } from 'zod';
import type { Method, Result, Route, RouteTypes } from '#platform/contract.ts';
import type { Actor } from '../access/actor.ts';

export interface Exchange {
  /** Network address of the caller; never logged or stored in the clear. */
  readonly address: string;
  readonly portal: string;
  /** Token that the request carried, if any. */
  readonly token?: string;
  cookie(name: string): string | undefined;
  setCookie(name: string, value: string, maxAgeSeconds: number): void;
  clearCookie(name: string): void;
}

export interface Asked<Types extends RouteTypes> {
  params: Types['params'];
  query: Types['query'];
  body: Types['body'];
  actor: Actor;
  now: Date;
  /** The HTTP exchange behind the call, for the few routes that sign in or out. */
  exchange: Exchange;
  /** Version from If-Match; present on every PUT and PATCH (428 without it) unless the binding says otherwise. */
  ifMatch?: number;
}

/** How the kernel learns whose data a request touches, so that it can check and audit before and after. */
export type PersonScope<Types extends RouteTypes> =
  /** No person's data at all. */
  | 'none'
  /** Lists: the use case filters by Access.personFilter and adds whom it shows to actor.span.persons. */
  | 'filtered'
  /** The actor's own data only. */
  | 'self'
  /** One person: checked before the handler runs. */
  | ((asked: Pick<Asked<Types>, 'params' | 'query'>) => string);

export interface Binding<Types extends RouteTypes> {
  /** `context.noun.verb`, or `public` for what needs no account. */
  permission: string;
  person: PersonScope<Types>;
  params?: ZodType<Types['params']>;
  query?: ZodType<Types['query']>;
  body?: ZodType<Types['body']>;
  reply?: ZodType<Types['reply']>;
  /** One line for the readable API page. */
  summary: string;
  /** Bytes; 1 MiB unless told. */
  bodyLimit?: number;
  /** PUT and PATCH of rows without versions say false. */
  needsIfMatch?: boolean;
  /** Requests a minute for one account; the general limit unless told. */
  perMinute?: number;
}

export interface Endpoint {
  kind: 'typed';
  method: Method;
  path: string;
  binding: Binding<RouteTypes>;
  handle(asked: Asked<RouteTypes>): Promise<Result<unknown>>;
}

/** Typed JSON endpoint on /api. A reply with a number `version` also sets the ETag. */
export function endpoint<Types extends RouteTypes>(
  route: Route<Types>,
  binding: Binding<Types>,
  handle: (asked: Asked<Types>) => Promise<Result<Types['reply']>>,
): Endpoint {
  return {
    kind: 'typed',
    method: route.method,
    path: route.path,
    binding: binding as unknown as Binding<RouteTypes>,
    handle: handle as unknown as Endpoint['handle'],
  };
}

/** For what is not plain JSON on /api: FHIR, streams, files, printed pages. The kernel has identified the actor. */
export interface RawEndpoint {
  kind: 'raw';
  method: Method | 'HEAD';
  path: string;
  permission: string;
  summary: string;
  bodyLimit?: number;
  /** Give the body as text instead of parsed JSON. */
  rawBody?: boolean;
  /** Give the body as a stream of any length (`request.body` is a Readable), whatever its type. */
  streamBody?: boolean;
  /** The handler writes its own audit rows; otherwise the kernel writes one before the reply. */
  auditsItself?: boolean;
  handle(request: FastifyRequest, reply: FastifyReply, actor: Actor, now: Date): Promise<unknown>;
}
