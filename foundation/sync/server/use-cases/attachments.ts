// Takes a file in chunks: what has come stays, what is missing is asked for, the whole is checked against its digest.
import { createHash } from 'node:crypto';
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { chunkBytes, type AttachmentBody, type AttachmentState } from '../../contract.ts';
import type { Parts } from '../parts.ts';
import { attachmentUnknown, chunkRefused, contentDiffers } from '../problems.ts';
import * as store from '../store/attachment.ts';
import { aliasesOf } from '../store/operation.ts';
import { deviceOf } from './device-of.ts';

const permission = 'sync.device.use';
const chunkName = (attachmentId: string, index: number) => `sync-attachment-${attachmentId}-${index}`;
const chunksOf = ({ bytes }: { bytes: number }) => Math.ceil(bytes / chunkBytes);

const stateOf = async (parts: Parts, one: store.AttachmentRow): Promise<AttachmentState> => ({
  attachmentId: one.attachmentId,
  received: one.completedAt ? [] : await store.receivedChunks(parts.kernel.db, one.attachmentId),
  chunks: chunksOf(one),
  complete: one.completedAt !== undefined && one.completedAt !== null,
});

export async function openAttachment(
  parts: Parts,
  actor: Actor,
  attachmentId: string,
  body: AttachmentBody,
  now: Date,
): Promise<Result<AttachmentState>> {
  const { kernel } = parts;
  const device = await deviceOf(kernel.db, actor, body.deviceId, now);
  if (!device.ok) return device;
  const personId = (await aliasesOf(kernel.db, [body.personId])).get(body.personId) ?? body.personId;
  const allowed = await kernel.access.check(kernel.db, actor, permission, personId, now);
  if (!allowed.ok) return allowed;
  actor.span.persons.add(personId);
  const opened = await store.openAttachment(
    kernel.db,
    { ...body, attachmentId, personId, accountId: actor.accountId },
    now,
  );
  if (!opened || opened.accountId !== actor.accountId || opened.digest !== body.digest) return fail(contentDiffers);
  return succeed(await stateOf(parts, opened));
}

export async function readAttachment(
  parts: Parts,
  actor: Actor,
  attachmentId: string,
): Promise<Result<AttachmentState>> {
  const found = await store.findAttachment(parts.kernel.db, attachmentId);
  if (!found || found.accountId !== actor.accountId) return fail(attachmentUnknown);
  return succeed(await stateOf(parts, found));
}

/** Once all chunks are there, the file is put together; where its digest differs, all of them are asked for again. */
export async function takeChunk(
  parts: Parts,
  actor: Actor,
  attachmentId: string,
  index: number,
  content: Buffer,
  now: Date,
): Promise<Result<AttachmentState>> {
  const { kernel } = parts;
  const found = await store.findAttachment(kernel.db, attachmentId);
  if (!found || found.accountId !== actor.accountId) return fail(attachmentUnknown);
  if (found.completedAt) return succeed(await stateOf(parts, found));
  const last = chunksOf(found) - 1;
  const wanted = index === last ? found.bytes - last * chunkBytes : chunkBytes;
  if (index > last || content.byteLength !== wanted) return fail(chunkRefused);
  await kernel.spool.write(chunkName(attachmentId, index), [content]);
  await store.noteChunk(kernel.db, attachmentId, index, content.byteLength);
  const received = await store.receivedChunks(kernel.db, attachmentId);
  if (received.length <= last) return succeed(await stateOf(parts, found));

  const whole = await joinChunks(parts, attachmentId, last);
  if (!whole || createHash('sha256').update(whole).digest('hex') !== found.digest) {
    await store.forgetChunks(kernel.db, attachmentId);
    return fail(contentDiffers);
  }
  await kernel.db.tx(async (q) => {
    await kernel.files.put(q, whole, found.mediaType);
    await store.completeAttachment(q, found, now);
    await store.forgetChunks(q, attachmentId);
    await kernel.audit.record(q, actor, {
      action: 'create',
      permission,
      outcome: 'success',
      persons: [found.personId],
      object: `Attachment/${attachmentId}`,
    });
  });
  await kernel.spool.removeAll(`sync-attachment-${attachmentId}-`);
  return readAttachment(parts, actor, attachmentId);
}

async function joinChunks({ kernel }: Parts, attachmentId: string, last: number): Promise<Buffer | undefined> {
  const pieces: Buffer[] = [];
  for (let index = 0; index <= last; index++) {
    const stream = await kernel.spool.read(chunkName(attachmentId, index));
    if (!stream) return undefined;
    for await (const piece of stream) pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
