// The services that every context receives when it is created.
import type { Logger } from 'pino';
import type { Access } from './access/access.ts';
import type { PersonRows } from './access/person-rows.ts';
import type { Audit } from './audit/audit.ts';
import type { Clock } from './clock/clock.ts';
import type { IdSource } from './clock/identity.ts';
import type { FieldCipher } from './crypto/field-cipher.ts';
import type { Db } from './db/db.ts';
import type { Events } from './events/events.ts';
import type { Files } from './files/files.ts';
import type { Jobs } from './jobs/jobs.ts';
import type { Live } from './live/live.ts';
import type { Messages } from './messages/messages.ts';
import type { Settings } from './settings/settings.ts';
import type { Spool } from './files/spool.ts';
import type { Workers } from './workers/workers.ts';

export interface Kernel {
  readonly db: Db;
  readonly clock: Clock;
  readonly newId: IdSource;
  readonly log: Logger;
  readonly access: Access;
  readonly personRows: PersonRows;
  readonly audit: Audit;
  readonly events: Events;
  readonly jobs: Jobs;
  readonly live: Live;
  readonly files: Files;
  readonly spool: Spool;
  readonly cipher: FieldCipher;
  readonly messages: Messages;
  readonly settings: Settings;
  readonly workers: Workers;
  /** Where people reach this server, without a slash at the end: for links that leave the house. Known once it listens. */
  publicAddress(): string;
}
