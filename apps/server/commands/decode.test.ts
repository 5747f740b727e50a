// Frames are printed as JSON, and what is wrong with one is said in words with exit code 1.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { encodeFrame } from '#foundation/fleet/rules/jt808/frame.ts';
import { encodeMessage } from '#foundation/fleet/rules/jt808/message.ts';
import { hexOf } from '#foundation/fleet/rules/jt808/bytes.ts';
import { root } from '../config.ts';

const tianmu = (...words: string[]) =>
  spawnSync(process.execPath, [join(root, 'apps/server/cli.ts'), 'decode', 'jt808', ...words], { encoding: 'utf8' });
const registration = {
  kind: 'register',
  province: 33,
  city: 112,
  maker: 'TMU01',
  model: 'V5',
  terminalId: 'A000001',
  plateColour: 1,
  plate: '浙A6T808',
} as const;
const frame = encodeFrame({
  id: 0x0100,
  edition: 2019,
  phone: '13567777777',
  serial: 1,
  body: encodeMessage(registration, 2019),
});

it('prints the message with its header', () => {
  const { status, stdout } = tianmu(hexOf(frame).replace(/(..)/g, '$1 '));
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    id: '0x0100',
    edition: 2019,
    revision: 1,
    phone: '13567777777',
    serial: 1,
    message: registration,
  });
}, 120_000);

it('says what is wrong, and reads it all the same when asked', () => {
  const wrong = frame.slice();
  wrong[wrong.length - 2]! ^= 1;
  const strict = tianmu(hexOf(wrong));
  expect([strict.status, strict.stdout]).toEqual([1, '']);
  expect(strict.stderr).toMatch(/^校验码不符.*--lenient/);
  expect(tianmu(hexOf(wrong), '--lenient').status).toBe(0);
  expect(tianmu('7e0').stderr).toContain('HEX');
}, 120_000);
