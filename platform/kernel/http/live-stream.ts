// Server-Sent Events at /api/live: one stream per browser, resumed by Last-Event-ID.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { livePath } from '#platform/access-contract.ts';
import type { Actor } from '../access/actor.ts';
import type { Kernel } from '../kernel.ts';
import type { LiveHub, LiveMessage } from '../live/hub.ts';
import type { LiveTopic } from '../live/live.ts';
import type { RawEndpoint } from './endpoint.ts';
import { sendProblem } from './problem-reply.ts';

const heartbeatMilliseconds = 20_000;

export function liveEndpoint(
  kernel: Kernel,
  hub: LiveHub,
  topics: readonly LiveTopic[],
  permission: string,
): RawEndpoint {
  const known = new Map(topics.map((topic) => [topic.name, topic]));

  const mayFollow = async (actor: Actor, wanted: string): Promise<boolean> => {
    const [name, id] = wanted.split('/');
    const topic = known.get(name!);
    if (!topic || !kernel.access.holds(actor, topic.permission)) return false;
    if (topic.own) return id === actor.accountId || (id !== undefined && id === actor.personId);
    if (!topic.perPerson) return id === undefined;
    if (!id) return false;
    return (await kernel.access.check(kernel.db, actor, topic.permission, id, kernel.clock.now())).ok;
  };

  const handle = async (request: FastifyRequest, reply: FastifyReply, actor: Actor): Promise<unknown> => {
    const { topics: listed } = request.query as { topics?: unknown };
    const wanted = typeof listed === 'string' ? listed.split(',').filter(Boolean) : [];
    const allowed = await Promise.all(wanted.map((topic) => mayFollow(actor, topic)));
    if (wanted.length === 0 || wanted.length > 30 || allowed.includes(false))
      return sendProblem(reply, { kind: 'forbidden', code: 'live/unknown-topic' }, kernel.messages, actor.locale);
    const lastId = request.headers['last-event-id'] ?? (request.query as { lastEventId?: unknown }).lastEventId;
    const after = typeof lastId === 'string' && /^\d{1,15}$/.test(lastId) ? Number(lastId) : undefined;
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      connection: 'keep-alive',
      'x-accel-buffering': 'no',
    });
    const send = ({ seq, topic, data }: LiveMessage) =>
      void raw.write(`id: ${seq}\nevent: ${topic}\ndata: ${JSON.stringify(data)}\n\n`);
    raw.write('retry: 2000\n\n');
    const heartbeat = setInterval(() => raw.write(': alive\n\n'), heartbeatMilliseconds);
    const follower = { topics: new Set(wanted), send, close: () => void raw.end() };
    const { gap, unfollow } = await hub.follow(follower, after);
    if (gap) raw.write('event: gap\ndata: {}\n\n');
    raw.on('close', () => {
      clearInterval(heartbeat);
      unfollow();
    });
    return reply;
  };
  return {
    kind: 'raw',
    method: 'GET',
    path: livePath,
    permission,
    summary: 'Live topics as Server-Sent Events',
    handle,
    auditsItself: true,
  };
}
