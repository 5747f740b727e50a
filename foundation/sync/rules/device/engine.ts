// A device's half of the sync: keeps every edit before it shows it, sends what waits, takes what others did.
import {
  pushedCharacters,
  pushedOperations,
  type PullBody,
  type PullReply,
  type PushBody,
  type PushReply,
  type SyncScope,
} from '../../contract.ts';
import type { DocumentState, Operation } from '../operation.ts';
import type {
  AttachmentEntry,
  Change,
  DeviceStore,
  OutboxEntry,
  Pack,
  Profile,
  Stored,
  SyncMeta,
} from './device-store.ts';
import { bypassRefused } from './bypass-refused.ts';
import { localView, operationOf, type Edit } from './local-view.ts';

export interface Transport {
  push(body: PushBody): Promise<PushReply>;
  pull(body: PullBody): Promise<PullReply>;
}
export interface EngineParts {
  store: DeviceStore;
  transport: Transport;
  accountId: string;
  /** The device's own clock. */
  now: () => Date;
  newId: () => string;
}

export interface SyncEngine {
  readonly meta: SyncMeta;
  readonly outbox: readonly OutboxEntry[];
  readonly packs: ReadonlyMap<string, Pack>;
  /** Ids of all documents known here. */
  documentIds(): string[];
  document(documentId: string): DocumentState | undefined;
  /** Resolves once the edit would survive a kill. Returns the document as it shows now. */
  edit(edit: Edit): Promise<DocumentState>;
  /** Gives up a refused operation. */
  discard(operationId: string): Promise<void>;
  /** Sends refused operations again with the next push. */
  retry(): Promise<void>;
  /** Sends what waits and takes what is new in these villages; throws where the server can't be reached. */
  exchange(scopeIds: readonly string[]): Promise<void>;
  /** Who uses the device and where, as the server said last. */
  keepUser(profile: Profile, scopes: SyncScope[]): Promise<void>;
  /** Keeps a file until the server has it; then it goes. */
  attach(entry: AttachmentEntry, content: Uint8Array<ArrayBuffer>): Promise<void>;
  readonly attachments: ReadonlyMap<string, AttachmentEntry>;
  /** The bytes of a file that was attached here. */
  content(attachmentId: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  attachmentSent(attachmentId: string): Promise<void>;
  keepPack(pack: Pack): Promise<void>;
  dropPacks(scopeIds: readonly string[]): Promise<void>;
  /** Told after every change. */
  subscribe(hear: () => void): () => void;
}

export async function openEngine({ store, transport, accountId, now, newId }: EngineParts): Promise<SyncEngine> {
  const stored: Stored = await store.load();
  let { meta } = stored;
  const outbox = new Map(stored.outbox.map((entry) => [entry.operation.operationId, entry]));
  const documents = new Map(stored.documents.map((one) => [one.documentId, one]));
  const packs = new Map(stored.packs.map((pack) => [pack.head.scopeId, pack]));
  const attachments = new Map<string, AttachmentEntry>(stored.attachments.map((one) => [one.attachmentId, one]));
  const listeners = new Set<() => void>();
  /** Writes follow each other, so that memory and store never differ. */
  let last: Promise<unknown> = Promise.resolve();
  let list: OutboxEntry[] | undefined;

  const apply = async (make: () => Change): Promise<void> => {
    const turn = last.then(async () => {
      const change = make();
      await store.write(change);
      if (change.meta) meta = change.meta;
      for (const entry of change.putOutbox ?? []) outbox.set(entry.operation.operationId, entry);
      for (const id of change.dropOutbox ?? []) outbox.delete(id);
      for (const one of change.putDocuments ?? []) documents.set(one.documentId, one);
      for (const id of change.dropDocuments ?? []) documents.delete(id);
      for (const pack of change.putPacks ?? []) packs.set(pack.head.scopeId, pack);
      for (const id of change.dropPacks ?? []) packs.delete(id);
      for (const { attachmentId, personId, mediaType, digest, bytes } of change.putAttachments ?? [])
        attachments.set(attachmentId, { attachmentId, personId, mediaType, digest, bytes });
      for (const id of change.dropAttachments ?? []) attachments.delete(id);
      list = undefined;
      for (const hear of listeners) hear();
    });
    last = turn.catch(() => undefined);
    return turn;
  };
  const sorted = (): OutboxEntry[] =>
    (list ??= [...outbox.values()].toSorted((one, other) => one.operation.sequence - other.operation.sequence));
  const ownOf = (documentId: string) => sorted().filter(({ operation }) => operation.documentId === documentId);
  const view = (documentId: string) => localView(documents.get(documentId), ownOf(documentId), { accountId, ...meta });

  async function pushAll(): Promise<void> {
    /** Those that have to wait for something else are sent again only once something was accepted: it may be that. */
    const held = new Set<string>();
    for (;;) {
      const batch = nextBatch(
        sorted().filter(({ state, operation }) => state === 'waiting' && !held.has(operation.operationId)),
      );
      if (batch.length === 0) return;
      const sentAt = now();
      const reply = await transport.push({ deviceId: meta.deviceId, sentAt: sentAt.toISOString(), operations: batch });
      await apply(() => changeAfterPush(reply, sentAt));
      if (reply.results.some(({ result }) => result === 'accepted')) held.clear();
      else for (const { result, operationId } of reply.results) if (result === 'later') held.add(operationId);
    }
  }

  function changeAfterPush(reply: PushReply, sentAt: Date): Change {
    const aliases = { ...meta.aliases };
    const dropOutbox: string[] = [];
    /** Refused now, and what has to change because of it. */
    const refused = new Map<string, OutboxEntry>();
    for (const result of reply.results) {
      const entry = outbox.get(result.operationId);
      if (!entry) continue;
      if (result.result === 'accepted') {
        dropOutbox.push(result.operationId);
        if (result.personId !== entry.operation.personId) aliases[entry.operation.personId] = result.personId;
      } else if (result.result === 'refused')
        refused.set(result.operationId, { ...entry, state: 'refused', text: result.text });
    }
    for (const documentId of new Set([...refused.values()].map(({ operation }) => operation.documentId))) {
      const own = ownOf(documentId).map((entry) => refused.get(entry.operation.operationId) ?? entry);
      const { put, dropped } = bypassRefused(own);
      for (const entry of put) refused.set(entry.operation.operationId, entry);
      dropOutbox.push(...dropped);
    }
    const putOutbox = [...refused.values()].filter(({ operation }) => !dropOutbox.includes(operation.operationId));
    return {
      dropOutbox,
      putOutbox,
      putDocuments: newer(reply.documents),
      meta: { ...contact(reply.at, sentAt), aliases },
    };
  }

  /** A reply that was long on its way must not undo what a later one told. */
  const newer = (some: readonly DocumentState[]) =>
    some.filter((one) => one.version >= (documents.get(one.documentId)?.version ?? 0));
  const contact = (serverAt: string, askedAt: Date): SyncMeta => ({
    ...meta,
    clockAheadMilliseconds: Date.parse(serverAt) - (askedAt.getTime() + now().getTime()) / 2,
    contactAt: now().toISOString(),
  });

  async function pullAll(scopeIds: readonly string[]): Promise<void> {
    let asked = [...scopeIds];
    while (asked.length > 0) {
      const sentAt = now();
      const scopes = asked.map((scopeId) => ({ scopeId, since: meta.versions[scopeId] ?? 0 }));
      const reply = await transport.pull({ deviceId: meta.deviceId, scopes });
      await apply(() => ({
        putDocuments: newer(reply.documents),
        meta: {
          ...contact(reply.at, sentAt),
          versions: { ...meta.versions, ...Object.fromEntries(reply.scopes.map((one) => [one.scopeId, one.version])) },
        },
      }));
      asked = reply.scopes.filter(({ more }) => more).map(({ scopeId }) => scopeId);
    }
  }

  return {
    get meta() {
      return meta;
    },
    get outbox() {
      return sorted();
    },
    packs,
    documentIds: () => [...new Set([...documents.keys(), ...sorted().map(({ operation }) => operation.documentId)])],
    document: view,
    async edit(edit) {
      await apply(() => {
        const sequence = meta.sequence + 1;
        const made = { operationId: newId(), sequence, madeAt: now().toISOString() };
        const operation = operationOf(edit, view(edit.documentId)?.fields ?? {}, made);
        const entry: OutboxEntry = { operation, state: 'waiting' };
        const { put, dropped } = bypassRefused([...ownOf(edit.documentId), entry]);
        const mended = put.some((one) => one.operation.operationId === operation.operationId);
        return {
          putOutbox: mended ? put : [...put, entry],
          dropOutbox: dropped,
          meta: { ...meta, sequence },
        };
      });
      return view(edit.documentId)!;
    },
    discard: (operationId) => apply(() => ({ dropOutbox: [operationId] })),
    retry: () =>
      apply(() => ({
        putOutbox: sorted().flatMap(({ operation, state }) =>
          state === 'refused' ? [{ operation, state: 'waiting' as const }] : [],
        ),
      })),
    async exchange(scopeIds) {
      await pushAll();
      await pullAll(scopeIds);
    },
    keepUser: (profile, scopes) => apply(() => ({ meta: { ...meta, profile, scopes } })),
    attachments,
    attach: (entry, content) => apply(() => ({ putAttachments: [{ ...entry, content }] })),
    content: (attachmentId) => store.content(attachmentId),
    attachmentSent: (attachmentId) => apply(() => ({ dropAttachments: [attachmentId] })),
    keepPack: (pack) => apply(() => ({ putPacks: [pack] })),
    dropPacks: (scopeIds) =>
      apply(() => {
        const gone = new Set(scopeIds);
        const waiting = new Set(sorted().map(({ operation }) => operation.documentId));
        const dropDocuments = [...documents.values()]
          .filter((one) => gone.has(one.scopeId) && !waiting.has(one.documentId))
          .map((one) => one.documentId);
        const versions = Object.fromEntries(Object.entries(meta.versions).filter(([id]) => !gone.has(id)));
        return { dropPacks: scopeIds, dropDocuments, meta: { ...meta, versions } };
      }),
    subscribe(hear) {
      listeners.add(hear);
      return () => listeners.delete(hear);
    },
  };
}

/** In order, as many as one push takes. */
function nextBatch(entries: readonly OutboxEntry[]): Operation[] {
  const batch: Operation[] = [];
  let characters = 0;
  for (const { operation } of entries) {
    characters += JSON.stringify(operation).length;
    if (batch.length > 0 && (batch.length === pushedOperations || characters > pushedCharacters)) break;
    batch.push(operation);
  }
  return batch;
}
