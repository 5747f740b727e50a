// Puts attendances of devices into the record: encounter, observations, note, signature, allergies.
import type { DocumentKind } from '#foundation/sync/server/index.ts';
import { crewKinds } from '../../crew-contract.ts';
import { attendanceResources, attendanceRule, checkAttendance } from '../../rules/crew/attendance.ts';
import { attendanceFacts } from '../../rules/crew/attendance-facts.ts';
import type { Parts } from '../parts.ts';
import { saveAttendance } from '../store/attendance.ts';
import { frameOf } from './frame-of.ts';
import { crewPermissions } from './permissions.ts';

export const attendanceKind = (parts: Parts): DocumentKind => ({
  kind: crewKinds.attendance,
  permission: crewPermissions.write,
  readPermission: crewPermissions.read,
  ruleOf: attendanceRule,
  check: checkAttendance,
  async project(q, actor, document, _added, now) {
    const frame = await frameOf(parts, q, actor, document);
    const resources = { ...attendanceResources(document, frame), visits: true };
    const put = await parts.record.putResources(q, actor, crewPermissions.write, resources, now);
    if (!put.ok) return put;
    const facts = attendanceFacts(document);
    const { personId, documentId } = document;
    if (facts) await saveAttendance(q, { personId, attendanceId: documentId, ...facts });
    return { ok: true, value: undefined };
  },
});
