// The one way from a screen to the server: typed by the route, with session, language, version and idempotency key.
import type { Route, RouteTypes } from '#platform/contract.ts';
import { addressOf } from './address.ts';
import { ApiFailure, failureOf } from './failure.ts';

/** Calls may be repeated with the same key: the server answers the second with the first one's reply. */
const retryPauses = [400, 1200] as const;
const timeoutMilliseconds = 30_000;

type Needs<Types extends RouteTypes, Key extends keyof RouteTypes> =
  Types[Key] extends NonNullable<RouteTypes[Key]> ? { [Name in Key]: Types[Key] } : { [Name in Key]?: undefined };
export type CallInput<Types extends RouteTypes> = Needs<Types, 'params'> &
  (Types['query'] extends object ? { query?: Types['query'] } : { query?: undefined }) &
  (unknown extends Types['body'] ? { body?: undefined } : { body: Types['body'] }) & {
    /** Version that the change was based on; the server refuses when somebody else was faster. */
    ifMatch?: number;
    idempotencyKey?: string;
    signal?: AbortSignal;
  };

export interface ApiOptions {
  /** Which door this is; each portal keeps its own session cookie. */
  portal: string;
  language: () => string;
  onUnauthenticated: () => void;
  /** Told after each call whether the server could be reached. */
  onReachable?: (reachable: boolean) => void;
  fetch?: typeof fetch;
  pause?: (milliseconds: number) => Promise<void>;
}

export interface Api {
  call<Types extends RouteTypes>(
    route: Route<Types>,
    ...input: object extends CallInput<Types> ? [input?: CallInput<Types>] : [input: CallInput<Types>]
  ): Promise<Types['reply']>;
}

interface AnyInput {
  params?: Record<string, string>;
  query?: object;
  body?: unknown;
  ifMatch?: number;
  idempotencyKey?: string;
  signal?: AbortSignal;
}

export function createApi(options: ApiOptions): Api {
  const send = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
  const pause = options.pause ?? ((milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)));

  async function once(route: Route, input: AnyInput): Promise<unknown> {
    const headers: Record<string, string> = {
      accept: 'application/json, application/problem+json',
      'accept-language': options.language(),
      'x-tianmu-portal': options.portal,
    };
    if (input.body !== undefined) headers['content-type'] = 'application/json';
    if (input.ifMatch !== undefined) headers['if-match'] = `"${input.ifMatch}"`;
    if (input.idempotencyKey) headers['idempotency-key'] = input.idempotencyKey;
    const timeout = AbortSignal.timeout(timeoutMilliseconds);
    let response: Response;
    let text: string;
    try {
      response = await send(addressOf(route.path, input.params, input.query), {
        method: route.method,
        headers,
        credentials: 'same-origin',
        signal: input.signal ? AbortSignal.any([input.signal, timeout]) : timeout,
        ...(input.body !== undefined && { body: JSON.stringify(input.body) }),
      });
      text = await response.text();
    } catch (error) {
      if (input.signal?.aborted) throw error;
      throw new ApiFailure(timeout.aborted ? 'timeout' : 'offline', 0);
    }
    let body: unknown;
    try {
      body = text ? JSON.parse(text) : undefined;
    } catch {
      body = undefined;
    }
    if (!response.ok) throw failureOf(response.status, body);
    return body;
  }

  const mayRepeat = (route: Route, input: AnyInput, error: unknown) =>
    error instanceof ApiFailure &&
    (error.kind === 'offline' || error.kind === 'busy' || error.kind === 'timeout') &&
    (route.method === 'GET' || input.idempotencyKey !== undefined);

  async function call(route: Route, input: AnyInput = {}): Promise<unknown> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        const reply = await once(route, input);
        options.onReachable?.(true);
        return reply;
      } catch (error) {
        const wait = retryPauses[attempt];
        if (wait !== undefined && mayRepeat(route, input, error)) {
          await pause(wait);
          continue;
        }
        if (error instanceof ApiFailure) {
          options.onReachable?.(error.kind !== 'offline');
          if (error.kind === 'unauthenticated') options.onUnauthenticated();
        }
        throw error;
      }
    }
  }
  return { call: call as Api['call'] };
}
