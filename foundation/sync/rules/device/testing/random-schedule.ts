// A random day of up to five devices that share documents: offline edits, lost and doubled messages, crashes, wrong clocks; and whether all of them end alike.
import type { PullBody, PullReply, PushBody, PushReply } from '../../../contract.ts';
import { byTime, type ConflictRule } from '../../conflict-rule.ts';
import type { DocumentState, FieldValue, Operation } from '../../operation.ts';
import { newMeta, type DeviceStore } from '../device-store.ts';
import { openEngine, type SyncEngine } from '../engine.ts';
import { Killed, memoryStore } from './memory-store.ts';

export const trialKind = 'trial.form';
export const trialRules: Record<string, ConflictRule> = {
  phone: 'ask',
  allergies: 'append',
  weight: 'latest',
  arrivedAt: 'first',
};
/** The server refuses a weight above this. */
export const heaviest = 300;

export interface TrialServer {
  /** One account and device each. */
  devices: { accountId: string; deviceId: string }[];
  push(device: number, body: PushBody): Promise<PushReply>;
  pull(device: number, body: PullBody): Promise<PullReply>;
  /** Ids of all operations that the server holds of these documents. */
  operationsOf(documentIds: readonly string[]): Promise<string[]>;
}
export interface Day {
  personId: string;
  scopeId: string;
  newId: () => string;
  /** Uniform in [0, 1). */
  random: () => number;
  startAt: Date;
}
export interface DayEnd {
  edits: number;
  refused: number;
  crashes: number;
  pushes: number;
  /** What went wrong; empty where all is well. */
  faults: string[];
}

/** Uniform numbers in [0, 1) from a seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

class Lost extends Error {}

interface Device {
  index: number;
  store: DeviceStore & { killAtNextWrite(when: 'before' | 'after'): void };
  engine: SyncEngine;
  clockErrorMilliseconds: number;
}

export async function runDay(server: TrialServer, day: Day): Promise<DayEnd> {
  const { random, newId, scopeId, personId } = day;
  const pick = (below: number) => Math.floor(random() * below);
  const chance = (share: number) => random() < share;
  const end: DayEnd = { edits: 0, refused: 0, crashes: 0, pushes: 0, faults: [] };
  let clock = day.startAt.getTime();
  let calm = false;
  /** Every operation that a device kept, as it kept it last. */
  const truth = new Map<string, Operation>();
  const delayed: (() => Promise<unknown>)[] = [];
  const documentIds = Array.from({ length: 1 + pick(3) }, newId);

  const deliver = async (index: number, body: PushBody): Promise<PushReply> => {
    end.pushes++;
    if (calm) return server.push(index, body);
    const fate = random();
    if (fate < 0.12) throw new Lost();
    if (fate < 0.24) {
      await server.push(index, body);
      throw new Lost();
    }
    if (fate < 0.34) delayed.push(() => server.push(index, body));
    if (fate < 0.44) await Promise.all([server.push(index, body), server.push(index, body)]);
    if (fate < 0.6 && body.operations.length > 1) {
      const half = 1 + pick(body.operations.length - 1);
      const second = await server.push(index, { ...body, operations: body.operations.slice(half) });
      const first = await server.push(index, { ...body, operations: body.operations.slice(0, half) });
      return {
        ...first,
        results: [...first.results, ...second.results],
        documents: [...second.documents, ...first.documents],
      };
    }
    return server.push(index, body);
  };

  /** Of the last push: what is dropped after it did not reach the server. */
  let refusedNow = new Set<string>();
  const watch = (store: Device['store']): Device['store'] => ({
    ...store,
    async write(change) {
      const outbox = (await store.load()).outbox;
      const note = () => {
        for (const id of change.dropOutbox ?? []) {
          const before = outbox.find(({ operation }) => operation.operationId === id);
          if (before?.state === 'refused' || refusedNow.has(id)) truth.delete(id);
        }
        for (const { operation } of change.putOutbox ?? [])
          truth.set(operation.operationId, structuredClone(operation));
      };
      try {
        await store.write(change);
      } catch (error) {
        if (error instanceof Killed && error.kept) note();
        throw error;
      }
      note();
    },
  });

  const open = (device: Omit<Device, 'engine'>) =>
    openEngine({
      store: device.store,
      accountId: server.devices[device.index]!.accountId,
      now: () => new Date(clock + device.clockErrorMilliseconds),
      newId,
      transport: {
        async push(body) {
          const reply = await deliver(device.index, body);
          refusedNow = new Set(
            reply.results.filter(({ result }) => result === 'refused').map((one) => one.operationId),
          );
          end.refused += refusedNow.size;
          return reply;
        },
        async pull(body) {
          if (!calm && chance(0.15)) throw new Lost();
          return server.pull(device.index, body);
        },
      },
    });

  const devices: Device[] = [];
  for (const [index, { deviceId }] of server.devices.entries()) {
    const device = { index, store: watch(memoryStore(newMeta(deviceId))), clockErrorMilliseconds: 0 };
    devices.push(Object.assign(device, { engine: await open(device) }));
  }
  const reopen = async (device: Device) => {
    device.engine = await open(device);
  };
  const attempt = async (device: Device, run: () => Promise<unknown>) => {
    try {
      await run();
    } catch (error) {
      if (error instanceof Lost) return;
      if (!(error instanceof Killed)) throw error;
      end.crashes++;
      await reopen(device);
    }
  };

  const values: Record<string, () => FieldValue> = {
    phone: () => `1380000${1000 + pick(4)}`,
    weight: () => (chance(0.1) ? heaviest + 1 : 40 + pick(60)),
    arrivedAt: () => new Date(clock).toISOString(),
  };
  const edit = async (device: Device) => {
    const documentId = documentIds[pick(documentIds.length)]!;
    const fields = Object.keys(values).filter(() => chance(0.5));
    const set = Object.fromEntries(fields.map((field) => [field, values[field]!()]));
    const add = chance(0.4) ? { allergies: [`A${pick(5)}`] } : undefined;
    if (fields.length === 0 && !add) return;
    end.edits++;
    await device.engine.edit({ kind: trialKind, documentId, personId, scopeId, set, ...(add && { add }) });
  };

  for (let step = 0, steps = 15 + pick(30); step < steps; step++) {
    clock += pick(600_000);
    const device = devices[pick(devices.length)]!;
    const what = random();
    if (chance(0.06)) device.store.killAtNextWrite(chance(0.5) ? 'before' : 'after');
    if (what < 0.5) await attempt(device, () => edit(device));
    else if (what < 0.85) await attempt(device, () => device.engine.exchange([scopeId]));
    else if (what < 0.9) device.clockErrorMilliseconds = (random() - 0.5) * 6 * 86_400_000;
    else if (what < 0.95) await reopen(device);
    else await delayed.shift()?.();
  }

  calm = true;
  for (const late of delayed) await late();
  for (let round = 0; round < 3; round++)
    for (const device of devices) {
      await attempt(device, () => device.engine.exchange([scopeId]));
      await attempt(device, () => device.engine.exchange([scopeId]));
      for (const { operation, state } of device.engine.outbox)
        if (state === 'refused') await device.engine.discard(operation.operationId);
    }
  end.faults.push(...(await faultsOf(server, devices, documentIds, [...truth.values()])));
  return end;
}

