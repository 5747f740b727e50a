// Sends what home devices read: over MQTT as gateways do, or over HTTPS where no broker is known; the same reading until it is taken.
import mqtt from 'mqtt';
import { intakeRoutes, type DeviceUpload } from '#foundation/intake/contract.ts';
import type { ServerClient } from './server-client.ts';

export interface DeviceSender {
  /** True once the server has taken it, whether into a record or into the inbox. */
  send(serial: string, upload: DeviceUpload): Promise<boolean>;
  close(): Promise<void>;
}

export function overHttps(client: ServerClient): DeviceSender {
  return {
    async send(serial, upload) {
      const answer = await client.call(intakeRoutes.upload, { body: { uploads: [{ serial, ...upload }] } });
      return answer.ok;
    },
    close: () => client.leave(),
  };
}

/** The client keeps what has no answer and sends it again when the server is back. */
export function overMqtt(
  address: string,
  login: { account: string; password: string },
  signal: AbortSignal,
): DeviceSender {
  const client = mqtt.connect(`mqtt://${address}`, {
    username: login.account,
    password: login.password,
    clientId: `${login.account}-gateway`,
    clean: false,
    reconnectPeriod: 1_000,
  });
  // It tries again by itself.
  client.on('error', () => undefined);
  const aborted = new Promise<false>((done) => signal.addEventListener('abort', () => done(false), { once: true }));
  return {
    send(serial, upload) {
      const sent = client
        .publishAsync(`tianmu/devices/${serial}/measurements`, JSON.stringify(upload), { qos: 1 })
        .then(
          () => true,
          () => false,
        );
      return Promise.race([sent, aborted]);
    },
    close: () => client.endAsync(true),
  };
}
