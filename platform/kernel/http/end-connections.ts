// Lets a server end as soon as it has answered: two kinds of connections would hold it up for a minute.
import type { Socket } from 'node:net';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';

/**
 * Node closes what is idle when a server ends. Not idle to it are connections that a browser opened ahead and never used
 * (they wait 60 s for headers), and those that answer at that moment (kept alive for 72 s afterwards).
 */
export function endConnections(server: FastifyInstance, opened: 'connection' | 'secureConnection'): void {
  const unused = new Set<Socket>();
  let ending = false;
  server.server.on(opened, (socket: Socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.server.on('request', ({ socket }: IncomingMessage) => unused.delete(socket));
  server.addHook('preClose', async () => {
    ending = true;
    for (const socket of unused) socket.destroy();
  });
  server.addHook('onSend', async (_request, reply) => {
    if (ending) reply.header('connection', 'close');
  });
}
