// Counts and times requests by route template for /metrics, and logs the slow ones without addresses or data.
import type { FastifyInstance } from 'fastify';
import { Counter, Histogram, register, collectDefaultMetrics } from 'prom-client';

const requests = new Histogram({
  name: 'tianmu_http_request_seconds',
  help: 'Time to answer by route template and status',
  labelNames: ['method', 'route', 'status'] as const,
  buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
});
const refused = new Counter({
  name: 'tianmu_http_refused_total',
  help: 'Requests refused by access or limits',
  labelNames: ['status'] as const,
});
let defaultsCollected = false;

export function countRequests(server: FastifyInstance): void {
  if (!defaultsCollected) {
    defaultsCollected = true;
    collectDefaultMetrics();
  }
  server.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    const seconds = reply.elapsedTime / 1000;
    requests.observe({ method: request.method, route, status: String(reply.statusCode) }, seconds);
    if (reply.statusCode === 403 || reply.statusCode === 429) refused.inc({ status: String(reply.statusCode) });
    if (seconds > 1)
      server.log.warn({ requestId: request.id, method: request.method, route, seconds }, 'a slow request');
  });
}

export const metricsText = (): Promise<string> => register.metrics();
export const metricsType = register.contentType;
