// Where the crew is in the app: the stop, the person, the attendance, as the address names them by id.
import { useParams } from 'react-router';
import type { SyncEngine } from '#foundation/sync/rules/device/engine.ts';
import type { DocumentState, FieldValue } from '#foundation/sync/rules/operation.ts';
import { useDeviceSession, useEngine } from '#foundation/sync/web/use-device.tsx';
import type { Day } from '#platform/contract.ts';
import { crewKinds, type StopRow } from '../../crew-contract.ts';
import { attendanceIdOf } from '../../rules/crew/document-id.ts';
import { attendancesHere, nowHere, personHere, stopHere, todayHere, type PersonHere } from './people-here.ts';

export interface Place {
  engine: SyncEngine;
  today: Day;
  stop: StopRow | undefined;
  here: PersonHere | undefined;
  attendance: DocumentState | undefined;
}
export function usePlace(): Place {
  const engine = useEngine();
  const { visitId, personId } = useParams();
  const stop = stopHere(engine, visitId);
  const here = stop && personId ? personHere(engine, stop.villageId, personId) : undefined;
  const attendance = stop && here && attendancesHere(engine, stop.visitId).get(here.personId);
  return { engine, today: todayHere(engine), stop, here, attendance };
}

export const stopPath = (visitId: string): string => `/stop/${visitId}`;
export const personPath = (visitId: string, personId: string): string => `/stop/${visitId}/person/${personId}`;

/** Edits the attendance of the person in view; the first edit begins it. */
export function useAttendanceEdit(): (
  set: Record<string, FieldValue>,
  add?: Record<string, FieldValue[]>,
) => Promise<DocumentState> {
  const { engine, stop, here, attendance } = usePlace();
  const session = useDeviceSession();
  return async (set, add) => {
    const { visitId, villageId, service } = stop!;
    const { personId } = here!;
    const documentId = attendance?.documentId ?? (await attendanceIdOf(visitId, personId));
    const begun: Record<string, FieldValue> = attendance
      ? {}
      : {
          visitId,
          startedAt: nowHere(engine).toISOString(),
          ...(service === 'home-visit' && { place: 'home' }),
        };
    const edit = { kind: crewKinds.attendance, documentId, personId, scopeId: villageId };
    const document = await engine.edit({ ...edit, set: { ...begun, ...set }, ...(add && { add }) });
    session.hurry();
    return document;
  };
}
