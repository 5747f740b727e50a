// The address on which a server listens, as a browser on the same machine would type it.
import type { FastifyInstance } from 'fastify';

/** Before the server listens there is no port: then the plain loopback address. */
export function listeningAddress(server: FastifyInstance, https: boolean): string {
  const scheme = https ? 'https' : 'http';
  const place = server.server.address();
  if (place === null || typeof place === 'string') return `${scheme}://127.0.0.1`;
  const host = place.address === '0.0.0.0' || place.address === '::' ? 'localhost' : place.address;
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${place.port}`;
}
