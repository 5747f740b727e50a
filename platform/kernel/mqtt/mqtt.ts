// What a context registers to hear devices over MQTT.
import type { Actor } from '../access/actor.ts';

/** A topic filter below `tianmu/`; the sender is a signed-in device account. QoS 1: the message may come twice. */
export interface MqttTopic {
  /** MQTT filter such as `devices/+/readings`. */
  filter: string;
  permission: string;
  hear(message: { topic: string; payload: Buffer; device: Actor; receivedAt: Date }): Promise<void>;
}

/** Thrown where a message will never be taken: unreadable, or not for its sender. Anything else is tried again. */
export class MessageRefused extends Error {}
