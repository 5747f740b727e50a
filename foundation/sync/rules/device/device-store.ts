// What a device keeps across restarts, and how a change of it is written: all of it or nothing.
import type { PackHead, PackRow, SyncScope } from '../../contract.ts';
import type { DocumentState, Operation } from '../operation.ts';

/** `waiting` goes out with the next push; `refused` stays until a person has looked at it. */
export interface OutboxEntry {
  operation: Operation;
  state: 'waiting' | 'refused';
  /** Why, in the user's language. */
  text?: string;
}
export interface Pack {
  head: PackHead;
  rows: PackRow[];
  /** When it was last compared with the server, by the device's clock. */
  checkedAt: string;
}
/** A file that the server has not got whole yet. */
export interface AttachmentEntry {
  attachmentId: string;
  personId: string;
  mediaType: string;
  digest: string;
  bytes: number;
}
/** Who uses the device, so that it can be used before the server is reached. */
export interface Profile {
  accountId: string;
  displayName: string;
  orgUnit: string;
  permissions: string[];
}
/** Server's clock minus the device's at the last contact, and how far each village was read. */
export interface SyncMeta {
  deviceId: string;
  clockAheadMilliseconds: number;
  contactAt?: string;
  versions: Record<string, number>;
  profile?: Profile;
  /** Villages in which the user works soon, with the days. */
  scopes: SyncScope[];
  /** People registered here who were known to the server: their id there by the id that was made here. */
  aliases: Record<string, string>;
  /** The highest sequence ever given out. */
  sequence: number;
}
export const newMeta = (deviceId: string): SyncMeta => ({
  deviceId,
  clockAheadMilliseconds: 0,
  versions: {},
  scopes: [],
  aliases: {},
  sequence: 0,
});
export interface Stored {
  meta: SyncMeta;
  outbox: OutboxEntry[];
  documents: DocumentState[];
  packs: Pack[];
  attachments: AttachmentEntry[];
}
export interface Change {
  meta?: SyncMeta;
  putOutbox?: readonly OutboxEntry[];
  dropOutbox?: readonly string[];
  putDocuments?: readonly DocumentState[];
  dropDocuments?: readonly string[];
  putPacks?: readonly Pack[];
  dropPacks?: readonly string[];
  putAttachments?: readonly (AttachmentEntry & { content?: Uint8Array<ArrayBuffer> })[];
  dropAttachments?: readonly string[];
}
export interface DeviceStore {
  load(): Promise<Stored>;
  /** Resolves once it would survive a kill of the browser. */
  write(change: Change): Promise<void>;
  content(attachmentId: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Deletes everything, the key included. */
  wipe(): Promise<void>;
}
