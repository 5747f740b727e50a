// What crosses the wire between a device that works offline and the server: operations, documents, devices, packs, attachments.
import { z } from 'zod';
import { route, type Problem } from '#platform/contract.ts';
import type { DocumentState, FieldValue, Operation } from './rules/operation.ts';
import type { ConflictRule } from './rules/conflict-rule.ts';

/** One push: as many operations and characters at most. A device with more sends several. */
export const pushedOperations = 200;
export const pushedCharacters = 512_000;
/** More rows than this are not put on a device: it is for the villages of a day, not for a county. */
export const packedRows = 8_000;
export const chunkBytes = 262_144;
export const attachmentBytes = 25_000_000;

const id = z.uuid();
const instant = z.iso.datetime({ offset: true });
const fieldName = z.string().regex(/^[A-Za-z][A-Za-z0-9.:_-]{0,119}$/);
const fieldValue: z.ZodType<FieldValue> = z.json() as z.ZodType<FieldValue>;
const operation: z.ZodType<Operation> = z.strictObject({
  operationId: id,
  sequence: z.number().int().min(1),
  kind: z.string().max(60),
  documentId: id,
  personId: id,
  scopeId: id,
  madeAt: instant,
  set: z.record(fieldName, fieldValue),
  replaces: z.record(fieldName, z.array(id).max(50)),
});
export const pushBody = z.strictObject({
  deviceId: id,
  /** By the device's clock. */
  sentAt: instant,
  operations: z.array(operation).min(1).max(pushedOperations),
});
export type PushBody = z.infer<typeof pushBody>;

/**
 * `accepted`: it counts (now or since an earlier push); `later`: something that it builds on has not come yet, send it
 * again; `refused`: it can't be taken as it is, a person has to look at it.
 */
export type OperationResult =
  | { operationId: string; result: 'accepted'; personId: string }
  | { operationId: string; result: 'later' }
  | { operationId: string; result: 'refused'; problem: Problem; text: string };

export interface PushReply {
  results: OperationResult[];
  /** What the touched documents hold now. */
  documents: DocumentState[];
  /** The server's clock. */
  at: string;
}

export const pullBody = z.strictObject({
  deviceId: id,
  /** `since`: the version that the last pull of this scope gave; 0 the first time. */
  scopes: z.array(z.strictObject({ scopeId: id, since: z.number().int().min(0) })).max(40),
});
export type PullBody = z.infer<typeof pullBody>;
export interface PullReply {
  documents: DocumentState[];
  scopes: { scopeId: string; version: number; more: boolean }[];
  at: string;
}

export interface SyncScope {
  scopeId: string;
  name: string;
  /** Days on which the account works there: nothing is downloaded outside of them. */
  on: string[];
}
export interface SyncedDevice {
  deviceId: string;
  name: string;
  accountId: string;
  accountName: string;
  enrolledAt: string;
  seenAt: string;
  /** Operations that reached the server from it. */
  operations: number;
  revokedAt?: string;
  revokedReason?: string;
  /** When the device said that it has deleted everything. */
  wipedAt?: string;
}
/** `deviceId` is made by the device: sent twice, it is one device. */
export const enrolBody = z.strictObject({ deviceId: id, name: z.string().trim().min(1).max(60) });
export type EnrolBody = z.infer<typeof enrolBody>;
export const deviceParams = z.object({ deviceId: id });
export const revokeBody = z.strictObject({ reason: z.string().trim().min(2).max(200) });
export type RevokeBody = z.infer<typeof revokeBody>;

/** Rows of one village as a pack's lines, one JSON a line after the head. */
export interface PackHead {
  scopeId: string;
  rows: number;
  digest: string;
  at: string;
}
export interface PackRow {
  /** What it is: `person`, `form-before` ... */
  kind: string;
  id: string;
  personId?: string;
  body: FieldValue;
}
export const packPath = '/api/sync/packs/:scopeId';
export const packParams = z.object({ scopeId: id });

export interface OpenConflict {
  documentId: string;
  personId: string;
  personName: string;
  kind: string;
  scopeId: string;
  field: string;
  rule: ConflictRule;
  openedAt: string;
  values: { operationId: string; value: FieldValue; at: string; byName: string; deviceName: string }[];
}
export const conflictsQuery = z.object({ scopeId: id.optional() });
export type ConflictsQuery = z.infer<typeof conflictsQuery>;

export const attachmentParams = z.object({ attachmentId: id });
export const chunkParams = z.object({ attachmentId: id, index: z.string().regex(/^\d{1,4}$/) });
/** `attachmentId` is made by the device; `digest`: SHA-256 of the content in hex. */
export const attachmentBody = z.strictObject({
  deviceId: id,
  personId: id,
  bytes: z.number().int().min(1).max(attachmentBytes),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  mediaType: z.string().max(100),
});
export type AttachmentBody = z.infer<typeof attachmentBody>;
export interface AttachmentState {
  attachmentId: string;
  /** Chunks that have come; the rest is to be sent. */
  received: number[];
  chunks: number;
  complete: boolean;
}

type ById = { attachmentId: string };
export const syncRoutes = {
  scopes: route<{ reply: { scopes: SyncScope[] } }>('GET', '/api/sync/scopes'),
  enrol: route<{ body: EnrolBody; reply: SyncedDevice }>('POST', '/api/sync/devices'),
  devices: route<{ reply: { devices: SyncedDevice[] } }>('GET', '/api/sync/devices'),
  /** Whether the device may still hold anything; a revoked one answers `gone`. */
  device: route<{ params: { deviceId: string }; reply: SyncedDevice }>('GET', '/api/sync/devices/:deviceId'),
  revoke: route<{ params: { deviceId: string }; body: RevokeBody; reply: SyncedDevice }>(
    'POST',
    '/api/sync/devices/:deviceId/revocation',
  ),
  /** The device tells that it holds nothing any more. */
  wiped: route<{ params: { deviceId: string }; reply: { deviceId: string } }>(
    'POST',
    '/api/sync/devices/:deviceId/wiped',
  ),
  push: route<{ body: PushBody; reply: PushReply }>('POST', '/api/sync/push'),
  pull: route<{ body: PullBody; reply: PullReply }>('POST', '/api/sync/pull'),
  conflicts: route<{ query: ConflictsQuery; reply: { conflicts: OpenConflict[] } }>('GET', '/api/sync/conflicts'),
  openAttachment: route<{ params: ById; body: AttachmentBody; reply: AttachmentState }>(
    'POST',
    '/api/sync/attachments/:attachmentId',
  ),
  attachment: route<{ params: ById; reply: AttachmentState }>('GET', '/api/sync/attachments/:attachmentId'),
} as const;
/** PUT of the bytes of one chunk; sent twice, it is one. */
export const chunkPath = '/api/sync/attachments/:attachmentId/chunks/:index';
