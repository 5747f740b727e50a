// Serves the built portals: one HTML entry each, every address below it answered by that entry, hashed files cached for good.
import { readdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

export async function servePortals(server: FastifyInstance, folder: string): Promise<void> {
  await server.register(fastifyStatic, {
    root: folder,
    index: ['index.html'],
    cacheControl: false,
    setHeaders: (response, path) => {
      const hashed = /[\\/]assets[\\/]/.test(path);
      response.setHeader('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  const portals = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'index.html')))
    .map((entry) => entry.name);
  for (const portal of portals) {
    server.get(`/${portal}`, (request, reply) =>
      reply.redirect(`/${portal}/${new URL(request.url, 'http://x').search}`),
    );
    server.get(`/${portal}/*`, (_request, reply) =>
      reply.header('cache-control', 'no-cache').sendFile(`${portal}/index.html`),
    );
  }
}
