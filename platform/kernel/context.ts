// What a bounded context hands to the server at start: everything that it registers, in one object.
import type { Permissions } from './access/access.ts';
import type { AnnouncedEvent, Listener } from './events/events.ts';
import type { Endpoint, RawEndpoint } from './http/endpoint.ts';
import type { JobHandler, Schedule } from './jobs/jobs.ts';
import type { LiveTopic } from './live/live.ts';
import type { MessageCatalogue } from './messages/messages.ts';
import type { MqttTopic } from './mqtt/mqtt.ts';

export interface Context {
  /** Also its PostgreSQL schema (with `_` for `-`) and the prefix of its permissions, events, jobs and messages. */
  readonly name: string;
  /** Folder with `0001-<what>.sql` files: `new URL('./migrations/', import.meta.url)`. */
  readonly migrations?: URL;
  readonly permissions?: Permissions;
  readonly endpoints?: readonly (Endpoint | RawEndpoint)[];
  readonly announces?: readonly AnnouncedEvent[];
  readonly listeners?: readonly Listener[];
  readonly jobs?: readonly JobHandler[];
  readonly schedules?: readonly Schedule[];
  readonly liveTopics?: readonly LiveTopic[];
  readonly mqttTopics?: readonly MqttTopic[];
  readonly messages?: MessageCatalogue;
  /** Runs once after the migrations, before the server answers. */
  start?(): Promise<void>;
  stop?(): Promise<void>;
}
