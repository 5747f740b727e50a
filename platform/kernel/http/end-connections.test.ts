// A server ends at once, also beside a connection that never said anything; what is under way is answered first.
import { connect, type AddressInfo, type Socket } from 'node:net';
import { fastify } from 'fastify';
import { expect, it } from 'vitest';
import { endConnections } from './end-connections.ts';

const opened = (port: number): Promise<Socket> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
  });

it('ends beside unused connections, and answers what is under way', { timeout: 10_000 }, async () => {
  const server = fastify({ forceCloseConnections: 'idle' });
  endConnections(server, 'connection');
  let arrived = () => {};
  const asked = new Promise<void>((resolve) => (arrived = resolve));
  let answer = () => {};
  const released = new Promise<void>((resolve) => (answer = resolve));
  server.get('/slow', async () => {
    arrived();
    await released;
    return 'whole';
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.server.address() as AddressInfo;
  const unused = (await opened(port)).resume();
  const ended = new Promise((resolve) => unused.once('close', resolve));
  const slow = fetch(`http://127.0.0.1:${port}/slow`).then((reply) => reply.text());
  await asked;
  const closed = server.close();
  await ended;
  answer();
  expect(await slow).toBe('whole');
  await closed;
});
