// Keeps spooled files in a folder as frames of AES-256-GCM under a key of their own, so that reading may begin in the middle.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { spoolFolder } from './spool.ts';
import type { Spool } from './spool.ts';

const saltBytes = 16;
const tagBytes = 16;
/** Bytes of content in each frame but the last. */
const frameBytes = 1024 * 1024;
const sealedFrameBytes = frameBytes + tagBytes;
const namePattern = /^[A-Za-z0-9-]{1,80}$/;

/** Each frame knows its place and whether it is the last: none can be moved, and a cut file is seen. */
function nonceOf(frame: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(frame, 0);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

/** Cuts a stream into frames of the fixed length; the last is shorter, perhaps empty. */
async function* framesOf(content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncIterable<[Buffer, boolean]> {
  let parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of content) {
    let rest = chunk;
    while (length + rest.length >= frameBytes) {
      const taken = frameBytes - length;
      yield [Buffer.concat([...parts, rest.subarray(0, taken)]), false];
      rest = rest.subarray(taken);
      parts = [];
      length = 0;
    }
    if (rest.length > 0) parts.push(rest);
    length += rest.length;
  }
  yield [Buffer.concat(parts), true];
}

async function readFully(file: FileHandle, position: number, wanted: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(wanted);
  let filled = 0;
  while (filled < wanted) {
    const { bytesRead } = await file.read(buffer, filled, wanted - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

export function folderSpool(options: { folder: string; masterKey: Uint8Array }): Spool {
  const folder = join(options.folder, spoolFolder);
  const keyOf = (salt: Uint8Array) => Buffer.from(hkdfSync('sha256', options.masterKey, salt, 'tianmu spool', 32));
  const pathOf = (name: string) => {
    if (!namePattern.test(name)) throw new Error(`spool name ${name}`);
    return join(folder, name);
  };

  async function* contentOf(path: string, fromByte: number): AsyncIterable<Buffer> {
    const file = await open(path, 'r');
    try {
      const key = keyOf(await readFully(file, 0, saltBytes));
      const { size } = await file.stat();
      let frame = Math.floor(fromByte / frameBytes);
      let skip = fromByte - frame * frameBytes;
      for (let last = false; !last; frame++) {
        const position = saltBytes + frame * sealedFrameBytes;
        const sealed = await readFully(file, position, sealedFrameBytes);
        if (sealed.length < tagBytes) throw new Error('a spooled file was cut');
        last = position + sealed.length >= size;
        const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(frame, last)).setAuthTag(
          sealed.subarray(-tagBytes),
        );
        const plain = Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()]);
        if (plain.length > skip) yield plain.subarray(skip);
        skip = Math.max(0, skip - plain.length);
      }
    } finally {
      await file.close();
    }
  }

  return {
    async write(name, content) {
      const path = pathOf(name);
      await mkdir(folder, { recursive: true });
      const draft = `${path}.${randomBytes(4).toString('hex')}`;
      const file = await open(draft, 'w', 0o600);
      let bytes = 0;
      try {
        const salt = randomBytes(saltBytes);
        const key = keyOf(salt);
        await file.write(salt);
        let frame = 0;
        for await (const [plain, last] of framesOf(content)) {
          const cipher = createCipheriv('aes-256-gcm', key, nonceOf(frame++, last));
          await file.writev([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
          bytes += plain.length;
        }
        await file.close();
        await rename(draft, path);
      } catch (error) {
        await file.close().catch(() => undefined);
        await rm(draft, { force: true });
        throw error;
      }
      return bytes;
    },
    async read(name, fromByte = 0) {
      const path = pathOf(name);
      const file = await open(path, 'r').catch(() => undefined);
      if (!file) return undefined;
      await file.close();
      return contentOf(path, fromByte);
    },
    async removeAll(prefix) {
      pathOf(prefix);
      const names = await readdir(folder).catch(() => [] as string[]);
      await Promise.all(
        names.filter((name) => name.startsWith(prefix)).map((name) => rm(join(folder, name), { force: true })),
      );
    },
  };
}
