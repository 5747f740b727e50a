// Lets apps that run in a browser at an address of their own speak FHIR: with their token, never with our cookies.
import type { FastifyInstance } from 'fastify';

const exposed = 'etag, location, last-modified, retry-after, x-ratelimit-remaining';
const preflight = {
  'access-control-allow-methods': 'GET, HEAD, POST, PUT, DELETE',
  'access-control-allow-headers':
    'authorization, content-type, accept, accept-language, prefer, if-match, if-none-match, if-none-exist, if-modified-since',
  'access-control-max-age': '600',
};

/** `*` is safe here: browsers send no cookie with it and hide the answer to requests that carried one. */
export function allowForeignPages(server: FastifyInstance): void {
  server.addHook('onRequest', async (request, reply) => {
    if (!/^\/fhir(?:[/?]|$)/.test(request.url)) return;
    void reply.header('access-control-allow-origin', '*').header('access-control-expose-headers', exposed);
  });
  for (const url of ['/fhir', '/fhir/*'])
    server.options(url, (_request, reply) => reply.headers(preflight).code(204).send());
}
