// A peer that stands in for an insurance in demo and tests: a server of its own on the loopback, same shape, invented shares.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { settleInSandbox } from '../rules/sandbox.ts';
import type { SettlementReply, SettlementRequest } from '../rules/settlement-request.ts';

export interface SandboxPeer {
  address: string;
  /** How many settlements it has decided; one sent twice counts once. */
  decided(): number;
  close(): Promise<void>;
}
const mostBytes = 1_000_000;

export async function openSandboxPeer(): Promise<SandboxPeer> {
  const replies = new Map<string, SettlementReply>();
  const server: Server = createServer((request, response) => {
    const say = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
      response.end(JSON.stringify(body));
    };
    if (request.method === 'GET' && request.url === '/ready') return say(200, { ready: true });
    if (request.method !== 'POST' || request.url !== '/settlements') return say(404, { error: 'not found' });
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (piece: string) => {
      text += piece;
      if (text.length > mostBytes) request.destroy();
    });
    request.on('end', () => {
      try {
        const asked = JSON.parse(text) as SettlementRequest;
        const key = asked.settlement_id;
        if (typeof key !== 'string' || request.headers['idempotency-key'] !== key)
          return say(400, { error: 'the Idempotency-Key must be the settlement_id' });
        const reply = replies.get(key) ?? settleInSandbox(asked);
        replies.set(key, reply);
        return say(reply.state === 'settled' ? 200 : 422, reply);
      } catch {
        return say(400, { error: 'no JSON' });
      }
    });
    return undefined;
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', listening);
  });
  server.unref();
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    decided: () => replies.size,
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
}
