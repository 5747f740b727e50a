// HTTPS for tablets and TVs on the local network: an own certificate authority, or a folder with a bought certificate.
import { webcrypto } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { UsageError, type Config } from './config.ts';

x509.cryptoProvider.set(webcrypto as Crypto);
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const dayMilliseconds = 86_400_000;
/** Browsers refuse server certificates that live longer than 825 days. */
const serverDays = 397;
const authorityDays = 3_650;

export interface Tls {
  server: { key: string; cert: string };
  /** A page over plain HTTP from which a device fetches the authority's certificate. */
  serveCertificate(host: string): Promise<{ address: string; close(): void } | undefined>;
}

export async function openTls(config: Config): Promise<Tls> {
  if (config.tls !== 'auto') {
    const [key, cert] = ['key.pem', 'cert.pem'].map((name) => join(config.tls!, name));
    if (!existsSync(key!) || !existsSync(cert!))
      throw new UsageError(`${config.tls} should hold key.pem and cert.pem.`);
    return {
      server: { key: readFileSync(key!, 'utf8'), cert: readFileSync(cert!, 'utf8') },
      serveCertificate: async () => undefined,
    };
  }
  const folder = join(config.data, 'tls');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const authority = await loadAuthority(folder);
  const server = await loadServerCertificate(folder, authority);
  return { server, serveCertificate: (host) => serveAuthority(authority.pem, host) };
}

interface Authority {
  pem: string;
  certificate: x509.X509Certificate;
  privateKey: CryptoKey;
}

async function loadAuthority(folder: string): Promise<Authority> {
  const keyFile = join(folder, 'authority.key.pem');
  const certFile = join(folder, 'authority.pem');
  if (!existsSync(keyFile)) {
    const keys = (await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair;
    const certificate = await x509.X509CertificateGenerator.createSelfSigned({
      name: `CN=Tianmu ${hostname()}`,
      notBefore: new Date(Date.now() - dayMilliseconds),
      notAfter: new Date(Date.now() + authorityDays * dayMilliseconds),
      signingAlgorithm: algorithm,
      keys,
      extensions: [
        new x509.BasicConstraintsExtension(true, 0, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      ],
    });
    writeFileSync(keyFile, await privatePem(keys.privateKey), { mode: 0o600 });
    writeFileSync(certFile, certificate.toString('pem'));
  }
  const pem = readFileSync(certFile, 'utf8');
  return {
    pem,
    certificate: new x509.X509Certificate(pem),
    privateKey: await importPrivate(readFileSync(keyFile, 'utf8')),
  };
}

/** Names and addresses under which this machine is reached now. */
function ownNames(): { type: 'dns' | 'ip'; value: string }[] {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  const ips = new Set(['127.0.0.1', '::1', ...addresses.map(({ address }) => address.split('%')[0]!)]);
  return [
    { type: 'dns', value: 'localhost' },
    { type: 'dns', value: hostname() },
    ...[...ips].map((value) => ({ type: 'ip' as const, value })),
  ];
}

/** The server's certificate, made anew when it nears its end or the machine got another address. */
async function loadServerCertificate(folder: string, authority: Authority): Promise<{ key: string; cert: string }> {
  const keyFile = join(folder, 'server.key.pem');
  const certFile = join(folder, 'server.pem');
  const names = ownNames();
  const namesFile = join(folder, 'server.names.json');
  const current =
    existsSync(keyFile) &&
    existsSync(namesFile) &&
    readFileSync(namesFile, 'utf8') === JSON.stringify(names) &&
    new x509.X509Certificate(readFileSync(certFile, 'utf8')).notAfter.getTime() > Date.now() + 30 * dayMilliseconds;
  if (!current) {
    const keys = (await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair;
    const certificate = await x509.X509CertificateGenerator.create({
      subject: 'CN=Tianmu',
      issuer: authority.certificate.subject,
      notBefore: new Date(Date.now() - dayMilliseconds),
      notAfter: new Date(Date.now() + serverDays * dayMilliseconds),
      signingAlgorithm: algorithm,
      publicKey: keys.publicKey,
      signingKey: authority.privateKey,
      extensions: [
        new x509.SubjectAlternativeNameExtension(names),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      ],
    });
    writeFileSync(keyFile, await privatePem(keys.privateKey), { mode: 0o600 });
    writeFileSync(certFile, certificate.toString('pem'));
    writeFileSync(namesFile, JSON.stringify(names));
  }
  return { key: readFileSync(keyFile, 'utf8'), cert: `${readFileSync(certFile, 'utf8').trim()}\n${authority.pem}` };
}

async function privatePem(key: CryptoKey): Promise<string> {
  const bytes = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key));
  return `-----BEGIN PRIVATE KEY-----\n${bytes.toString('base64').replace(/.{64}/g, '$&\n').trimEnd()}\n-----END PRIVATE KEY-----\n`;
}
function importPrivate(pem: string): Promise<CryptoKey> {
  const bytes = Buffer.from(pem.replace(/-----[^-]+-----/g, ''), 'base64');
  return crypto.subtle.importKey('pkcs8', bytes, algorithm, false, ['sign']);
}

const installPage = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>安装天目证书</title>
<style>body{font:20px/1.6 system-ui,sans-serif;max-width:34rem;margin:48px auto;padding:0 16px;color:#16211D}a{display:block;background:#0B6B57;color:#fff;text-align:center;padding:16px;border-radius:8px;text-decoration:none}</style>
<h1>安装天目证书</h1><p>本机第一次使用天目前，请安装这张证书。装好后，离线使用、摄像头和视频会诊才能打开。</p>
<a href="/tianmu-ca.crt" download>下载证书</a>
<ol><li>安卓：设置 › 安全 › 加密与凭据 › 安装证书 › CA 证书。</li><li>苹果：打开下载的描述文件并安装，再到 设置 › 通用 › 关于本机 › 证书信任设置 里打开。</li><li>Windows：双击证书，选「受信任的根证书颁发机构」。</li></ol>`;

async function serveAuthority(pem: string, host: string): Promise<{ address: string; close(): void }> {
  const server = createServer((request, response) => {
    if (request.url === '/tianmu-ca.crt') response.setHeader('content-type', 'application/x-x509-ca-cert').end(pem);
    else response.setHeader('content-type', 'text/html; charset=utf-8').end(installPage);
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as { port: number };
  const shown = ['0.0.0.0', '::'].includes(host)
    ? (ownNames().find(({ type, value }) => type === 'ip' && /^\d/.test(value) && value !== '127.0.0.1')?.value ??
      'localhost')
    : host;
  return { address: `http://${shown}:${port}/`, close: () => void server.close() };
}
