// A device for tests of contexts whose kinds it writes: enrolled, it pushes edits and shows what documents say.
import type { InjectOptions, LightMyRequestResponse as Response } from 'fastify';
import type { OperationResult, PushReply } from '../contract.ts';
import type { DocumentState, FieldValue } from '../rules/operation.ts';

export interface TestDevice {
  /** `replaces` what the document showed at the last push or pull. */
  edit(
    kind: string,
    documentId: string,
    personId: string,
    set: Record<string, FieldValue>,
  ): Promise<{ result: OperationResult; document: DocumentState | undefined }>;
  pull(): Promise<DocumentState[]>;
}

export async function enrolTestDevice(
  call: (options: InjectOptions) => Promise<Response>,
  newId: () => string,
  scopeId: string,
  now: () => Date,
): Promise<TestDevice> {
  const deviceId = newId();
  await call({ method: 'POST', url: '/api/sync/devices', payload: { deviceId, name: '测试平板' } });
  const known = new Map<string, DocumentState>();
  let sequence = 0;
  return {
    async edit(kind, documentId, personId, set) {
      const fields = known.get(documentId)?.fields ?? {};
      const madeAt = now().toISOString();
      const operation = {
        operationId: newId(),
        sequence: ++sequence,
        kind,
        documentId,
        personId,
        scopeId,
        madeAt,
        set,
        replaces: Object.fromEntries(
          Object.keys(set).map((field) => [field, (fields[field] ?? []).map((head) => head.operationId)]),
        ),
      };
      const reply = await call({
        method: 'POST',
        url: '/api/sync/push',
        payload: { deviceId, sentAt: madeAt, operations: [operation] },
      });
      const body = reply.json<PushReply>();
      if (reply.statusCode !== 200) throw new Error(reply.body);
      for (const document of body.documents) known.set(document.documentId, document);
      return { result: body.results[0]!, document: known.get(documentId) };
    },
    async pull() {
      const reply = await call({
        method: 'POST',
        url: '/api/sync/pull',
        payload: { deviceId, scopes: [{ scopeId, since: 0 }] },
      });
      if (reply.statusCode !== 200) throw new Error(reply.body);
      const { documents } = reply.json<{ documents: DocumentState[] }>();
      for (const document of documents) known.set(document.documentId, document);
      return documents;
    },
  };
}
