// Spooled files: any length comes back from any byte, nothing readable lies on the disk, changed and cut files are refused.
import { mkdtempSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderSpool } from './folder-spool.ts';

const folder = mkdtempSync(join(tmpdir(), 'tianmu-spool-'));
const spool = folderSpool({ folder, masterKey: new Uint8Array(32).fill(3) });
const pathOf = (name: string) => join(folder, 'spool', name);
const frame = 1024 * 1024;

async function contentOf(name: string, from?: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of (await spool.read(name, from))!) parts.push(part);
  return Buffer.concat(parts);
}
function* chunks(content: Buffer, size: number): Iterable<Buffer> {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}
const content = Buffer.alloc(2 * frame + 77, 'a line of text\n');

it.each([0, 1, frame - 1, frame, frame + 1, 2 * frame, content.length])('keeps %d bytes', async (length) => {
  const given = content.subarray(0, length);
  expect(await spool.write('one', chunks(given, 300_000))).toBe(length);
  expect((await contentOf('one')).equals(given)).toBe(true);
  for (const from of [0, 5, frame - 1, frame, frame + 5])
    if (from <= length) expect((await contentOf('one', from)).equals(given.subarray(from))).toBe(true);
});

it('hides, notices changes, removes', async () => {
  await spool.write('two-1', [content]);
  const stored = readFileSync(pathOf('two-1'));
  expect(stored.includes('a line')).toBe(false);
  stored[frame + 500]! ^= 1;
  writeFileSync(pathOf('two-1'), stored);
  await expect(contentOf('two-1')).rejects.toThrow();
  await spool.write('two-2', [content]);
  truncateSync(pathOf('two-2'), 16 + frame + 16);
  await expect(contentOf('two-2')).rejects.toThrow();
  const broken = (async function* () {
    yield content;
    throw new Error('the sender went away');
  })();
  await expect(spool.write('two-3', broken)).rejects.toThrow('went away');
  expect(await spool.read('two-3')).toBeUndefined();
  await expect(spool.write('../x', [])).rejects.toThrow('spool name');
  await spool.removeAll('two-');
  expect(readdirSync(join(folder, 'spool'))).toEqual(['one']);
});
