// What parts of a visit ask of the device: rows of packs by kind, documents of an attendance, an edit that is sent soon.
import { useCallback } from 'react';
import type { SyncEngine } from '../rules/device/engine.ts';
import type { FieldValue } from '../rules/operation.ts';
import { shownValues } from './conflicts-here.ts';
import { useDeviceSession, useEngine } from './use-device.tsx';

/** Rows of one kind in all packs; a row that several packs bring stands once. */
export function rowsHere<Body>(engine: SyncEngine, kind: string): Map<string, Body> {
  const found = new Map<string, Body>();
  for (const pack of engine.packs.values())
    for (const row of pack.rows) if (row.kind === kind) found.set(row.id, row.body as unknown as Body);
  return found;
}

export interface DocumentHere {
  documentId: string;
  values: Record<string, FieldValue>;
}
/** Oldest first: ids of documents are in the order in which they were made. */
export function documentsOfAttendance(engine: SyncEngine, kind: string, attendanceId: string): DocumentHere[] {
  return engine
    .documentIds()
    .flatMap((documentId): DocumentHere[] => {
      const document = engine.document(documentId);
      if (document?.kind !== kind) return [];
      const values = shownValues(document);
      return values['attendanceId'] === attendanceId ? [{ documentId, values }] : [];
    })
    .toSorted((one, other) => (one.documentId < other.documentId ? -1 : 1));
}

export type EditHere = (
  kind: string,
  documentId: string,
  set: Record<string, FieldValue>,
  add?: Record<string, FieldValue[]>,
) => Promise<void>;

export function useEditHere(personId: string, scopeId: string): EditHere {
  const engine = useEngine();
  const session = useDeviceSession();
  return useCallback(
    async (kind, documentId, set, add) => {
      await engine.edit({ kind, documentId, personId, scopeId, set, ...(add && { add }) });
      session.hurry();
    },
    [engine, session, personId, scopeId],
  );
}

/** The server's time as far as the device knows it. */
export const instantHere = (engine: SyncEngine): string =>
  new Date(Date.now() + engine.meta.clockAheadMilliseconds).toISOString();
export const nameHere = (engine: SyncEngine): string => engine.meta.profile?.displayName ?? '';
export const mayHere = (engine: SyncEngine, permission: string): boolean =>
  engine.meta.profile?.permissions.includes(permission) ?? false;

/** The vehicle of a visit, by the row of its stop. */
export const vehicleOfVisit = (engine: SyncEngine, visitId: string): string | undefined =>
  rowsHere<{ vehicleId?: string }>(engine, 'stop').get(visitId)?.vehicleId;
