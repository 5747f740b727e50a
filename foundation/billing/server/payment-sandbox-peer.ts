// A peer that stands in for a payment service in demo and tests: a server of its own on the loopback that takes every sum once.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PaymentReply, PaymentRequest, RefundRequest } from '../rules/payment-request.ts';

export interface PaymentSandbox {
  address: string;
  close(): Promise<void>;
}
const mostBytes = 100_000;

export async function openPaymentSandbox(): Promise<PaymentSandbox> {
  const replies = new Map<string, PaymentReply>();
  const server = createServer((request, response) => {
    const say = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
      response.end(JSON.stringify(body));
    };
    const what = { '/payments': 'payment_id', '/refunds': 'refund_id' }[request.url ?? ''];
    if (request.method !== 'POST' || !what) return say(404, { error: 'not found' });
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (piece: string) => {
      text += piece;
      if (text.length > mostBytes) request.destroy();
    });
    request.on('end', () => {
      try {
        const asked = JSON.parse(text) as PaymentRequest & RefundRequest;
        const key = what === 'payment_id' ? asked.payment_id : asked.refund_id;
        if (typeof key !== 'string' || request.headers['idempotency-key'] !== key)
          return say(400, { error: `the Idempotency-Key must be the ${what}` });
        const reply = replies.get(key) ?? answerTo(asked, `SANDBOX-${replies.size + 1}`);
        replies.set(key, reply);
        return say(reply.state === 'done' ? 200 : 422, reply);
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
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
}

function answerTo({ amount }: { amount: string }, reference: string): PaymentReply {
  if (!/^\d{1,7}\.\d{2}$/.test(amount) || Number(amount) === 0)
    return { state: 'refused', reason: 'amount', simulated: true };
  return { state: 'done', reference, simulated: true };
}
