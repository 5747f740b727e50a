// Front door of the sync: higher contexts register what devices may do, take along and where.
import type { Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Context } from '#platform/kernel/context.ts';
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { readCatalogue } from '#platform/kernel/messages/catalogue.ts';
import type { EnrolBody, PullBody, PullReply, PushBody, PushReply, SyncedDevice } from '../contract.ts';
import type { DocumentState } from '../rules/operation.ts';
import { announces } from './events.ts';
import type { Parts } from './parts.ts';
import { permissions } from './permissions.ts';
import type { DocumentKind, PackSource, ScopeSource, SyncPorts } from './ports.ts';
import { endpointsOf } from './routes.ts';
import { findAttachment, type AttachmentRow } from './store/attachment.ts';
import { historyOf, type HistoryRow } from './store/operation.ts';
import { findDocument } from './store/document.ts';
import { answerDocument, type Answer } from './use-cases/answer-document.ts';
import { enrolDevice } from './use-cases/devices.ts';
import { pull } from './use-cases/pull.ts';
import { push } from './use-cases/push.ts';

export type * from './ports.ts';

export interface Sync {
  readonly context: Context;
  /** Called at start, before the first request; a kind is registered once. */
  registerKind(kind: DocumentKind): void;
  registerScopes(source: ScopeSource): void;
  registerPack(source: PackSource): void;
  /** What stands behind the routes of these names; the actor's permission for the route is the caller's matter. */
  enrol(actor: Actor, body: EnrolBody, now: Date): Promise<Result<SyncedDevice>>;
  push(actor: Actor, body: PushBody, now: Date): Promise<Result<PushReply>>;
  pull(actor: Actor, body: PullBody, now: Date): Promise<Result<PullReply>>;
  /** What stands of a document. The caller has checked access. */
  document(q: Sql, personId: string, documentId: string): Promise<DocumentState | undefined>;
  /** See answer-document.ts. */
  answer(q: Transaction, actor: Actor, answer: Answer, now: Date): Promise<Result<DocumentState>>;
  /** All that was ever done to a document. The caller has checked access. */
  history(q: Sql, personId: string, documentId: string): Promise<HistoryRow[]>;
  /** A file that came in chunks; its content lies in the kernel's files under `digest` once it is complete. */
  attachment(q: Sql, attachmentId: string): Promise<AttachmentRow | undefined>;
}

export function createSync(kernel: Kernel, ports: SyncPorts): Sync {
  const parts: Parts = { kernel, ports, kinds: new Map(), scopeSources: [], packSources: [] };
  return {
    context: {
      name: 'sync',
      migrations: new URL('./migrations/', import.meta.url),
      permissions,
      endpoints: endpointsOf(parts),
      announces,
      messages: readCatalogue(new URL('../messages/', import.meta.url)),
    },
    registerKind(kind) {
      if (parts.kinds.has(kind.kind)) throw new Error(`The document kind ${kind.kind} is registered twice.`);
      parts.kinds.set(kind.kind, kind);
    },
    registerScopes: (source) => void parts.scopeSources.push(source),
    registerPack: (source) => void parts.packSources.push(source),
    enrol: (actor, body, now) => enrolDevice(parts, actor, body, now),
    push: (actor, body, now) => push(parts, actor, body, now),
    pull: (actor, body, now) => pull(parts, actor, body, now),
    history: (q, personId, documentId) => historyOf(q, kernel.cipher, personId, documentId),
    attachment: findAttachment,
    document: (q, personId, documentId) => findDocument(q, kernel.cipher, personId, documentId),
    answer: (q, actor, answer, now) => answerDocument(parts, q, actor, answer, now),
  };
}
