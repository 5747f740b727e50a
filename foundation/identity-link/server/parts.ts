// What every use case of identity links is given: the kernel, the machine's clock, and the open doors with their adapters.
import { randomBytes } from 'node:crypto';
import type { Clock } from '#platform/kernel/clock/clock.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { providerNames, type ProviderName } from '../contract.ts';
import { countyApp } from './providers/county-app.ts';
import { miniProgram } from './providers/mini-program.ts';
import type { DoorProvider, ProviderConfig } from './providers/port.ts';
import { wecom } from './providers/wecom.ts';
import { findProvider, insertTrouble, type ProviderRecord } from './store.ts';

const makers: Record<ProviderName, (config: ProviderConfig, now: () => Date) => DoorProvider> = {
  wecom,
  'mini-program': miniProgram,
  'county-app': countyApp,
};

export interface OpenDoor {
  record: ProviderRecord;
  provider: DoorProvider;
}

export class Parts {
  readonly kernel: Kernel;
  /** The machine's: a simulated day must not end real codes and sessions. */
  readonly clock: Clock;
  private readonly made = new Map<string, { version: number; provider: DoorProvider }>();

  constructor(kernel: Kernel, clock: Clock) {
    this.kernel = kernel;
    this.clock = clock;
  }

  now(): Date {
    return this.clock.now();
  }

  /** The adapter of a provider as it is configured now; it keeps its access token while the configuration stays. */
  adapterOf(record: ProviderRecord): DoorProvider {
    const known = this.made.get(record.name);
    if (known?.version === record.version) return known.provider;
    const secret = record.sealed_secret ? this.kernel.cipher.decrypt(record.sealed_secret) : '';
    const provider = makers[record.name]({ name: record.name, settings: record.settings, secret }, () => this.now());
    this.made.set(record.name, { version: record.version, provider });
    return provider;
  }

  /** Undefined where the door is unknown, not configured or shut. */
  async door(name: string, q: Sql = this.kernel.db): Promise<OpenDoor | undefined> {
    if (!isProviderName(name)) return undefined;
    const record = await findProvider(q, name);
    return record?.enabled ? { record, provider: this.adapterOf(record) } : undefined;
  }

  hash(purpose: 'state' | 'browser' | 'session' | 'pending' | 'subject', text: string): string {
    return this.kernel.cipher.searchHash(`identity-link.${purpose}`, text);
  }

  newSecret(): string {
    return randomBytes(32).toString('base64url');
  }

  redirectUri(name: ProviderName): string {
    return `${this.kernel.publicAddress()}/door/${name}/back`;
  }

  /** For the administrator's page; never who it was about. */
  async noteTrouble(provider: ProviderName, during: 'sign-in' | 'card' | 'test', code: string): Promise<void> {
    this.kernel.log.warn({ provider, during, code }, 'a door from outside refused or did not answer');
    await insertTrouble(this.kernel.db, { id: this.kernel.newId(), provider, at: this.now(), during, code });
  }
}

export const isProviderName = (text: string): text is ProviderName =>
  (providerNames as readonly string[]).includes(text);
