// Tells whether an MQTT topic fits a filter with + and # (MQTT 3.1.1, section 4.7), and who hears it.
import type { MqttTopic } from './mqtt.ts';

/** Below it devices publish. */
export const topicPrefix = 'tianmu/';

export function topicMatches(filter: string, topic: string): boolean {
  const wanted = filter.split('/');
  const given = topic.split('/');
  for (const [index, level] of wanted.entries()) {
    if (level === '#') return true;
    if (given[index] === undefined || (level !== '+' && level !== given[index])) return false;
  }
  return wanted.length === given.length;
}

export function hearing(topics: readonly MqttTopic[], topic: string): MqttTopic | undefined {
  if (!topic.startsWith(topicPrefix)) return undefined;
  return topics.find((candidate) => topicMatches(candidate.filter, topic.slice(topicPrefix.length)));
}
