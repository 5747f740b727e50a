// The embedded broker with a real client: devices sign in, a message is acknowledged after it was taken, nobody else gets in or hears.
import mqtt from 'mqtt';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEachEngine } from '../db/test-database.ts';
import { openTestKernel, testPassword, village, type TestKernel } from '../test-kernel.ts';
import { startMqtt } from './broker.ts';
import type { MqttTopic } from './mqtt.ts';
import { topicMatches } from './topic-filter.ts';

it.each([
  ['devices/+/readings', 'devices/a/readings', true],
  ['devices/+/readings', 'devices/a/b/readings', false],
  ['devices/+/readings', 'devices/a', false],
  ['devices/#', 'devices/a/b', true],
  ['devices/a', 'devices/a', true],
])('%s and %s: %s', (filter, topic, fits) => expect(topicMatches(filter, topic)).toBe(fits));

describeOnEachEngine('MQTT', { contexts: [] }, (database) => {
  let test: TestKernel;
  let broker: Awaited<ReturnType<typeof startMqtt>>;
  const taken: { account: string; topic: string; text: string }[] = [];
  let failures = 1;
  beforeAll(async () => {
    const topic: MqttTopic = {
      filter: 'devices/+/readings',
      permission: 'trial.reading.send',
      async hear({ topic: name, payload, device }) {
        if (String(payload) === 'first fails' && failures-- > 0) throw new Error('not now');
        taken.push({ account: device.account, topic: name, text: String(payload) });
      },
    };
    test = await openTestKernel(database.db, () => [
      { name: 'trial', permissions: { 'trial.reading.send': ['device'] }, mqttTopics: [topic] },
    ]);
    await test.addAccount('meter', 'device', village);
    await test.addAccount('gp', 'gp', village);
    broker = await startMqtt(test, { host: '127.0.0.1', port: 0 });
  });
  afterAll(() => broker.close());

  const connect = (username: string, password: string, reconnectPeriod = 0) =>
    mqtt.connectAsync(
      `mqtt://127.0.0.1:${broker.port}`,
      { username, password, reconnectPeriod, clientId: `test-${username}` },
      false,
    );

  it('takes a signed-in device’s message once it acknowledges it', async () => {
    const meter = await connect('meter', testPassword);
    await meter.publishAsync('tianmu/devices/m1/readings', '{"systolic":128}', { qos: 1 });
    expect(taken).toEqual([{ account: 'meter', topic: 'devices/m1/readings', text: '{"systolic":128}' }]);
    await meter.endAsync();
  });

  it('does not acknowledge what it could not take: the device sends it again', async () => {
    taken.length = 0;
    const meter = await connect('meter', testPassword, 50);
    await meter.publishAsync('tianmu/devices/m1/readings', 'first fails', { qos: 1 });
    expect(taken.map(({ text }) => text)).toEqual(['first fails']);
    await meter.endAsync(true);
  });

  it('keeps out wrong passwords, other roles and other topics', async () => {
    taken.length = 0;
    await expect(connect('meter', 'wrong')).rejects.toThrow(/Not authorized|refused|Bad/i);
    for (const [who, topic] of [
      ['gp', 'tianmu/devices/m1/readings'],
      ['meter', 'tianmu/other'],
      ['meter', 'elsewhere'],
    ] as const) {
      const client = await connect(who, testPassword);
      const closed = new Promise((done) => client.once('close', () => done(undefined)));
      client.publish(topic, 'x', { qos: 1 }, () => undefined);
      await closed;
      client.end(true);
    }
    expect(taken).toEqual([]);
  });
});