/** Compares every device with what the operations say by themselves. */
async function faultsOf(
  server: TrialServer,
  devices: readonly Device[],
  documentIds: readonly string[],
  truth: readonly Operation[],
): Promise<string[]> {
  const faults: string[] = [];
  const kept = await server.operationsOf(documentIds);
  if (new Set(kept).size !== kept.length) faults.push('an operation counts twice');
  const lost = truth.filter(({ operationId }) => !kept.includes(operationId));
  if (lost.length > 0) faults.push(`${lost.length} operations lost`);
  if (kept.length > truth.length) faults.push(`${kept.length - truth.length} operations that nobody made`);
  for (const documentId of documentIds) {
    const own = truth.filter((operation) => operation.documentId === documentId);
    const wanted = JSON.stringify(headsBy(own));
    for (const { index, engine } of devices) {
      if (engine.outbox.length > 0) faults.push(`device ${index} still holds ${engine.outbox.length}`);
      const document = engine.document(documentId);
      if (JSON.stringify(headsIn(document)) !== wanted) faults.push(`device ${index} differs in a document`);
    }
    const times = devices.map(({ engine }) => JSON.stringify(sortedHeads(engine.document(documentId))));
    if (new Set(times).size > 1) faults.push('devices differ in times or authors');
  }
  return faults;
}

/** Field -> ids of the operations that no other has replaced. */
function headsBy(operations: readonly Operation[]): [string, string[]][] {
  return Object.keys(trialRules).map((field) => {
    const replaced = new Set(operations.flatMap(({ replaces }) => replaces[field] ?? []));
    const heads = operations.filter(({ set, operationId }) => field in set && !replaced.has(operationId));
    return [field, heads.map(({ operationId }) => operationId).toSorted()];
  });
}
const headsIn = (document: DocumentState | undefined): [string, string[]][] =>
  Object.keys(trialRules).map((field) => [
    field,
    (document?.fields[field] ?? []).map(({ operationId }) => operationId).toSorted(),
  ]);
const sortedHeads = (document: DocumentState | undefined) =>
  Object.keys(trialRules).map((field) => document?.fields[field]?.toSorted(byTime) ?? []);
