// Keeps files in a folder, addressed by the digest of their content and encrypted with AES-256-GCM under a derived key.
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../clock/clock.ts';
import type { Db } from '../db/db.ts';
import type { Files, ScanFile } from './files.ts';

const ivBytes = 12;
const tagBytes = 16;

export class RefusedFile extends Error {}

/** The scanner that stands without a configured one: refuses programs by their first bytes. */
export const refusePrograms: ScanFile = async (content) => {
  const head = Buffer.from(content.subarray(0, 4)).toString('latin1');
  return head.startsWith('MZ') || head.startsWith('\x7fELF') || head.startsWith('#!') ? 'refused' : 'clean';
};

export function folderFiles(options: {
  folder: string;
  masterKey: Uint8Array;
  db: Db;
  clock: Clock;
  scan?: ScanFile;
}): Files {
  const key = Buffer.from(hkdfSync('sha256', options.masterKey, Buffer.alloc(0), 'tianmu files', 32));
  const scan = options.scan ?? refusePrograms;
  const pathOf = (digest: string) => join(options.folder, digest.slice(0, 2), digest);
  return {
    async put(q, content, mediaType) {
      if ((await scan(content, mediaType)) !== 'clean') throw new RefusedFile(mediaType);
      const digest = createHash('sha256').update(content).digest('hex');
      const path = pathOf(digest);
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(digest));
      const sealed = Buffer.concat([iv, cipher.update(content), cipher.final()]);
      await mkdir(join(options.folder, digest.slice(0, 2)), { recursive: true });
      // Whole or not at all: a crash never leaves half a file under its address.
      const draft = `${path}.${randomBytes(4).toString('hex')}`;
      await writeFile(draft, Buffer.concat([sealed, cipher.getAuthTag()]));
      await rename(draft, path);
      await q.query(
        'insert into files.file (digest, media_type, bytes, created_at) values ($1, $2, $3, $4) on conflict do nothing',
        [digest, mediaType, content.length, options.clock.now()],
      );
      return { digest, bytes: content.length, mediaType };
    },
    async get(digest) {
      const [row] = await options.db.query<{ media_type: string }>(
        'select media_type from files.file where digest = $1',
        [digest],
      );
      if (!row) return undefined;
      const stored = await readFile(pathOf(digest));
      const decipher = createDecipheriv('aes-256-gcm', key, stored.subarray(0, ivBytes))
        .setAAD(Buffer.from(digest))
        .setAuthTag(stored.subarray(-tagBytes));
      const content = Buffer.concat([decipher.update(stored.subarray(ivBytes, -tagBytes)), decipher.final()]);
      return { content, mediaType: row.media_type };
    },
  };
}
