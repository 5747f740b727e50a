// --tls auto: a browser that trusts the authority trusts the server; the page gives the certificate; a second start keeps both.
import { mkdtempSync } from 'node:fs';
import { createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readConfig } from './config.ts';
import { openTls } from './tls.ts';

const data = mkdtempSync(join(tmpdir(), 'tianmu-tls-'));
const config = readConfig({ data, tls: 'auto', host: '0.0.0.0' });
const closers: (() => void)[] = [];
afterAll(() => closers.forEach((close) => close()));

function get(port: number, host: string, ca: string): Promise<number> {
  return new Promise((resolve, reject) => {
    request({ host, port, ca, path: '/', servername: host === '127.0.0.1' ? '' : host }, (answer) => {
      answer.resume();
      resolve(answer.statusCode!);
    })
      .on('error', reject)
      .end();
  });
}

it('makes an authority and a certificate that browsers accept, and hands the authority out', async () => {
  const tls = await openTls(config);
  const server = createServer(tls.server, (_request, response) => response.end('ok'));
  closers.push(() => server.close());
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const page = await tls.serveCertificate('127.0.0.1', port);
  closers.push(() => page!.close());
  const shown = await (await fetch(page!.address)).text();
  for (const words of ['安装天目证书', '安卓平板', 'iPad', 'Windows', `https://127.0.0.1:${port}/crew/`, '<svg'])
    expect(shown).toContain(words);
  const authority = await (await fetch(new URL('/tianmu-ca.crt', page!.address))).text();
  expect(await get(port, 'localhost', authority)).toBe(200);
  expect(await get(port, '127.0.0.1', authority)).toBe(200);
  const stranger = await openTls(readConfig({ data: mkdtempSync(join(tmpdir(), 'tianmu-tls-')), tls: 'auto' }));
  await expect(get(port, 'localhost', stranger.server.cert)).rejects.toThrow(/certificate|signature/i);
});

it('keeps the authority over a restart, and refuses other computers without HTTPS', async () => {
  const [first, second] = [await openTls(config), await openTls(config)];
  expect(second.server).toEqual(first.server);
  expect(() => readConfig({ host: '0.0.0.0', data })).toThrow('--tls auto');
});
