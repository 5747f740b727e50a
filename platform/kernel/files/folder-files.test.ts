// Files: stored once under their digest, unreadable on disk, whole or absent, programs refused.
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { systemClock } from '../clock/clock.ts';
import { describeOnEachEngine } from '../db/test-database.ts';
import type { Files } from './files.ts';
import { folderFiles, RefusedFile } from './folder-files.ts';

describeOnEachEngine('stored files', { contexts: [] }, (database) => {
  const folder = mkdtempSync(join(tmpdir(), 'tianmu-files-'));
  let files: Files;
  beforeAll(() => {
    files = folderFiles({ folder, masterKey: new Uint8Array(32).fill(3), db: database.db, clock: systemClock });
  });
  const text = Buffer.from('检查报告：未见异常');
  const onDisk = () =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));

  it('keeps the same content once and gives it back', async () => {
    const first = await files.put(database.db, text, 'text/plain');
    expect(await files.put(database.db, text, 'text/plain')).toEqual(first);
    expect(first).toMatchObject({ bytes: text.length, digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(onDisk()).toHaveLength(1);
    expect(readFileSync(onDisk()[0]!).includes(text)).toBe(false);
    expect(await files.get(first.digest)).toEqual({ content: text, mediaType: 'text/plain' });
    expect(await files.get('0'.repeat(64))).toBeUndefined();
  });

  it('refuses what was changed on disk, another key, and programs', async () => {
    const { digest } = await files.put(database.db, text, 'text/plain');
    const other = folderFiles({ folder, masterKey: new Uint8Array(32).fill(4), db: database.db, clock: systemClock });
    await expect(other.get(digest)).rejects.toThrow();
    const [path] = onDisk();
    const stored = readFileSync(path!);
    stored[20]! ^= 1;
    writeFileSync(path!, stored);
    await expect(files.get(digest)).rejects.toThrow();
    await expect(files.put(database.db, Buffer.from('MZ\u0090'), 'image/png')).rejects.toThrow(RefusedFile);
  });
});
