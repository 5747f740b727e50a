// Hears devices through an outside broker (Mosquitto, EMQX): a client of that broker that acknowledges a message after it was taken.
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { generate, parser as packetParser, type IPublishPacket, type Packet } from 'mqtt-packet';
import { hasRole, type Actor } from '../access/actor.ts';
import { accountActor } from '../auth/account-actor.ts';
import { accountByLogin } from '../auth/store.ts';
import type { Context } from '../context.ts';
import type { Kernel } from '../kernel.ts';
import { MessageRefused } from './mqtt.ts';
import { hearing, topicPrefix } from './topic-filter.ts';

export interface BridgeOptions {
  /** `mqtt://user:password@host:port` or `mqtts://`; user and password are those of the outside broker. */
  url: string;
  /** Login of the device account here for which all of its messages count: the outside broker has checked the devices. */
  account: string;
  /** Names our session at the outside broker: two servers with one name would push each other out. */
  clientId: string;
}
const usualPorts: Record<string, number> = { 'mqtt:': 1883, 'mqtts:': 8883 };
const keepaliveSeconds = 30;
const againMilliseconds = [500, 15_000] as const;

export interface Bridge {
  /** Resolves once the broker has accepted the subscription. */
  ready: Promise<void>;
  close(): Promise<void>;
}

/** Throws where the account is none of a device; a broker that is away is waited for. */
export async function bridgeMqtt(
  { kernel, contexts }: { kernel: Kernel; contexts: readonly Context[] },
  options: BridgeOptions,
): Promise<Bridge> {
  const topics = contexts.flatMap((context) => context.mqttTopics ?? []);
  const record = await accountByLogin(kernel.db, options.account);
  const deviceNow = (): Promise<Actor | undefined> =>
    accountActor(kernel.db, record?.id ?? '', {
      task: 'MQTT bridge',
      requestId: kernel.newId(),
      at: kernel.clock.now(),
    });
  const first = record && (await deviceNow());
  if (!first || !hasRole(first, 'device')) throw new Error(`${options.account} is no device account`);

  /** True where the message may be acknowledged: taken, or refused for good. */
  const take = async ({ topic, payload }: IPublishPacket): Promise<boolean> => {
    try {
      const device = await deviceNow();
      const known = hearing(topics, topic);
      if (!known || !device || !kernel.access.holds(device, known.permission))
        throw new MessageRefused('not permitted');
      await known.hear({
        topic: topic.slice(topicPrefix.length),
        payload: Buffer.from(payload),
        device,
        receivedAt: kernel.clock.now(),
      });
      return true;
    } catch (error) {
      if (error instanceof MessageRefused) {
        kernel.log.warn({ reason: error.message }, 'a message of the outside broker was refused');
        return true;
      }
      kernel.log.error({ err: error }, 'a message of the outside broker could not be taken; it comes again');
      return false;
    }
  };
  return keepConnected(options, take, (error) =>
    kernel.log.warn({ err: error }, 'the outside broker is away; trying again'),
  );
}

function keepConnected(
  options: BridgeOptions,
  take: (packet: IPublishPacket) => Promise<boolean>,
  onLost: (error: Error | undefined) => void,
): Bridge {
  let [closed, tries] = [false, 0];
  let socket: Socket | undefined;
  let timer: NodeJS.Timeout | undefined;
  const ready = Promise.withResolvers<void>();
  const dial = () => {
    const opened = openConnection(options, take, () => {
      tries = 0;
      ready.resolve();
    });
    socket = opened;
    let fault: Error | undefined;
    opened.on('error', (error) => (fault = error));
    opened.once('close', () => {
      if (closed) return;
      if (tries === 0) onLost(fault);
      timer = setTimeout(dial, Math.min(againMilliseconds[1], againMilliseconds[0] * 2 ** tries++));
    });
  };
  dial();
  return {
    ready: ready.promise,
    async close() {
      closed = true;
      clearTimeout(timer);
      const open = socket;
      if (!open || open.destroyed) return;
      await new Promise<void>((done) => {
        open.once('close', () => done());
        open.write(generate({ cmd: 'disconnect' }), () => open.destroy());
      });
    },
  };
}

/** A session of its own that the broker keeps (`clean` false): what was not acknowledged comes again after a break. */
function openConnection(
  options: BridgeOptions,
  take: (packet: IPublishPacket) => Promise<boolean>,
  onReady: () => void,
): Socket {
  const url = new URL(options.url);
  const port = Number(url.port) || (usualPorts[url.protocol] ?? 1883);
  const socket =
    url.protocol === 'mqtts:'
      ? connectTls({ host: url.hostname, port, servername: url.hostname })
      : connectTcp({ host: url.hostname, port });
  const send = (packet: Packet) => socket.writable && socket.write(generate(packet));
  const beat = setInterval(() => send({ cmd: 'pingreq' }), (keepaliveSeconds * 1_000) / 2);
  socket.setTimeout(keepaliveSeconds * 2_000, () => socket.destroy(new Error('the outside broker is silent')));
  socket.once('close', () => clearInterval(beat));
  socket.once(url.protocol === 'mqtts:' ? 'secureConnect' : 'connect', () =>
    send({
      cmd: 'connect',
      protocolId: 'MQTT',
      protocolVersion: 4,
      clientId: options.clientId,
      clean: false,
      keepalive: keepaliveSeconds,
      ...(url.username && { username: decodeURIComponent(url.username) }),
      ...(url.password && { password: Buffer.from(decodeURIComponent(url.password)) }),
    }),
  );
  const parser = packetParser();
  parser.on('packet', (packet: Packet) => {
    if (packet.cmd === 'connack') {
      if (packet.returnCode !== 0) socket.destroy(new Error(`the outside broker answers ${packet.returnCode}`));
      else send({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: `${topicPrefix}#`, qos: 1 }] });
    } else if (packet.cmd === 'suback') onReady();
    else if (packet.cmd === 'publish')
      void take(packet).then((taken) => {
        if (!taken) socket.destroy();
        else if (packet.qos > 0) send({ cmd: 'puback', messageId: packet.messageId! });
      });
  });
  parser.on('error', (error: Error) => socket.destroy(error));
  socket.on('data', (bytes) => parser.parse(bytes));
  return socket;
}
