// What goes wrong at the keyboard is told in one sentence.
import { expect, it } from 'vitest';
import { failureWords, readArguments, readConfig, UsageError } from './config.ts';

it.each([
  Object.assign(new Error('write'), { code: 'ENOSPC' }),
  Object.assign(new Error('could not extend file'), { code: '53100' }),
  new Error('could not write to file "base/1": No space left on device'),
])('a full disk: %s', (error) => expect(failureWords(error)).toMatch(/^The disk is full\. Free some space/));

it('names the flag and the way out, without a stack', () => {
  const words = (run: () => unknown) => {
    try {
      run();
    } catch (error) {
      expect(error).toBeInstanceOf(UsageError);
      return failureWords(error);
    }
    throw new Error('nothing was refused');
  };
  expect(words(() => readArguments(['--prot', '80']))).toContain('--help');
  expect(words(() => readConfig({ port: '99999' }))).toMatch(/^--port: .*--help\.$/);
  expect(words(() => readConfig({ host: '10.0.0.1' }))).toContain('--tls auto');
});

it('takes flags before variables before defaults', () => {
  process.env.TIANMU_PORT = '9001';
  expect(readConfig({}).port).toBe(9001);
  expect(readConfig({ port: '9002' }).port).toBe(9002);
  delete process.env.TIANMU_PORT;
  expect(readConfig({}).port).toBe(8080);
  expect(readArguments(['--no-simulator', 'word']).flags.simulator).toBe(false);
});
