// One FHIR call on its way: who asks, what was sent, and the small things that every interaction answers with.
import type { AuditAction } from '#platform/kernel/audit/audit.ts';
import type { Asking, RecordServices } from '../services.ts';
import { nobody } from '../store/tables.ts';
import { permissions } from '../store/visibility.ts';
import type { shownText } from './bundle-text.ts';
import { etag, fhirJson } from './request.ts';
import type { FhirReply, FhirRequest } from './request.ts';

export type Pairs = (readonly [string, string])[];
export interface Call {
  services: RecordServices;
  asking: Asking;
  request: FhirRequest;
  /** Decoded parameters of the query, in their order. */
  pairs: Pairs;
}

export const plain = (body: unknown, status = 200): FhirReply => ({
  status,
  headers: { 'content-type': fhirJson },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

/** Notes whose data the answer shows; the audit row names them. */
export function see({ asking }: Call, patientIds: Iterable<string>): void {
  for (const id of patientIds) if (id !== nobody) asking.actor.span.persons.add(id);
}

/** The reply waits for this: no data leaves before its audit row is committed. */
export const audited = ({ services, asking }: Call, action: AuditAction, object: string): Promise<void> =>
  services.kernel.audit.recordRead(asking.actor, { action, permission: permissions.read, outcome: 'success', object });

export const versionHeaders = (version: number, at: Date): { etag: string; 'last-modified': string } => ({
  etag: etag(version),
  'last-modified': at.toUTCString(),
});

export const valueOf = (pairs: Pairs, name: string): string | undefined => pairs.find(([key]) => key === name)?.[1];

export function subsetOf(pairs: Pairs): Parameters<typeof shownText>[3] {
  return {
    summary: valueOf(pairs, '_summary') as 'true' | undefined,
    elements: valueOf(pairs, '_elements')?.split(','),
  };
}

export const formPairs = (text: string | undefined): Pairs =>
  [...new URLSearchParams(text ?? '')].filter(([key]) => key !== 'portal');
