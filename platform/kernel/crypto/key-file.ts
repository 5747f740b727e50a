// Finds or makes the master key file, which lies outside of the data folder and of every backup.
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

export class KeyFileUnusable extends Error {}

/**
 * The 32-byte key of `file`; without a file that of this machine's user (`~/.config/tianmu/master.key`), or where the
 * home folder can't be written, of `<data>.key` beside the data folder. A missing key is made; a broken one is refused.
 */
export function masterKey(file: string | undefined, dataFolder: string): { key: Buffer; file: string } {
  const candidates = file
    ? [resolve(file)]
    : [join(process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'tianmu', 'master.key'), `${dataFolder}.key`];
  const existing = candidates.find((candidate) => existsSync(candidate));
  if (existing) return { key: readKey(existing), file: existing };
  for (const candidate of candidates) {
    try {
      mkdirSync(dirname(candidate), { recursive: true });
      writeFileSync(candidate, `${randomBytes(32).toString('base64')}\n`, { flag: 'wx', mode: 0o600 });
      chmodSync(candidate, 0o600);
      return { key: readKey(candidate), file: candidate };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return { key: readKey(candidate), file: candidate };
    }
  }
  throw new KeyFileUnusable(`No place for the key file: tried ${candidates.join(' and ')}. Name one with --key-file.`);
}

function readKey(file: string): Buffer {
  let key: Buffer;
  try {
    key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
  } catch (error) {
    throw new KeyFileUnusable(`The key file ${file} can't be read (${(error as NodeJS.ErrnoException).code}).`);
  }
  if (key.length !== 32)
    throw new KeyFileUnusable(`The key file ${file} is damaged: it should hold 32 bytes in base64.`);
  return key;
}
