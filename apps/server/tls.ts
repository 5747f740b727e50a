// HTTPS for tablets and TVs on the local network: an own certificate authority, or a folder with a bought certificate.
import { webcrypto } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { serveCertificatePage } from './certificate-page.ts';
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
  serveCertificate(host: string, serverPort: number): Promise<{ address: string; close(): void } | undefined>;
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
  return {
    server,
    serveCertificate: (host, serverPort) =>
      serveCertificatePage({ pem: authority.pem, host, port: serverPort + 1, shownHost: shownHost(host), serverPort }),
  };
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

/** The name of this machine where it listens everywhere: its first address that others can reach. */
function shownHost(host: string): string {
  if (!['0.0.0.0', '::'].includes(host)) return host;
  const own = ownNames().find(({ type, value }) => type === 'ip' && /^\d/.test(value) && value !== '127.0.0.1');
  return own?.value ?? 'localhost';
}
