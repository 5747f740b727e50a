// Reads the configuration: flag, then TIANMU_* variable, then the file tianmu.json, then the default.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const version = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;

/** A mistake of the person at the keyboard: printed as one sentence, without a stack. */
export class UsageError extends Error {}

/** SQLSTATE 53100 and what Node and PGlite say when the disk is full. */
const diskFull = /ENOSPC|No space left on device|disk full/i;

/** What the person at the keyboard reads when a command fails: one sentence where we know what to do. */
export function failureWords(error: unknown): string {
  if (error instanceof UsageError) return error.message;
  const { code, message, stack } = error as NodeJS.ErrnoException;
  if (code === '53100' || code === 'ENOSPC' || diskFull.test(message ?? ''))
    return 'The disk is full. Free some space, then start again (npm run demo -- --reset for a demo that was cut off).';
  return `Tianmu failed: ${stack ?? String(error)}`;
}

const yes = z.union([
  z.boolean(),
  z.enum(['true', 'false', 'yes', 'no', '1', '0']).transform((text) => ['true', 'yes', '1'].includes(text)),
]);

const Config = z.object({
  data: z.string().default('.data').describe('folder of the embedded database and the stored files'),
  database: z.string().optional().describe('postgres:// address; without it the embedded database is used'),
  port: z.coerce.number().int().min(0).max(65_535).default(8080).describe('port of the web server'),
  host: z.string().default('127.0.0.1').describe('address to listen on; others than loopback need --tls'),
  'public-address': z
    .url({ protocol: /^https?$/ })
    .transform((text) => new URL(text).origin)
    .optional()
    .describe('address by which apps and browsers reach this server, e.g. https://health.example.cn'),
  tls: z.string().optional().describe('"auto" for an own certificate authority, or a folder with key.pem and cert.pem'),
  'mqtt-port': z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .optional()
    .describe('port for devices over MQTT; without it 18830, or a free one where that is taken'),
  'mqtt-url': z
    .url({ protocol: /^mqtts?$/ })
    .optional()
    .describe('outside broker to hear devices through as well, e.g. mqtt://user:password@host:1883'),
  'mqtt-account': z.string().optional().describe('device account for which messages of --mqtt-url count'),
  jt808: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .optional()
    .describe('port for vehicle terminals (JT/T 808); without it none, with --demo 18808 or a free one'),
  'key-file': z.string().optional().describe('file with the master key; outside of --data and of every backup'),
  clock: z.iso.datetime({ offset: true }).optional().describe('instant at which the clock starts (demo and tests)'),
  speed: z.coerce
    .number()
    .positive()
    .max(3_600)
    .default(1)
    .describe('how many times faster than real time the clock runs'),
  demo: yes.default(false).describe('seed the demo county when the database is empty'),
  residents: z.coerce.number().int().min(200).max(560_000).default(5_600).describe('residents of the demo county'),
  simulator: yes.default(true).describe('start the living simulator with --demo (--no-simulator)'),
  reset: yes.default(false).describe('delete the data folder first (demo only)'),
  node: z
    .string()
    .regex(/^[a-z0-9-]{1,32}$/)
    .default('main')
    .describe('name of this server in the audit chain'),
  'per-minute': z.coerce.number().int().min(60).default(1_200).describe('requests a minute for one account'),
  'trust-proxy': yes.default(false).describe('believe X-Forwarded-For of a proxy in front'),
  'log-level': z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('warn').describe('how much to log'),
});
export type Config = z.infer<typeof Config>;

/** Names of the switches that take no value. */
const switches = new Set(['demo', 'simulator', 'reset', 'trust-proxy', 'help']);

/** Flags shared by all commands plus those named by the command itself; what is left are its words. */
export function readArguments(
  args: readonly string[],
  ownFlags: readonly string[] = [],
): { flags: Record<string, string | boolean>; words: string[] } {
  const names = [...Object.keys(Config.shape), ...ownFlags, 'help'];
  const options = Object.fromEntries(
    names.map((name) => [name, { type: switches.has(name) || ownFlagIsSwitch(name) ? 'boolean' : 'string' } as const]),
  );
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options,
      allowPositionals: true,
      allowNegative: true,
      strict: true,
    });
    return { flags: values as Record<string, string | boolean>, words: positionals };
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('. ')[0]}. See --help.`);
  }
}
const ownFlagIsSwitch = (name: string): boolean => ['dry-run', 'disable', 'json', 'lenient'].includes(name);

export function readConfig(flags: Record<string, string | boolean>): Config {
  const file = 'tianmu.json';
  const fromFile = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>) : {};
  const merged: Record<string, unknown> = {};
  for (const name of Object.keys(Config.shape)) {
    const variable = process.env[`TIANMU_${name.replaceAll('-', '_').toUpperCase()}`];
    const value = flags[name] ?? variable ?? fromFile[name];
    if (value !== undefined) merged[name] = value;
  }
  const parsed = Config.safeParse(merged);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new UsageError(`--${issue!.path.join('.')}: ${issue!.message}. See --help.`);
  }
  const config = { ...parsed.data, data: resolve(parsed.data.data) };
  if (!['127.0.0.1', 'localhost', '::1'].includes(config.host) && !config.tls)
    throw new UsageError(
      'Other computers reach this server only over HTTPS: add --tls auto, or keep --host 127.0.0.1.',
    );
  return config;
}

export function configHelp(): string {
  return Object.entries(Config.shape)
    .map(([name, schema]) => `  --${name.padEnd(14)} ${schema.description ?? ''}`)
    .join('\n');
}
