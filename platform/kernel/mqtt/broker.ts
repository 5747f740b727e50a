// The embedded MQTT broker: devices sign in with their account, publish below tianmu/, and contexts hear what they registered for.
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { Aedes, type AuthenticateError } from 'aedes';
import { hasRole } from '../access/actor.ts';
import { actorOf, type Sessions } from '../auth/sessions.ts';
import { signIn, type SignInServices } from '../auth/sign-in.ts';
import { endSessions } from '../auth/store.ts';
import { tokenHash } from '../auth/token.ts';
import type { Context } from '../context.ts';
import type { Kernel } from '../kernel.ts';
import { hearing, topicPrefix } from './topic-filter.ts';

export interface MqttServices {
  kernel: Kernel;
  sessions: Sessions;
  auth: SignInServices;
  contexts: readonly Context[];
}
/** MQTT 3.1.1, 3.2.2.3: bad user name or password. */
const badCredentials = 4;

/** Listens on `port` (0: any free one), so that a broker that the machine already runs is not disturbed. */
export async function startMqtt(
  services: MqttServices,
  listen: { host: string; port: number },
): Promise<{ port: number; close(): Promise<void> }> {
  const { kernel, sessions } = services;
  const topics = services.contexts.flatMap((context) => context.mqttTopics ?? []);
  const tokens = new Map<string, string>();
  const broker = await Aedes.createBroker({ heartbeatInterval: 60_000 });

  broker.authenticate = (client, username, password, done) => {
    const address = (client.conn as Socket).remoteAddress ?? '';
    signIn(services.auth, { account: username ?? '', password: String(password ?? ''), portal: 'mqtt', address }).then(
      (opened) => {
        if (opened.ok) tokens.set(client.id, opened.value.token);
        const refusal = opened.ok
          ? null
          : (Object.assign(new Error('refused'), { returnCode: badCredentials }) as AuthenticateError);
        done(refusal, opened.ok);
      },
      (error: unknown) => kernel.log.error({ err: error }, 'a device could not sign in'),
    );
  };
  // The message is taken before it is acknowledged: a device that gets no answer sends it again.
  broker.authorizePublish = (client, packet, done) => {
    take(client?.id, packet.topic, Buffer.from(packet.payload)).then(
      () => done(null),
      (error: Error) => done(error),
    );
  };
  // Devices only send: what they tell is for the contexts, not for each other.
  broker.authorizeSubscribe = (_client, _subscription, done) => done(null, null);
  broker.on('clientDisconnect', (client) => {
    const token = tokens.get(client.id);
    tokens.delete(client.id);
    if (token) void endSessions(kernel.db, { tokenHash: tokenHash(token) }).catch(() => undefined);
  });

  const take = async (clientId: string | undefined, fullTopic: string, payload: Buffer): Promise<void> => {
    const topic = hearing(topics, fullTopic);
    const session = clientId === undefined ? undefined : await sessions.find(tokens.get(clientId) ?? '');
    if (!topic || !session) throw new Error('not permitted');
    const device = actorOf(session, kernel.newId(), `MQTT ${topic.filter}`);
    if (!hasRole(device, 'device') || !kernel.access.holds(device, topic.permission)) throw new Error('not permitted');
    await topic.hear({ topic: fullTopic.slice(topicPrefix.length), payload, device, receivedAt: kernel.clock.now() });
  };

  const server = createServer((socket) => {
    gatherWrites(socket);
    broker.handle(socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(listen.port, listen.host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      await new Promise<void>((resolve) => broker.close(() => resolve()));
      if (server.listening) await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Acknowledgements of messages that were taken together leave together: one system call, not one for each. */
function gatherWrites(socket: Socket): void {
  const [cork, uncork] = [socket.cork.bind(socket), socket.uncork.bind(socket)];
  let gathering = false;
  socket.cork = () => {
    if (gathering) return;
    gathering = true;
    cork();
    setImmediate(() => {
      gathering = false;
      uncork();
    });
  };
  socket.uncork = () => undefined;
}
