// Reading archives: content, permission bits, and refusal of paths that climb out.
import { describe, expect, it } from 'vitest';
import { readTar } from './tar.ts';

function archive(files: Record<string, string>): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (const [path, body] of Object.entries(files)) {
    const header = new Uint8Array(512);
    const put = (offset: number, value: string) => header.set(new TextEncoder().encode(value), offset);
    const content = new TextEncoder().encode(body);
    put(0, path);
    put(100, '0000755');
    put(124, content.length.toString(8).padStart(11, '0'));
    put(156, '0');
    const padded = new Uint8Array(Math.ceil(content.length / 512) * 512);
    padded.set(content);
    blocks.push(header, padded);
  }
  blocks.push(new Uint8Array(1024));
  return Uint8Array.from(blocks.flatMap((block) => [...block]));
}

describe('readTar', () => {
  it('gives every file with its bytes and permissions', () => {
    const entries = readTar(archive({ 'lib/a.so': 'x'.repeat(700), b: '中文' }));
    expect(entries.map((entry) => [entry.path, entry.content.length, entry.mode])).toEqual([
      ['lib/a.so', 700, 0o755],
      ['b', 6, 0o755],
    ]);
  });
  it('refuses a path that leaves the folder', () => {
    expect(() => readTar(archive({ '../../etc/x': 'no' }))).toThrow(/Unsafe path/);
  });
});
