// Keeps the photo of a service point as an encrypted file, and gives it back.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { PointPhotoBody, ServicePointDetail } from '../../service-point-contract.ts';
import type { Parts } from '../parts.ts';
import { changedMeanwhile, notYourUnit, servicePointRefused, servicePointUnknown } from '../problems.ts';
import { findServicePoints } from '../store/service-point.ts';
import { writePoint } from './edit-service-point.ts';

const permission = 'registry.service-point.write';

/** First bytes of the three formats: what a file is called says nothing of what it holds. */
const signatures: Record<PointPhotoBody['mediaType'], (head: Buffer) => boolean> = {
  'image/jpeg': (head) => head.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])),
  'image/png': (head) => head.subarray(1, 4).toString('latin1') === 'PNG',
  'image/webp': (head) =>
    head.subarray(0, 4).toString('latin1') === 'RIFF' && head.subarray(8, 12).toString() === 'WEBP',
};

export async function photographServicePoint(
  parts: Parts,
  actor: Actor,
  servicePointId: string,
  { contentBase64, mediaType }: PointPhotoBody,
  version: number,
): Promise<Result<ServicePointDetail>> {
  const { kernel } = parts;
  const content = Buffer.from(contentBase64, 'base64');
  if (!signatures[mediaType](content)) return fail(servicePointRefused('registry.photo-unreadable', 'contentBase64'));
  const units = await kernel.access.unitsOf(actor, permission);
  return kernel.db.tx(async (q) => {
    const [before] = await findServicePoints(q, kernel.cipher, { ids: [servicePointId] });
    if (!before) return fail(servicePointUnknown);
    if (!units.includes(before.villageId)) return fail(notYourUnit);
    if (before.version !== version) return fail(changedMeanwhile);
    const { digest } = await kernel.files.put(q, content, mediaType);
    return writePoint(parts, q, actor, { ...before, photoDigest: digest, version: version + 1 }, 'update');
  });
}

export async function readPhoto(
  { kernel }: Parts,
  servicePointId: string,
): Promise<Result<{ content: Buffer; mediaType: string }>> {
  const [point] = await findServicePoints(kernel.db, kernel.cipher, { ids: [servicePointId] });
  const photo = point?.photoDigest && (await kernel.files.get(point.photoDigest));
  return photo ? succeed(photo) : fail(servicePointUnknown);
}
