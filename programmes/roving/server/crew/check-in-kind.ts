// Takes the crew's own check-ins from devices as those by hand are taken, with the error of the device's clock out.
import { fail, isUuid, succeed } from '#platform/contract.ts';
import type { DocumentKind } from '#foundation/sync/server/index.ts';
import { crewKinds } from '../../crew-contract.ts';
import { checkCheckIn, checkInRule, entryOf } from '../../rules/crew/check-in-document.ts';
import type { Parts } from '../parts.ts';
import { visitUnknown } from '../problems.ts';
import { addCheckIn, enterPermission } from '../use-cases/enter-check-in.ts';
import { crewPermissions } from './permissions.ts';

export const checkInKind = (parts: Parts): DocumentKind => ({
  kind: crewKinds.checkIn,
  permission: enterPermission,
  readPermission: crewPermissions.read,
  aboutVillage: true,
  ruleOf: checkInRule,
  check: checkCheckIn,
  async project(q, actor, document, added, now) {
    const visitId = document.fields['visitId']?.[0]?.value;
    if (typeof visitId !== 'string' || !isUuid(visitId)) return fail(visitUnknown);
    const heads = Object.values(document.fields).flat();
    for (const operation of added) {
      const head = heads.find(({ operationId }) => operationId === operation.operationId);
      const error = head ? Date.parse(head.at) - Date.parse(operation.madeAt) : 0;
      const entry = entryOf(operation, error);
      const entered = entry && (await addCheckIn(parts, q, actor, visitId, entry, now));
      if (entered && !entered.ok) return entered;
    }
    return succeed(undefined);
  },
});
