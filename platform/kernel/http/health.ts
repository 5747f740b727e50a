// Tells load balancers and people whether the server lives, is ready, and on what kind of store it stands.
import type { FastifyInstance } from 'fastify';
import type { Clock } from '../clock/clock.ts';
import type { Db } from '../db/db.ts';
import { measureJobs } from '../jobs/job-metrics.ts';
import { metricsText, metricsType } from './request-metrics.ts';

export interface Readiness {
  ready: boolean;
}

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

export function serveHealth(
  server: FastifyInstance,
  { db, clock }: { db: Db; clock: Clock },
  readiness: Readiness,
  version: string,
): void {
  server.get('/healthz', async (_request, reply) => {
    const database = await db.query('select 1 as ok').then(
      () => 'up',
      () => 'down',
    );
    const durable = db.engine !== 'pglite';
    return reply.code(database === 'up' ? 200 : 503).send({
      status: database === 'up' ? 'up' : 'down',
      version,
      database: { engine: db.engine, state: database, durable },
      ...(durable
        ? {}
        : {
            notice:
              'Demo or single station: this embedded store survives a crash of the program but not a power cut. Use PostgreSQL for real records.',
          }),
    });
  });
  server.get('/readyz', async (_request, reply) =>
    reply.code(readiness.ready ? 200 : 503).send({ ready: readiness.ready }),
  );
  server.get('/metrics', async (request, reply) => {
    if (!loopback.has(request.ip)) return reply.code(404).send();
    await measureJobs(db, clock.now());
    return reply.type(metricsType).send(await metricsText());
  });
}
