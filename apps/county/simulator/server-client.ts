// Speaks to a Tianmu server from outside: signs in, calls routes of the contracts, waits and tries again when it is away.
import { setTimeout as wait } from 'node:timers/promises';
import type { Route, RouteTypes } from '#platform/contract.ts';
import { signIn, signOut } from '#platform/access-contract.ts';

type Answer<Reply> = { ok: true; reply: Reply } | { ok: false; status: number };

interface ClientOptions {
  server: string;
  account: string;
  password: string;
  signal: AbortSignal;
  /** In [0, 1): spreads the tries of many clients. */
  jitter: () => number;
  say(line: string): void;
}

const firstWaitMilliseconds = 1_000;
const longestWaitMilliseconds = 30_000;
const patienceMilliseconds = 15_000;

/** Answers that pass by themselves: the server restarts, is busy, or asks to slow down. */
const passing = new Set([408, 425, 429, 500, 502, 503, 504]);

export class ServerClient {
  private readonly options: ClientOptions;
  private token: string | undefined;

  constructor(options: ClientOptions) {
    this.options = options;
  }

  /** The same body is sent until the server has answered it: its ids make a repetition harmless. */
  async call<Types extends RouteTypes>(
    route: Route<Types>,
    given: { params?: Types['params']; query?: Types['query']; body?: Types['body'] },
  ): Promise<Answer<Types['reply']>> {
    const path = route.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(given.params?.[name] ?? ''));
    const query = new URLSearchParams(
      Object.entries(given.query ?? {}).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, String(value)]],
      ),
    ).toString();
    return this.send(route.method, query ? `${path}?${query}` : path, given.body);
  }

  async send<Reply>(method: string, path: string, body?: unknown): Promise<Answer<Reply>> {
    for (let tries = 0; ; tries++) {
      this.options.signal.throwIfAborted();
      this.token ??= await this.signedIn();
      const response = await this.ask(method, path, body, this.token);
      if (response?.status === 401 && tries < 3) this.token = undefined;
      else if (response && !passing.has(response.status)) {
        const text = await response.text().catch(() => '');
        return response.ok ? { ok: true, reply: parse<Reply>(text) } : { ok: false, status: response.status };
      } else await this.pause(tries, response);
    }
  }

  /** Ends its own session, not those of people who signed in with the same account; silent where the server is gone already. */
  async leave(): Promise<void> {
    if (this.token === undefined) return;
    const { server } = this.options;
    await fetch(new URL(signOut.path, server), {
      method: signOut.method,
      headers: { authorization: `Bearer ${this.token}` },
      signal: AbortSignal.timeout(2_000),
    }).catch(() => undefined);
    this.token = undefined;
  }

  private async signedIn(): Promise<string> {
    const { account, password, say, signal } = this.options;
    for (let tries = 0; ; tries++) {
      signal.throwIfAborted();
      const response = await this.ask(signIn.method, signIn.path, { account, password });
      if (response?.ok) {
        const { token } = parse<{ token: string }>(await response.text());
        say(`${account} is signed in`);
        return token;
      }
      if (response && !passing.has(response.status)) say(`${account} can't sign in (${response.status}); trying again`);
      await this.pause(tries, response);
    }
  }

  private async ask(method: string, path: string, body?: unknown, token?: string): Promise<Response | undefined> {
    const { server, signal } = this.options;
    try {
      return await fetch(new URL(path, server), {
        method,
        headers: {
          ...(body !== undefined && {
            'content-type': path.startsWith('/fhir') ? 'application/fhir+json' : 'application/json',
          }),
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMilliseconds)]),
      });
    } catch {
      // Refused, reset or timed out: nothing that this side could mend.
      return undefined;
    }
  }

  private async pause(tries: number, response: Response | undefined): Promise<void> {
    const asked = Number(response?.headers.get('retry-after') ?? 0) * 1_000;
    const backOff = Math.min(longestWaitMilliseconds, firstWaitMilliseconds * 2 ** Math.min(tries, 8));
    const milliseconds = Math.max(asked, backOff * (0.5 + this.options.jitter() / 2));
    await wait(milliseconds, undefined, { signal: this.options.signal });
  }
}

const parse = <Reply>(text: string): Reply => (text === '' ? undefined : JSON.parse(text)) as Reply;
