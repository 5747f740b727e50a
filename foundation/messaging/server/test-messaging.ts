// Messaging over the small county with a gateway peer that speaks real HTTP, for the tests of this context.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Db } from '#platform/kernel/db/db.ts';
import { openTestKernel, type TestKernel } from '#platform/kernel/test-kernel.ts';
import { createRegistry, type Registry } from '#foundation/registry/server/index.ts';
import { smallPeople, smallStructure, units, people } from '#foundation/registry/server/small-county.ts';
import { isSigned, keyHeader, signatureHeader, signatureOf, timeHeader } from './http-gateway/signature.ts';
import { createMessaging, type Messaging } from './index.ts';

export { people, units };
export const folders = ['registry', 'messaging'].map((schema) => ({
  schema,
  folder: new URL(`../../${schema}/server/migrations/`, import.meta.url),
}));
export const secret = 'a secret of the test gateway';

export interface GatewayPeer {
  address: string;
  /** Texts that it accepted, by their ids: a repeated one replaces itself. */
  accepted: Map<string, { to: string; text: string }>;
  /** How often it was asked, refusals too. */
  asked: number;
  /** Answers with this status until it is undefined again. */
  refuse: number | undefined;
  close(): Promise<void>;
}

/** Refuses what is not signed, as a real one does. */
export async function openGatewayPeer(now: () => Date): Promise<GatewayPeer> {
  const peer: GatewayPeer = {
    address: '',
    accepted: new Map(),
    asked: 0,
    refuse: undefined,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  const server: Server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      peer.asked++;
      const at = String(request.headers[timeHeader]);
      const signature = String(request.headers[signatureHeader]);
      if (!isSigned(secret, { at, signature, body }, now()) || request.headers[keyHeader] !== 'tianmu-test')
        return response.writeHead(401).end();
      if (peer.refuse !== undefined) return response.writeHead(peer.refuse).end();
      const { id, to, text } = JSON.parse(body) as { id: string; to: string; text: string };
      peer.accepted.set(id, { to, text });
      return response.writeHead(202, { 'content-type': 'application/json' }).end('{"accepted":true}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  peer.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`;
  return peer;
}
async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

export interface TestMessaging extends TestKernel {
  registry: Registry;
  messaging: Messaging;
}
export async function openMessaging(db: Db): Promise<TestMessaging> {
  let made: { registry: Registry; messaging: Messaging } | undefined;
  let clock: TestKernel['clock'] | undefined;
  const test = await openTestKernel(db, (kernel) => {
    const registry = createRegistry(kernel);
    // A reminder's texts stand in its sender's catalogue.
    const messaging = createMessaging(kernel, registry, { now: () => clock?.now() ?? new Date(), speed: 1 });
    const sender = {
      name: 'trial',
      messages: {
        'zh-CN': {
          'messages.trial.title': '提醒',
          'messages.trial.text': '{{what}}快用完了',
          'messages.trial.outside': '【天目】您有药快用完了',
        },
        en: {
          'messages.trial.title': 'Reminder',
          'messages.trial.text': '{{what}} runs out',
          'messages.trial.outside': '[Tianmu] A medicine runs out',
        },
      },
    };
    made = { registry, messaging };
    return [registry.context, messaging.context, sender];
  });
  ({ clock } = test);
  await made!.registry.bulkLoad.structure(smallStructure());
  await made!.registry.bulkLoad.people(smallPeople());
  return Object.assign(test, made!);
}

/** What a gateway posts, signed at `at`. */
export const signedPost = (url: string, body: object, at: Date, withSecret = secret) => {
  const payload = JSON.stringify(body);
  const seconds = String(Math.floor(at.getTime() / 1_000));
  return {
    method: 'POST' as const,
    url,
    payload,
    headers: {
      'content-type': 'application/json',
      [keyHeader]: 'tianmu-test',
      [timeHeader]: seconds,
      [signatureHeader]: signatureOf(withSecret, seconds, payload),
    },
  };
};
