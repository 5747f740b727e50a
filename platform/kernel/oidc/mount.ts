// Puts the provider under /oidc of the HTTP server: it reads and writes the raw request itself.
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { Provider } from 'oidc-provider';
import { smartConfiguration } from './smart-configuration.ts';

const prefix = '/oidc';

export interface MountServices {
  /** `https://county.example.cn`, known once the server listens. */
  address: () => string;
  provider: () => Promise<Provider>;
}

export async function mountProvider(server: FastifyInstance, { address, provider }: MountServices): Promise<void> {
  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _body, done) => done(null));
    scope.route({
      method: ['GET', 'HEAD', 'POST', 'OPTIONS'],
      url: `${prefix}/*`,
      async handler(request, reply) {
        const answer = (await provider()).callback();
        const raw = request.raw as IncomingMessage & { originalUrl?: string };
        const outside = new URL(address());
        raw.headers['x-forwarded-proto'] = outside.protocol.slice(0, -1);
        raw.headers['x-forwarded-host'] = outside.host;
        // The library makes its addresses from the difference of the two.
        raw.url = withConsentPrompt((raw.url ?? '').slice(prefix.length) || '/');
        raw.originalUrl = prefix + raw.url;
        reply.hijack();
        for (const [name, value] of Object.entries(reply.getHeaders()))
          if (value !== undefined) reply.raw.setHeader(name, value);
        await answer(raw, reply.raw);
      },
    });
  });
  for (const place of ['/.well-known/smart-configuration', '/fhir/.well-known/smart-configuration'])
    server.get(place, (_request, reply) =>
      reply
        .header('access-control-allow-origin', '*')
        .header('cache-control', 'max-age=300')
        .send(smartConfiguration(address())),
    );
}

/** OpenID drops offline_access without `prompt=consent`; SMART apps do not send it, and we ask for consent anyway. */
function withConsentPrompt(url: string): string {
  const [path, query] = url.split('?', 2) as [string, string | undefined];
  if (path !== '/authorize' || query === undefined) return url;
  const parameters = new URLSearchParams(query);
  if (parameters.has('prompt') || !parameters.get('scope')?.split(' ').includes('offline_access')) return url;
  parameters.set('prompt', 'consent');
  return `${path}?${parameters.toString()}`;
}
