// Devices of an outside broker, with a real Mosquitto where one answers (TEST_MQTT_URL, else 127.0.0.1:1883): taken once acknowledged, again after a failure.
import { connect } from 'node:net';
import mqtt from 'mqtt';
import { expect, it } from 'vitest';
import { describeOnEachEngine } from '../db/test-database.ts';
import { openTestKernel, village, type TestKernel } from '../test-kernel.ts';
import { bridgeMqtt } from './bridge.ts';
import { MessageRefused, type MqttTopic } from './mqtt.ts';

const url = process.env.TEST_MQTT_URL ?? 'mqtt://127.0.0.1:1883';
const answers = await new Promise<boolean>((done) => {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) || 1883 });
  socket.once('connect', () => (socket.destroy(), done(true)));
  socket.once('error', () => done(false));
});
if (!answers) console.warn(`No broker answers at ${url}: the bridge is not tested.`);

describeOnEachEngine('the MQTT bridge', { contexts: [] }, (database) => {
  const taken: { account: string; text: string }[] = [];
  const run = `${process.pid}-${Date.now()}`;
  let failures = 1;
  const topic: MqttTopic = {
    filter: `bridge-${run}/+`,
    permission: 'trial.reading.send',
    async hear({ payload, device }) {
      const text = String(payload);
      if (text === 'refused') throw new MessageRefused('unreadable');
      if (text === 'first fails' && failures-- > 0) throw new Error('not now');
      taken.push({ account: device.account, text });
    },
  };
  const open = (): Promise<TestKernel> =>
    openTestKernel(database.db, () => [
      { name: 'trial', permissions: { 'trial.reading.send': ['device'] }, mqttTopics: [topic] },
    ]);

  it.runIf(answers)('hears, tries again what failed, lets go what is refused', { timeout: 60_000 }, async () => {
    const test = await open();
    await test.addAccount('outside', 'device', village);
    const contexts = [{ name: 'trial', mqttTopics: [topic] }];
    await expect(
      bridgeMqtt({ kernel: test.kernel, contexts }, { url, account: 'nobody', clientId: run }),
    ).rejects.toThrow('no device');
    const bridge = await bridgeMqtt({ kernel: test.kernel, contexts }, { url, account: 'outside', clientId: run });
    await bridge.ready;
    const device = await mqtt.connectAsync(url);
    for (const text of ['one', 'refused', 'first fails', 'two'])
      await device.publishAsync(`tianmu/bridge-${run}/m1`, text, { qos: 1 });
    await expect.poll(() => taken.map(({ text }) => text).toSorted()).toContain('first fails');
    await expect.poll(() => taken.map(({ text }) => text)).toContain('two');
    expect(new Set(taken.map(({ account }) => account))).toEqual(new Set(['outside']));
    expect(taken.map(({ text }) => text)).not.toContain('refused');
    await device.endAsync();
    await bridge.close();
  });
});
