// The provider as the kernel starts it: keys and public address once known, tokens to actors, and what is cleaned up.
import type { FastifyInstance } from 'fastify';
import type { Provider } from 'oidc-provider';
import type { Clock } from '../clock/clock.ts';
import type { Kernel } from '../kernel.ts';
import { AccessTokens } from './access-tokens.ts';
import { touchApp } from './app-store.ts';
import { mountProvider } from './mount.ts';
import { createProvider } from './provider.ts';
import { signingKeys } from './signing-keys.ts';
import { deleteExpired } from './store.ts';

/** After this long the keys are looked at again: another server may have made a new one. */
const keysAgeMilliseconds = 60_000;

export interface Oidc {
  readonly accessTokens: AccessTokens;
  address(): string;
  provider(): Promise<Provider>;
  mount(server: FastifyInstance): Promise<void>;
  cleanUp(): Promise<void>;
}

export interface OidcOptions {
  /** The machine's clock: a simulated day must not end real tokens. */
  clock: Clock;
  /** Where the server is seen from outside; told once it listens. */
  address: () => string;
}

export function createOidc(kernel: Kernel, { clock, address }: OidcOptions): Oidc {
  const { db, cipher } = kernel;
  const accessTokens = new AccessTokens(db, clock, cipher);
  const now = () => clock.now();
  let current: { provider: Provider; generation: number; address: string; checkedAt: number } | undefined;
  const touched = new Map<string, number>();

  const onToken = async (appId: string, token: string, granted: string) => {
    const at = clock.now();
    if (at.getTime() - (touched.get(appId) ?? 0) > 60_000) {
      touched.set(appId, at.getTime());
      await touchApp(db, appId, at);
    }
    const actor = await accessTokens.find(token, kernel.newId(), 'POST /oidc/token');
    if (actor)
      await kernel.audit.recordRead(actor, {
        action: 'sign-in',
        permission: 'auth.session.use',
        outcome: 'success',
        detail: { granted },
      });
  };

  const provider = async (): Promise<Provider> => {
    const at = clock.now().getTime();
    if (current && current.address === address() && at - current.checkedAt < keysAgeMilliseconds)
      return current.provider;
    const keys = await signingKeys({ db, cipher, now });
    if (!current || current.generation !== keys.generation || current.address !== address()) {
      const services = { db, cipher, now, address: address(), onRevoked: () => accessTokens.forgetAll(), onToken };
      const made = createProvider(services, keys);
      made.on('server_error', (_ctx, error) => kernel.log.error({ err: error }, 'the OpenID provider failed'));
      current = { provider: made, generation: keys.generation, address: address(), checkedAt: at };
    }
    current.checkedAt = at;
    return current.provider;
  };

  return {
    accessTokens,
    address,
    provider,
    mount: (server) => mountProvider(server, { address, provider }),
    cleanUp: () => deleteExpired(db, clock.now()),
  };
}
