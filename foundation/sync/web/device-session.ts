// What a browser tab knows of its device: nothing yet, locked, open, or wiped; and the loop that talks with the server.
import type { Me } from '#platform/access-contract.ts';
import type { Api } from '#platform/ui/api/call.ts';
import { isFailure } from '#platform/ui/api/failure.ts';
import { syncRoutes } from '../contract.ts';
import { openEngine, type SyncEngine } from '../rules/device/engine.ts';
import { accountsHere, LockedDevice } from './device-database.ts';
import { newId } from './new-id.ts';
import { exchangePacksAndFiles } from './exchange-packs.ts';
import { transportOf } from './transport.ts';
import { setPin, unlock } from './unlock.ts';

export interface SyncStatus {
  running: boolean;
  /** `sign-in`: the server is there, but the session has ended. */
  trouble?: 'offline' | 'sign-in' | 'failed';
  /** Rows or files of the present exchange, counted. */
  progress?: { done: number; of: number };
}
export type DeviceState =
  | { state: 'loading' }
  | { state: 'new' }
  | { state: 'locked'; left?: number }
  | { state: 'open'; engine: SyncEngine; status: SyncStatus }
  | { state: 'wiped'; reason: 'pin' | 'revoked' };

/** Downloaded people go when the server was not reached for so long; what was written here stays. */
const keptDays = 7;
const everySeconds = 45;

export class DeviceSession {
  private readonly api: Api;
  private readonly portal: string;
  private current: DeviceState = { state: 'loading' };
  private device: LockedDevice | undefined;
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setInterval> | undefined;
  private soon: ReturnType<typeof setTimeout> | undefined;

  constructor(api: Api, portal: string) {
    this.api = api;
    this.portal = portal;
  }

  get state(): DeviceState {
    return this.current;
  }
  readonly subscribe = (hear: () => void): (() => void) => {
    this.listeners.add(hear);
    return () => this.listeners.delete(hear);
  };
  private become(state: DeviceState): void {
    this.current = state;
    for (const hear of this.listeners) hear();
  }

  /** Looks for a device that was set up here; the last one where several people share the browser. */
  async start(accountId?: string): Promise<void> {
    const accounts = await accountsHere();
    const found = accountId === undefined ? accounts.at(-1) : accounts.find((one) => one === accountId);
    if (found === undefined) return this.become({ state: 'new' });
    this.device = new LockedDevice(found);
    this.become((await this.device.key()) ? { state: 'locked' } : { state: 'new' });
  }

  /** Enrols this browser for the signed-in account under a new PIN. Throws an ApiFailure where the server refuses. */
  async setUp(me: Me, name: string, pin: string): Promise<void> {
    const deviceId = newId();
    await this.api.call(syncRoutes.enrol, { body: { deviceId, name } });
    this.device = new LockedDevice(me.accountId);
    await navigator.storage?.persist?.();
    const { key } = await setPin(this.device, deviceId, pin);
    await this.open(key, deviceId);
    const { engine } = this.current as Extract<DeviceState, { state: 'open' }>;
    await engine.keepUser(profileOf(me), []);
    void this.exchange();
  }

  async unlock(pin: string): Promise<void> {
    const opened = await unlock(this.device!, pin);
    if (opened.result === 'wrong') return this.become({ state: 'locked', left: opened.left });
    if (opened.result === 'wiped') return this.become({ state: 'wiped', reason: 'pin' });
    await this.open(opened.key, opened.deviceId);
    void this.exchange();
  }

  /** Forgets the key; the data stays, sealed. */
  lock(): void {
    this.stop();
    this.become({ state: 'locked' });
  }

  /** Deletes everything here, and tells the server where it can be reached. */
  async wipe(reason: 'pin' | 'revoked' | 'signed-out'): Promise<void> {
    const deviceId = (await this.device?.key())?.deviceId;
    this.stop();
    await this.device?.wipe();
    if (deviceId) await this.api.call(syncRoutes.wiped, { params: { deviceId } }).catch(() => undefined);
    this.become(reason === 'signed-out' ? { state: 'new' } : { state: 'wiped', reason });
  }

  private async open(key: CryptoKey, deviceId: string): Promise<void> {
    const engine = await openEngine({
      store: this.device!.store(key, deviceId),
      transport: transportOf(this.api),
      accountId: this.device!.accountId,
      now: () => new Date(),
      newId,
    });
    this.become({ state: 'open', engine, status: { running: false } });
    engine.subscribe(() => {
      if (this.current.state === 'open') this.become({ ...this.current });
    });
    this.timer = setInterval(() => void this.exchange(), everySeconds * 1_000);
    addEventListener('online', this.hurry);
  }
  private stop(): void {
    clearInterval(this.timer);
    clearTimeout(this.soon);
    removeEventListener('online', this.hurry);
  }

  /** After an edit: soon, but not for each key. */
  readonly hurry = (): void => {
    clearTimeout(this.soon);
    this.soon = setTimeout(() => void this.exchange(), 800);
  };

  private note(status: SyncStatus): void {
    if (this.current.state === 'open') this.become({ ...this.current, status });
  }

  /** One at a time in the whole browser, other tabs included. */
  async exchange(): Promise<void> {
    if (this.current.state !== 'open' || this.current.status.running) return;
    if (!navigator.onLine) return this.note({ running: false, trouble: 'offline' });
    const { engine } = this.current;
    await navigator.locks.request(`tianmu-sync-${engine.meta.deviceId}`, { ifAvailable: true }, async (lock) => {
      if (!lock) return;
      this.note({ running: true });
      try {
        await this.exchangeOnce(engine);
        this.note({ running: false });
      } catch (error) {
        if (isFailure(error, 'gone') && error.code === 'sync/device-revoked') return this.wipe('revoked');
        await this.forgetOldPacks(engine);
        const trouble = isFailure(error, 'unauthenticated')
          ? 'sign-in'
          : isFailure(error, 'offline', 'timeout', 'busy') || !navigator.onLine
            ? 'offline'
            : 'failed';
        this.note({ running: false, trouble });
      }
    });
  }

  private async exchangeOnce(engine: SyncEngine): Promise<void> {
    const { scopes } = await this.api.call(syncRoutes.scopes);
    const { profile } = engine.meta;
    if (profile) await engine.keepUser(profile, scopes);
    await engine.exchange(scopes.map(({ scopeId }) => scopeId));
    await exchangePacksAndFiles(this.api, this.portal, engine, scopes, (done, of) =>
      this.note({ running: true, progress: { done, of } }),
    );
  }

  private async forgetOldPacks(engine: SyncEngine): Promise<void> {
    const before = Date.now() - keptDays * 86_400_000;
    const old = [...engine.packs.values()].filter(({ checkedAt }) => Date.parse(checkedAt) < before);
    if (old.length > 0) await engine.dropPacks(old.map(({ head }) => head.scopeId));
  }
}

const profileOf = (me: Me) => ({
  accountId: me.accountId,
  displayName: me.displayName,
  orgUnit: me.roles[0]?.orgUnit ?? '',
  permissions: me.permissions,
});
